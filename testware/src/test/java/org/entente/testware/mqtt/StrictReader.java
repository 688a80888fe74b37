// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Properties;

/**
 * Reads what a client sends and refuses what the standard refuses. Strings are kept byte for byte,
 * one character for each byte, so that nothing normalises them on their way. [MQTT-4.7.3-4]
 */
final class StrictReader {
    private final ByteBuffer in;
    private final Flaws flaws;

    StrictReader(Octets body, Flaws flaws) {
        this.in = ByteBuffer.wrap(body.toArray());
        this.flaws = flaws;
    }

    boolean hasMore() {
        return in.hasRemaining();
    }

    int u8() {
        need(1);
        return in.get() & 0xFF;
    }

    int u16() {
        need(2);
        return in.getShort() & 0xFFFF;
    }

    /** Whether the field that comes next claims more than there is. */
    boolean claimsTooMuch() {
        return in.remaining() >= 2 && (in.getShort(in.position()) & 0xFFFF) > in.remaining() - 2;
    }

    byte[] binary() {
        return take(u16());
    }

    String text(Defect surrogateForgiven, Defect nullForgiven) {
        var bytes = binary();
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        flaws.must(wellFormed(bytes), surrogateForgiven); // [MQTT-1.5.3-1]
        flaws.must(text.indexOf('\0') < 0, nullForgiven); // [MQTT-1.5.3-2]
        return text;
    }

    /** The properties of a packet of 5.0; each but the user property comes once. [MQTT 5.0 §2.2.2] */
    Properties properties() {
        try {
            var found = Properties.read(in);
            var once = found.all().stream()
                    .map(Properties.Property::id)
                    .filter(id -> id != Properties.USER)
                    .toList();
            flaws.must(new HashSet<>(once).size() == once.size(), Defect.PROPERTY_TWICE);
            return found;
        } catch (Properties.Unreadable e) {
            flaws.must(false, Defect.PROPERTY_UNKNOWN);
            return Properties.NONE;
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new Flaws.Violation("properties that end too early");
        }
    }

    Octets rest() {
        return Octets.of(take(in.remaining()));
    }

    static Octets bytes(String text) {
        return Octets.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private byte[] take(int length) {
        need(length);
        var bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private void need(int bytes) {
        if (in.remaining() < bytes) {
            throw new Flaws.Violation("the packet ends too early");
        }
    }

    static boolean wellFormed(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
