// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.websocket;

import java.io.ByteArrayOutputStream;
import org.entente.testware.Octets;

/**
 * A WebSocket frame, right or wrong. RFC 6455 §5.2.
 *
 * @param reserved the three bits that only extensions may set
 */
public record Frame(boolean last, int reserved, int opcode, boolean masked, Octets payload) {
    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    static final int MASKED = 0x80;
    static final int TWO_BYTES = 126;
    static final int EIGHT_BYTES = 127;

    private static final int LAST = 0x80;

    /** A whole message in one frame, as a client must send it. */
    public static Frame of(int opcode, Octets payload) {
        return new Frame(true, 0, opcode, true, payload);
    }

    public Frame opcode(int other) {
        return new Frame(last, reserved, other, masked, payload);
    }

    public Frame unmasked() {
        return new Frame(last, reserved, opcode, false, payload);
    }

    public Frame reserving(int bits) {
        return new Frame(last, bits, opcode, masked, payload);
    }

    /** The same frame with more of its message to come. */
    public Frame unfinished() {
        return new Frame(false, reserved, opcode, masked, payload);
    }

    public String words() {
        return "WebSocket "
                + switch (opcode) {
                    case CONTINUATION -> "continuation";
                    case TEXT -> "text";
                    case BINARY -> "binary";
                    case CLOSE -> "close";
                    case PING -> "ping";
                    case PONG -> "pong";
                    default -> "opcode " + opcode;
                }
                + " frame of " + payload.length() + " bytes"
                + (masked ? "" : ", unmasked")
                + (last ? "" : ", more to come")
                + (reserved == 0 ? "" : ", reserved bits " + reserved);
    }

    /** The frame as bytes, masked by a key where it is to be masked. */
    public Octets octets(int key) {
        var out = new ByteArrayOutputStream();
        out.write((last ? LAST : 0) | (reserved << 4) | opcode);
        length(out);
        if (!masked) {
            out.writeBytes(payload.toArray());
            return Octets.of(out.toByteArray());
        }
        number(out, key, Integer.BYTES);
        out.writeBytes(mask(payload.toArray(), key));
        return Octets.of(out.toByteArray());
    }

    private void length(ByteArrayOutputStream out) {
        var mask = masked ? MASKED : 0;
        if (payload.length() < TWO_BYTES) {
            out.write(mask | payload.length());
        } else if (payload.length() <= 0xFFFF) {
            out.write(mask | TWO_BYTES);
            number(out, payload.length(), Short.BYTES);
        } else {
            out.write(mask | EIGHT_BYTES);
            number(out, payload.length(), Long.BYTES);
        }
    }

    private static void number(ByteArrayOutputStream out, long value, int bytes) {
        for (int i = bytes - 1; i >= 0; i--) {
            out.write((int) (value >> (8 * i)));
        }
    }

    /** Masking and unmasking are the same. */
    static byte[] mask(byte[] bytes, int key) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= (byte) (key >> (8 * (3 - i % 4)));
        }
        return bytes;
    }
}
