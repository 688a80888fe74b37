// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * By what each device proves who it is, from a file that its owner alone may read. Safe for many threads; a change counts
 * within a second.
 *
 * <pre>
 * psk device identity hexadecimal-key
 * rpk device base64-of-SubjectPublicKeyInfo
 * x509 device
 * bootstrap psk device identity hexadecimal-key [name=value ...]
 * </pre>
 *
 * What stands behind {@code bootstrap} holds at the bootstrap server alone; there the other two kinds may stand too.
 */
public final class DeviceCredentials {
    public static final DeviceCredentials NONE =
            new DeviceCredentials(new Fresh<>(List.of(), Known::empty, InstantSource.system()));

    private static final String BOOTSTRAP = "bootstrap";

    private final Fresh<Known> file;

    private record Known(Book usual, Book bootstrap, Map<String, Map<String, String>> terms) {
        static Known empty() {
            return new Known(Book.empty(), Book.empty(), new HashMap<>());
        }
    }

    /** The proofs that count at one server. */
    private record Book(Map<String, DeviceProof> proofs, Map<String, String> devices) {
        static Book empty() {
            return new Book(new HashMap<>(), new HashMap<>());
        }

        boolean add(String device, DeviceProof proof) {
            boolean isNew = proofs.put(device, proof) == null;
            return proof instanceof DeviceProof.SharedKey shared
                    ? devices.put(shared.identity(), device) == null && isNew
                    : isNew;
        }
    }

    private DeviceCredentials(Fresh<Known> file) {
        this.file = file;
    }

    /** @throws IllegalStateException that names the lines that are wrong, by their numbers and never with their content */
    public static DeviceCredentials open(Path file, InstantSource clock) {
        return new DeviceCredentials(new Fresh<>(List.of(file), () -> read(file), clock));
    }

    /** How a device proves who it is; empty for one without a credential. */
    public Optional<DeviceProof> proof(String device) {
        return Optional.ofNullable(file.current().usual.proofs.get(device));
    }

    /** The device whose pre-shared key has this identity. */
    public Optional<String> deviceOf(String identity) {
        return Optional.ofNullable(file.current().usual.devices.get(identity));
    }

    /** How a device proves at the bootstrap server who it is; empty for one that is not to be bootstrapped. */
    public Optional<DeviceProof> bootstrapProof(String device) {
        return Optional.ofNullable(file.current().bootstrap.proofs.get(device));
    }

    public Optional<String> bootstrapDeviceOf(String identity) {
        return Optional.ofNullable(file.current().bootstrap.devices.get(identity));
    }

    /** What else its bootstrap line says of a device, by name. */
    public Map<String, String> terms(String device) {
        return file.current().terms.getOrDefault(device, Map.of());
    }

    private static Known read(Path file) {
        var known = Known.empty();
        PrivateFile.readLines(
                file,
                words -> add(words, known),
                "\"psk device identity hexadecimal-key\", \"rpk device base64-key\" or \"x509 device\", \"bootstrap\""
                        + " before those of the bootstrap server, each device and identity once");
        return known;
    }

    private static boolean add(List<String> words, Known known) {
        try {
            if (!words.getFirst().equals(BOOTSTRAP)) return addTo(known.usual, words);
            int end = words.size();
            while (end > 0 && words.get(end - 1).matches("[a-z-]+=.+")) end--;
            if (end < 3 || !addTo(known.bootstrap, words.subList(1, end))) return false;
            known.terms.put(words.get(2), terms(words.subList(end, words.size())));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean addTo(Book book, List<String> words) {
        var proof = proof(words);
        return proof.isPresent() && book.add(words.get(1), proof.get());
    }

    private static Optional<DeviceProof> proof(List<String> words) {
        return Optional.ofNullable(
                switch (words.getFirst() + words.size()) {
                    case "psk4" ->
                        new DeviceProof.SharedKey(words.get(2), HexFormat.of().parseHex(words.get(3)));
                    case "rpk3" -> DeviceProof.RawKey.of(words.get(2));
                    case "x5092" -> new DeviceProof.Certificate();
                    default -> null;
                });
    }

    private static Map<String, String> terms(List<String> words) {
        var terms = new HashMap<String, String>();
        for (var word : words) {
            int equals = word.indexOf('=');
            terms.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return Map.copyOf(terms);
    }
}
