// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.wire;

import java.io.ByteArrayOutputStream;
import org.entente.testware.Octets;

/** Writes the data representations of MQTT, without asking whether they are right. MQTT 3.1.1 §1.5. */
public final class Wire {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public Wire u8(int value) {
        out.write(value);
        return this;
    }

    public Wire u16(int value) {
        return u8(value >> 8).u8(value);
    }

    public Wire u32(long value) {
        return u16((int) (value >> 16)).u16((int) value);
    }

    public Wire raw(byte... bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public Wire raw(Octets octets) {
        return raw(octets.toArray());
    }

    /** A string or binary field: two bytes of length, then the bytes. */
    public Wire field(Octets octets) {
        return u16(octets.length()).raw(octets);
    }

    public Wire field(String text) {
        return field(Octets.utf8(text));
    }

    /** Seven bits a byte, least significant first, the top bit for more to come. MQTT 3.1.1 §2.2.3. */
    public Wire varint(int value) {
        var left = value;
        while (left > 0x7F) {
            u8((left & 0x7F) | 0x80);
            left >>>= 7;
        }
        return u8(left);
    }

    public byte[] bytes() {
        return out.toByteArray();
    }

    public Octets octets() {
        return Octets.of(bytes());
    }
}
