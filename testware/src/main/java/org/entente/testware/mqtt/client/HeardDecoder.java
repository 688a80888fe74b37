// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Optional;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Properties;
import org.entente.testware.mqtt.wire.Version;

/** Reads what a client sends. Pure: bytes in, a value out, never an exception. */
final class HeardDecoder {
    private HeardDecoder() {}

    static Heard decode(Version version, int header, Octets body) {
        var in = ByteBuffer.wrap(body.toArray());
        var type = PacketType.of(header);
        var flags = header & 0x0F;
        try {
            var packet = read(version, type, flags, in);
            return in.hasRemaining()
                    ? new Heard.Garbled(flags, type + " with " + in.remaining() + " bytes too many")
                    : packet;
        } catch (Properties.Unreadable e) {
            return new Heard.Garbled(flags, type + " with " + e.getMessage());
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            return new Heard.Garbled(flags, type + " that ends too early");
        }
    }

    private static Heard read(Version version, PacketType type, int flags, ByteBuffer in) {
        return switch (type) {
            case CONNECT -> connect(flags, in);
            case PUBLISH -> {
                var topic = field(in);
                var id = (flags & 6) != 0 ? u16(in) : 0;
                yield new Heard.Publish(flags, topic, id, properties(version, in), rest(in));
            }
            case PUBACK, PUBREC, PUBREL, PUBCOMP -> {
                var id = u16(in);
                var reason = version == Version.V5 && in.hasRemaining() ? u8(in) : 0;
                if (version == Version.V5 && in.hasRemaining()) {
                    Properties.read(in);
                }
                yield new Heard.Ack(type, flags, id, reason);
            }
            case SUBSCRIBE -> subscribe(version, flags, in);
            case UNSUBSCRIBE -> unsubscribe(version, flags, in);
            case PINGREQ, DISCONNECT, AUTH -> new Heard.Plain(type, flags, rest(in));
            case RESERVED, CONNACK, SUBACK, UNSUBACK, PINGRESP ->
                new Heard.Garbled(flags, type + ", which no client may send");
        };
    }

    private static Heard connect(int flags, ByteBuffer in) {
        var protocol = field(in);
        var level = u8(in);
        var connectFlags = u8(in);
        var keepAlive = u16(in);
        var version = level == Version.V5.level() ? Version.V5 : Version.V311;
        var properties = properties(version, in);
        var clientId = field(in);
        var will = Optional.<Heard.Will>empty();
        if ((connectFlags & Heard.Connect.WILL) != 0) {
            var willProperties = properties(version, in);
            will = Optional.of(new Heard.Will(field(in), field(in), willProperties));
        }
        var user = (connectFlags & Heard.Connect.USER) != 0 ? Optional.of(field(in)) : Optional.<Octets>empty();
        var password = (connectFlags & Heard.Connect.PASSWORD) != 0 ? Optional.of(field(in)) : Optional.<Octets>empty();
        var surplus = rest(in).length();
        return new Heard.Connect(
                flags, protocol, level, connectFlags, keepAlive, properties, clientId, will, user, password, surplus);
    }

    private static Heard subscribe(Version version, int flags, ByteBuffer in) {
        var id = u16(in);
        properties(version, in);
        var filters = new ArrayList<Octets>();
        var options = new ArrayList<Integer>();
        while (in.hasRemaining()) {
            filters.add(field(in));
            options.add(u8(in));
        }
        return new Heard.Subscribe(flags, id, filters, options);
    }

    private static Heard unsubscribe(Version version, int flags, ByteBuffer in) {
        var id = u16(in);
        properties(version, in);
        var filters = new ArrayList<Octets>();
        while (in.hasRemaining()) {
            filters.add(field(in));
        }
        return new Heard.Unsubscribe(flags, id, filters);
    }

    private static Properties properties(Version version, ByteBuffer in) {
        return version == Version.V5 ? Properties.read(in) : Properties.NONE;
    }

    private static Octets field(ByteBuffer in) {
        return take(in, u16(in));
    }

    private static Octets rest(ByteBuffer in) {
        return take(in, in.remaining());
    }

    private static Octets take(ByteBuffer in, int count) {
        if (count > in.remaining()) {
            throw new BufferUnderflowException();
        }
        var bytes = new byte[count];
        in.get(bytes);
        return Octets.of(bytes);
    }

    private static int u8(ByteBuffer in) {
        return in.get() & 0xFF;
    }

    private static int u16(ByteBuffer in) {
        return in.getShort() & 0xFFFF;
    }
}
