// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A CoAP message as its bytes, since thousands of devices share this process with who measures. RFC 7252 §3.
 *
 * @param code class times 32 plus detail, so 69 is 2.05
 */
record CoapMessage(Type type, int code, int id, byte[] token, List<Option> options, byte[] payload) {
    static final int GET = 1;
    static final int POST = 2;
    static final int CREATED = 65;
    static final int CHANGED = 68;
    static final int CONTENT = 69;

    static final int OBSERVE = 6;
    static final int LOCATION_PATH = 8;
    static final int URI_PATH = 11;
    static final int CONTENT_FORMAT = 12;
    static final int URI_QUERY = 15;
    static final int ACCEPT = 17;

    private static final int PAYLOAD_MARKER = 0xFF;
    private static final int ONE_BYTE_MORE = 13;
    private static final int TWO_BYTES_MORE = 14;

    enum Type {
        CONFIRMABLE(0),
        NON_CONFIRMABLE(1),
        ACKNOWLEDGEMENT(2),
        RESET(3);

        private final int number;

        Type(int number) {
            this.number = number;
        }

        private static Type of(int number) {
            for (var each : values()) if (each.number == number) return each;
            throw new IllegalArgumentException("no type of message " + number);
        }
    }

    record Option(int number, byte[] value) {
        static Option of(int number, String text) {
            return new Option(number, text.getBytes(StandardCharsets.UTF_8));
        }

        static Option of(int number, int value) {
            return new Option(
                    number, value < 256 ? new byte[] {(byte) value} : new byte[] {(byte) (value >> 8), (byte) value});
        }

        int whole() {
            int whole = 0;
            for (byte each : value) whole = whole << 8 | Byte.toUnsignedInt(each);
            return whole;
        }
    }

    boolean isRequest() {
        return code > 0 && code < 32;
    }

    Optional<Option> option(int number) {
        return options.stream().filter(option -> option.number() == number).findFirst();
    }

    /** The segments of a path, joined by slashes. */
    String path(int number) {
        return options.stream()
                .filter(option -> option.number() == number)
                .map(option -> new String(option.value(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("/"));
    }

    byte[] bytes() {
        var out = new ByteArrayOutputStream(64 + payload.length);
        out.write(0x40 | type.number << 4 | token.length);
        out.write(code);
        out.write(id >> 8);
        out.write(id);
        out.writeBytes(token);
        int before = 0;
        for (var option :
                options.stream().sorted(Comparator.comparingInt(Option::number)).toList()) {
            int delta = option.number() - before;
            int length = option.value().length;
            out.write(nibble(delta) << 4 | nibble(length));
            more(delta, out);
            more(length, out);
            out.writeBytes(option.value());
            before = option.number();
        }
        if (payload.length > 0) {
            out.write(PAYLOAD_MARKER);
            out.writeBytes(payload);
        }
        return out.toByteArray();
    }

    /** No option here is longer than what one further byte can say. */
    private static int nibble(int number) {
        return Math.min(number, ONE_BYTE_MORE);
    }

    private static void more(int number, ByteArrayOutputStream out) {
        if (number >= ONE_BYTE_MORE) out.write(number - ONE_BYTE_MORE);
    }

    /** Empty for what is no message. */
    static Optional<CoapMessage> read(ByteBuffer in) {
        try {
            int first = Byte.toUnsignedInt(in.get());
            int code = Byte.toUnsignedInt(in.get());
            int id = Short.toUnsignedInt(in.getShort());
            var token = bytes(in, first & 0x0F);
            var options = new ArrayList<Option>();
            int number = 0;
            while (in.hasRemaining()) {
                int head = Byte.toUnsignedInt(in.get());
                if (head == PAYLOAD_MARKER) break;
                number += number(head >> 4, in);
                options.add(new Option(number, bytes(in, number(head & 0x0F, in))));
            }
            var type = Type.of(first >> 4 & 3);
            return Optional.of(new CoapMessage(type, code, id, token, options, bytes(in, in.remaining())));
        } catch (BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private static int number(int nibble, ByteBuffer in) {
        if (nibble == ONE_BYTE_MORE) return Byte.toUnsignedInt(in.get()) + ONE_BYTE_MORE;
        if (nibble == TWO_BYTES_MORE) return Short.toUnsignedInt(in.getShort()) + 269;
        return nibble;
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        if (length > in.remaining()) throw new BufferUnderflowException();
        var bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
