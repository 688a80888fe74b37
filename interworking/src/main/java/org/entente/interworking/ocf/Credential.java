// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import org.entente.security.Secret;

/**
 * The symmetric key that the hub shares with one device, from its {@code cred} resource. OCF Security §9.3.
 *
 * @param identity what the device knows the hub by, mostly the UUID of the hub
 * @param file its first line is the key in hexadecimal
 */
record Credential(String identity, Path file) {
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** @throws IllegalArgumentException if there is none */
    byte[] key() {
        var text = Secret.in(file).reveal();
        if (!text.matches("([0-9A-Fa-f]{2})+"))
            throw new IllegalArgumentException(file + " must begin with a hexadecimal key");
        return HexFormat.of().parseHex(text);
    }

    /** A UUID goes over the wire as its sixteen bytes. */
    byte[] identityBytes() {
        if (!UUID_TEXT.matcher(identity).matches()) return identity.getBytes(UTF_8);
        var uuid = UUID.fromString(identity);
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }
}
