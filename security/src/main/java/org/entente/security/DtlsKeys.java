// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys by which peers prove who they are without a certificate: pre-shared ones, and raw public keys. TS-0003 §8.2.2.
 * They come from a file that its owner alone may read, in lines {@code psk identity hexadecimal-key originator ...} and
 * {@code rpk base64-of-SubjectPublicKeyInfo originator ...}. Safe for many threads; a change counts within a second.
 */
public final class DtlsKeys {
    private final Fresh<Known> file;

    private record Shared(byte[] key, Holder holder) {}

    private record Known(Map<String, Shared> shared, Map<String, Holder> raw) {
        Stream<Holder> holders() {
            return Stream.concat(shared.values().stream().map(Shared::holder), raw.values().stream());
        }
    }

    private DtlsKeys(Path file, InstantSource clock) {
        this.file = new Fresh<>(List.of(file), () -> read(file), clock);
    }

    /** @throws IllegalStateException that names the lines that are wrong, by their numbers and never with their content */
    public static DtlsKeys open(Path file, InstantSource clock) {
        return new DtlsKeys(file, clock);
    }

    /** The pre-shared key of an identity. */
    public Optional<byte[]> shared(String identity) {
        return Optional.ofNullable(file.current().shared.get(identity)).map(each -> each.key.clone());
    }

    /** Whoever has proved to have the pre-shared key of an identity. */
    public Optional<Holder> holderOfShared(String identity) {
        return Optional.ofNullable(file.current().shared.get(identity)).map(Shared::holder);
    }

    /** @param subjectPublicKeyInfo of whoever has proved to have the private key to it */
    public Optional<Holder> holderOfRaw(byte... subjectPublicKeyInfo) {
        return Optional.ofNullable(file.current().raw.get(Base64.getEncoder().encodeToString(subjectPublicKeyInfo)));
    }

    /** Whether an originator has a key, without which nobody may use its name. */
    public boolean isBound(String originator) {
        return file.current().holders().anyMatch(each -> each.originators().contains(originator));
    }

    private static Known read(Path file) {
        var known = new Known(new HashMap<>(), new HashMap<>());
        PrivateFile.readLines(
                file,
                words -> add(words, known),
                "\"psk identity hexadecimal-key originator ...\" or \"rpk base64-key originator ...\", each key once");
        return known;
    }

    private static boolean add(List<String> words, Known known) {
        try {
            return switch (words.getFirst()) {
                case "psk" -> words.size() > 3 && addShared(words, known.shared);
                case "rpk" -> words.size() > 2 && addRaw(words, known.raw);
                default -> false;
            };
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean addShared(List<String> words, Map<String, Shared> shared) {
        var key = HexFormat.of().parseHex(words.get(2));
        var holder = new Holder("psk " + words.get(1), words.subList(3, words.size()));
        return key.length > 0 && shared.put(words.get(1), new Shared(key, holder)) == null;
    }

    private static boolean addRaw(List<String> words, Map<String, Holder> raw) {
        var key = Base64.getEncoder().encodeToString(Base64.getDecoder().decode(words.get(1)));
        var holder = new Holder("rpk of " + words.get(2), words.subList(2, words.size()));
        return raw.put(key, holder) == null;
    }
}
