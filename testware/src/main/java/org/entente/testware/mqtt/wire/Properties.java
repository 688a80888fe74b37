// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.testware.Octets;

/** The properties of an MQTT 5.0 packet, in order, each with its value as it stands on the wire. MQTT 5.0 §2.2.2. */
public record Properties(List<Property> all) {
    public static final Properties NONE = new Properties(List.of());

    public static final int PAYLOAD_FORMAT = 0x01;
    public static final int MESSAGE_EXPIRY = 0x02;
    public static final int CONTENT_TYPE = 0x03;
    public static final int RESPONSE_TOPIC = 0x08;
    public static final int CORRELATION_DATA = 0x09;
    public static final int SUBSCRIPTION_ID = 0x0B;
    public static final int SESSION_EXPIRY = 0x11;
    public static final int ASSIGNED_CLIENT_ID = 0x12;
    public static final int AUTHENTICATION_METHOD = 0x15;
    public static final int REQUEST_PROBLEM_INFORMATION = 0x17;
    public static final int WILL_DELAY = 0x18;
    public static final int REQUEST_RESPONSE_INFORMATION = 0x19;
    public static final int RESPONSE_INFORMATION = 0x1A;
    public static final int REASON_STRING = 0x1F;
    public static final int RECEIVE_MAXIMUM = 0x21;
    public static final int TOPIC_ALIAS_MAXIMUM = 0x22;
    public static final int TOPIC_ALIAS = 0x23;
    public static final int USER = 0x26;
    public static final int MAXIMUM_PACKET_SIZE = 0x27;
    public static final int SUBSCRIPTION_IDS_AVAILABLE = 0x29;
    public static final int SHARED_AVAILABLE = 0x2A;

    private static final int MAX_LENGTH_BYTES = 4;

    public record Property(int id, Octets value) {}

    /** A block that is no list of known properties. */
    public static final class Unreadable extends RuntimeException {
        Unreadable(String what) {
            super(what, null, false, false);
        }
    }

    public Properties {
        all = List.copyOf(all);
    }

    public Properties and(int id, Octets value) {
        var more = new ArrayList<>(all);
        more.add(new Property(id, value));
        return new Properties(more);
    }

    public Properties u8(int id, int value) {
        return and(id, new Wire().u8(value).octets());
    }

    public Properties u16(int id, int value) {
        return and(id, new Wire().u16(value).octets());
    }

    public Properties u32(int id, long value) {
        return and(id, new Wire().u32(value).octets());
    }

    public Properties text(int id, String value) {
        return and(id, new Wire().field(value).octets());
    }

    public Properties user(String name, String value) {
        return and(USER, new Wire().field(name).field(value).octets());
    }

    public Optional<Octets> first(int id) {
        return all.stream().filter(p -> p.id() == id).map(Property::value).findFirst();
    }

    public List<Octets> each(int id) {
        return all.stream().filter(p -> p.id() == id).map(Property::value).toList();
    }

    public Optional<Long> number(int id) {
        return first(id).map(value -> {
            if (id == SUBSCRIPTION_ID) {
                return (long) varint(ByteBuffer.wrap(value.toArray()));
            }
            long number = 0;
            for (byte b : value.toArray()) {
                number = number << 8 | (b & 0xFF);
            }
            return number;
        });
    }

    /** The block with its length before it. */
    public Octets octets() {
        var wire = new Wire();
        all.forEach(p -> wire.u8(p.id()).raw(p.value()));
        var block = wire.octets();
        return new Wire().varint(block.length()).raw(block).octets();
    }

    public static Properties read(ByteBuffer in) {
        var length = varint(in);
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        var block = in.slice(in.position(), length);
        in.position(in.position() + length);
        var found = new ArrayList<Property>();
        while (block.hasRemaining()) {
            var id = block.get() & 0xFF;
            found.add(new Property(id, value(id, block)));
        }
        return new Properties(found);
    }

    private static Octets value(int id, ByteBuffer in) {
        return switch (id) {
            case 0x01, 0x17, 0x19, 0x24, 0x25, 0x28, 0x29, 0x2A -> take(in, 1);
            case 0x13, 0x21, 0x22, 0x23 -> take(in, 2);
            case 0x02, 0x11, 0x18, 0x27 -> take(in, 4);
            case 0x03, 0x08, 0x09, 0x12, 0x15, 0x16, 0x1A, 0x1C, 0x1F -> field(in);
            case 0x0B -> new Wire().varint(varint(in)).octets();
            case 0x26 -> new Wire().raw(field(in)).raw(field(in)).octets();
            default -> throw new Unreadable("property " + id + ", which no standard knows");
        };
    }

    private static Octets field(ByteBuffer in) {
        var length = in.getShort(in.position()) & 0xFFFF;
        return take(in, length + 2);
    }

    private static Octets take(ByteBuffer in, int count) {
        var bytes = new byte[count];
        in.get(bytes);
        return Octets.of(bytes);
    }

    private static int varint(ByteBuffer in) {
        var value = 0;
        for (int i = 0; i < MAX_LENGTH_BYTES; i++) {
            var b = in.get();
            value |= (b & 0x7F) << (7 * i);
            if (b >= 0) {
                return value;
            }
        }
        throw new Unreadable("a length of more than four bytes");
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        all.forEach(p -> text.append(String.format(" %02x=", p.id()))
                .append(p.value().hex().replace(" ", "")));
        return text.toString();
    }
}
