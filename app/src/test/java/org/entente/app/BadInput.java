// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.entente.model.Timestamp;

/**
 * One row of the tables of bad input; {@code bad-input/README.md} says how they are written.
 *
 * @param where file and line, for the message
 * @param code the response status code, 0 where the answer is not of oneM2M
 * @param target the path of an HTTP request, empty for a primitive
 * @param type the resource type of a CREATE, empty for none
 * @param headers further ones, or in the place of the usual ones
 * @param body each character a byte; of a primitive all of it
 * @param word what the sentence must hold
 */
record BadInput(
        String where,
        int status,
        int code,
        String method,
        String target,
        String type,
        List<String> headers,
        String body,
        String word,
        String clause) {
    static final String PRIMITIVE = "PRIMITIVE";

    private static final Pattern REPEATED = Pattern.compile("<<([^<>]+?)\\*(\\d+)>>");
    private static final Pattern BYTES = Pattern.compile("<<0x([0-9a-f]+)>>");

    static List<BadInput> read(String file) {
        var rows = new ArrayList<BadInput>();
        int number = 0;
        for (var line : lines(file)) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) rows.add(row(file + ":" + number, line));
        }
        return rows;
    }

    private static List<String> lines(String file) {
        try (var in = Objects.requireNonNull(BadInput.class.getResourceAsStream("bad-input/" + file), file)) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BadInput row(String where, String line) {
        var cells = line.split("\\|", -1);
        if (cells.length != 7) throw new IllegalArgumentException(where + " has " + cells.length + " cells");
        for (int i = 0; i < cells.length; i++) cells[i] = cells[i].strip();
        var codes = cells[0].split(" ");
        var request = cells[1].split(" ", 2);
        return new BadInput(
                where,
                Integer.parseInt(codes[0]),
                Integer.parseInt(codes[1]),
                request[0],
                request.length > 1 ? expanded(request[1]) : "",
                cells[2],
                cells[3].isEmpty() ? List.of() : List.of(expanded(cells[3]).split(" \\+ ")),
                expanded(cells[4]),
                cells[5],
                cells[6]);
    }

    private static String expanded(String cell) {
        var latin1 = new String(cell.getBytes(UTF_8), ISO_8859_1);
        var repeated = REPEATED.matcher(latin1)
                .replaceAll(m -> Matcher.quoteReplacement(m.group(1).repeat(Integer.parseInt(m.group(2)))));
        return BYTES.matcher(repeated)
                .replaceAll(
                        m -> Matcher.quoteReplacement(new String(HexFormat.of().parseHex(m.group(1)), ISO_8859_1)));
    }

    /** The HTTP request with the usual headers; a row's own take their places, and {@code -Name} leaves one out. */
    String request(String id, String secret) {
        var sent = body.replace("$SOON", Timestamp.text(Instant.now().plus(Duration.ofDays(1))));
        var all = new ArrayList<>(List.of("Host: hub", "X-M2M-Origin: Capp", "X-M2M-RI: " + id, "X-M2M-RVI: 4"));
        if (!sent.isEmpty() || !type.isEmpty())
            all.add("Content-Type: application/json" + (type.isEmpty() ? "" : ";ty=" + type));
        if (!sent.isEmpty()) all.add("Content-Length: " + sent.length());
        for (var header : headers) {
            var name = header.startsWith("-") ? header.substring(1) : header.replaceFirst(":.*", "");
            all.removeIf(each -> each.startsWith(name + ":"));
        }
        headers.stream().filter(header -> !header.startsWith("-")).forEach(all::add);
        return method + " " + target + " HTTP/1.1\r\n"
                + String.join("\r\n", all).replace("$SECRET", secret) + "\r\n\r\n" + sent;
    }
}
