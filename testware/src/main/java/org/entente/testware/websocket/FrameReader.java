// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.websocket;

import java.util.Arrays;
import java.util.Optional;
import org.entente.testware.Octets;

/** Cuts a stream into WebSocket frames, however it arrives. Used by one thread. RFC 6455 §5.2. */
public final class FrameReader {
    /** A frame that claims to be longer is an attack or an error: it is not waited for. */
    private static final long LONGEST = 16L << 20;

    /** A length that nobody should be asked to wait for. */
    public static final class TooLong extends RuntimeException {
        TooLong(long length) {
            super("a WebSocket frame of " + length + " bytes", null, false, false);
        }
    }

    private byte[] buffer = new byte[0];

    public void add(byte[] bytes, int count) {
        var more = Arrays.copyOf(buffer, buffer.length + count);
        System.arraycopy(bytes, 0, more, buffer.length, count);
        buffer = more;
    }

    /** The next whole frame, or nothing until more bytes have come. */
    public Optional<Frame> next() {
        if (buffer.length < 2) {
            return Optional.empty();
        }
        var masked = (buffer[1] & Frame.MASKED) != 0;
        var length = buffer[1] & 0x7FL;
        var at = 2;
        if (length >= Frame.TWO_BYTES) {
            var bytes = length == Frame.TWO_BYTES ? Short.BYTES : Long.BYTES;
            if (buffer.length < at + bytes) {
                return Optional.empty();
            }
            length = number(at, bytes);
            at += bytes;
        }
        if (length < 0 || length > LONGEST) {
            throw new TooLong(length);
        }
        var payloadAt = at + (masked ? Integer.BYTES : 0);
        var end = payloadAt + (int) length;
        if (buffer.length < end) {
            return Optional.empty();
        }
        var payload = Arrays.copyOfRange(buffer, payloadAt, end);
        if (masked) {
            Frame.mask(payload, (int) number(at, Integer.BYTES));
        }
        var first = buffer[0] & 0xFF;
        buffer = Arrays.copyOfRange(buffer, end, buffer.length);
        return Optional.of(new Frame(first >= 0x80, (first >> 4) & 7, first & 0x0F, masked, Octets.of(payload)));
    }

    private long number(int at, int bytes) {
        long value = 0;
        for (int i = at; i < at + bytes; i++) {
            value = (value << 8) | (buffer[i] & 0xFF);
        }
        return value;
    }
}
