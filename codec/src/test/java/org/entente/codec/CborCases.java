// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.entente.model.Value;

/** The tables of CBOR that is taken and of CBOR that is refused. */
final class CborCases {
    private static final Pattern CELL = Pattern.compile("\\s*\\|\\s*");

    private CborCases() {}

    /** @param isWritten whether we write these very bytes */
    record Taken(String hex, String json, boolean isWritten, String clause) {
        byte[] bytes() {
            return CborCases.bytes(hex);
        }

        Value value() {
            return Json.STRICT.read(json.getBytes(UTF_8));
        }
    }

    record Declined(String hex, String reason, String clause) {
        byte[] bytes() {
            return CborCases.bytes(hex);
        }
    }

    static List<Taken> taken() {
        return rows("cbor-taken.txt").stream()
                .map(row -> new Taken(row[0], row[1], row[2].equals("same"), row[3]))
                .toList();
    }

    static List<Declined> declined() {
        return rows("cbor-refused.txt").stream()
                .map(row -> new Declined(row[0], row[1], row[2]))
                .toList();
    }

    private static List<String[]> rows(String file) {
        try (var in = CborCases.class.getResourceAsStream(file)) {
            if (in == null) throw new IllegalStateException("there is no " + file);
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> CELL.split(line.strip(), -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
