// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.wire;

import java.util.Arrays;
import java.util.Optional;
import org.entente.testware.Octets;

/** Cuts the stream from an endpoint into frames, however it arrives. MQTT 3.1.1 §2.2.3. */
public final class Frames {
    /** A frame as it came; malformed where its length is no length. */
    public record Frame(int header, Octets bytes, Octets body, boolean malformed) {}

    private static final int MAX_LENGTH_BYTES = 4;
    private static final int INITIAL = 512;

    private byte[] buffer = new byte[INITIAL];
    private int filled;

    public void add(byte[] bytes, int count) {
        if (filled + count > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, filled + count));
        }
        System.arraycopy(bytes, 0, buffer, filled, count);
        filled += count;
    }

    public int waiting() {
        return filled;
    }

    /** The next whole frame, or nothing until more bytes have come. */
    public Optional<Frame> next() {
        long length = 0;
        for (int i = 0; i < MAX_LENGTH_BYTES; i++) {
            if (filled < i + 2) {
                return Optional.empty();
            }
            length |= (buffer[i + 1] & 0x7FL) << (7 * i);
            if ((buffer[i + 1] & 0x80) == 0) {
                var end = i + 2 + (int) length;
                return filled < end ? Optional.empty() : Optional.of(frame(take(end), i + 2));
            }
        }
        return Optional.of(new Frame(buffer[0] & 0xFF, Octets.of(take(filled)), Octets.NONE, true));
    }

    private static Frame frame(byte[] bytes, int bodyAt) {
        var body = Octets.of(Arrays.copyOfRange(bytes, bodyAt, bytes.length));
        return new Frame(bytes[0] & 0xFF, Octets.of(bytes), body, false);
    }

    private byte[] take(int count) {
        var taken = Arrays.copyOf(buffer, count);
        System.arraycopy(buffer, count, buffer, 0, filled - count);
        filled -= count;
        return taken;
    }
}
