// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.tls;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.random.RandomGenerator;
import org.entente.testware.Octets;

/**
 * What a client offers when it begins to speak TLS. RFC 5246 §7.4.1.2.
 *
 * @param version the highest it speaks, such as 0x0303 for TLS 1.2
 */
public record ClientHello(int version, List<Integer> suites) {
    public static final int SSL_3_0 = 0x0300;
    public static final int TLS_1_0 = 0x0301;
    public static final int TLS_1_1 = 0x0302;
    public static final int TLS_1_2 = 0x0303;

    /** What every server of the last twenty years has one of: ECDHE, DHE and RSA with AES. */
    public static final List<Integer> USUAL =
            List.of(0xC02F, 0xC030, 0xC02B, 0xC02C, 0xC013, 0xC014, 0xC009, 0xC00A, 0x0033, 0x0039, 0x002F, 0x0035);

    /** NULL, export, RC4, DES and 3DES. */
    public static final List<Integer> BROKEN = List.of(
            0x0001, 0x0002, 0x003B, 0xC006, 0xC010, 0x0003, 0x0008, 0x0014, 0x0004, 0x0005, 0xC007, 0xC011, 0x0009,
            0x0015, 0x000A, 0x0016, 0xC008, 0xC012);

    /** Nobody proves who they are. */
    public static final List<Integer> ANONYMOUS =
            List.of(0x0034, 0x003A, 0x006C, 0x006D, 0x00A6, 0x00A7, 0xC018, 0xC019, 0x0018, 0x001B);

    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int RANDOM = 32;

    public ClientHello {
        suites = List.copyOf(suites);
    }

    /** The record that holds it. */
    public Octets octets(RandomGenerator random) {
        var body = new ByteArrayOutputStream();
        number(body, version, 2);
        var fresh = new byte[RANDOM];
        random.nextBytes(fresh);
        body.writeBytes(fresh);
        body.write(0); // no session to resume
        number(body, suites.size() * 2, 2);
        suites.forEach(suite -> number(body, suite, 2));
        body.write(1);
        body.write(0); // no compression
        if (version > SSL_3_0) {
            var extensions = extensions();
            number(body, extensions.length, 2);
            body.writeBytes(extensions);
        }
        var handshake = new ByteArrayOutputStream();
        handshake.write(CLIENT_HELLO);
        number(handshake, body.size(), 3);
        handshake.writeBytes(body.toByteArray());
        var record = new ByteArrayOutputStream();
        record.write(HANDSHAKE);
        number(record, Math.min(version, TLS_1_0), 2);
        number(record, handshake.size(), 2);
        record.writeBytes(handshake.toByteArray());
        return Octets.of(record.toByteArray());
    }

    private static byte[] extensions() {
        var out = new ByteArrayOutputStream();
        extension(out, 10, 0x0017, 0x0018, 0x0019); // curves
        extension(out, 13, 0x0401, 0x0403, 0x0501, 0x0503, 0x0601, 0x0201, 0x0203); // signatures
        number(out, 11, 2);
        number(out, 2, 2);
        number(out, 0x0100, 2); // uncompressed points
        return out.toByteArray();
    }

    private static void extension(ByteArrayOutputStream out, int type, int... values) {
        number(out, type, 2);
        number(out, values.length * 2 + 2, 2);
        number(out, values.length * 2, 2);
        for (var value : values) {
            number(out, value, 2);
        }
    }

    private static void number(ByteArrayOutputStream out, int value, int bytes) {
        for (int i = bytes - 1; i >= 0; i--) {
            out.write(value >> (8 * i));
        }
    }
}
