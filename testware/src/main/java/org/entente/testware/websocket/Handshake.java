// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.websocket;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.entente.testware.Octets;

/** The opening handshake of WebSocket, as text on both sides. RFC 6455 §4. */
public final class Handshake {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String END = "\r\n\r\n";

    /** The first line and the headers, their names in lower case. */
    public record Head(String firstLine, Map<String, String> headers) {
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }

        /** Whether this request has a sub-protocol among those that it would speak. RFC 6455 §4.1 */
        public boolean offers(String protocol) {
            return header("Sec-WebSocket-Protocol").stream()
                    .flatMap(offered -> Arrays.stream(offered.split(",")))
                    .anyMatch(offered -> offered.strip().equals(protocol));
        }

        /** Whether this answer opens a WebSocket for the one who asked with this key. */
        public boolean accepts(String key) {
            return firstLine.startsWith("HTTP/1.1 101")
                    && header("Sec-WebSocket-Accept")
                            .filter(answer(key)::equals)
                            .isPresent();
        }
    }

    private Handshake() {}

    public static Octets request(String host, String path, String key, String protocol) {
        return Octets.utf8("GET " + path + " HTTP/1.1\r\nHost: " + host
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + key
                + "\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: " + protocol + END);
    }

    /** What a server answers to a key. */
    public static String answer(String key) {
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    /** How many bytes the head takes that begins these bytes, or -1 while it is not whole. */
    public static int length(byte[] bytes, int count) {
        var text = new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
        var end = text.indexOf(END);
        return end < 0 ? -1 : end + END.length();
    }

    public static Head read(byte[] bytes, int length) {
        var lines = new String(bytes, 0, length, StandardCharsets.ISO_8859_1)
                .lines()
                .toList();
        var headers = new TreeMap<String, String>();
        lines.stream().skip(1).forEach(line -> {
            var colon = line.indexOf(':');
            if (colon > 0) {
                var name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                headers.put(name, line.substring(colon + 1).strip());
            }
        });
        return new Head(lines.isEmpty() ? "" : lines.getFirst(), headers);
    }
}
