// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.entente.testware.Octets;

/** Reads what a server sends. Pure: bytes in, a value out, never an exception. */
public final class Decoder {
    private Decoder() {}

    public static Inbound decode(Version version, int header, Octets body) {
        var in = ByteBuffer.wrap(body.toArray());
        try {
            var packet = read(version, header, in);
            return in.hasRemaining() && !(packet instanceof Inbound.Garbled)
                    ? new Inbound.Garbled(PacketType.of(header) + " with " + in.remaining() + " bytes too many")
                    : packet;
        } catch (Properties.Unreadable e) {
            return new Inbound.Garbled(PacketType.of(header) + " with " + e.getMessage());
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            return new Inbound.Garbled(PacketType.of(header) + " that ends too early");
        } catch (CharacterCodingException e) {
            return new Inbound.Garbled("PUBLISH with a topic that is not UTF-8"); // [MQTT-3.3.2-1]
        }
    }

    private static Inbound read(Version version, int header, ByteBuffer in) throws CharacterCodingException {
        var type = PacketType.of(header);
        var flags = header & 0x0F;
        return switch (type) {
            case CONNACK -> new Inbound.Connack(version, flags, u8(in), u8(in), properties(version, in));
            case PUBLISH -> publish(version, flags, in);
            case PUBACK, PUBREC, PUBREL, PUBCOMP -> acknowledgement(version, type, flags, in);
            case UNSUBACK -> unsuback(version, flags, in);
            case SUBACK -> suback(version, flags, in);
            case PINGRESP -> new Inbound.Pingresp(flags);
            case DISCONNECT -> disconnect(version, in);
            case RESERVED, CONNECT, SUBSCRIBE, UNSUBSCRIBE, PINGREQ, AUTH ->
                new Inbound.Garbled(type + ", which no server may send");
        };
    }

    private static Inbound publish(Version version, int flags, ByteBuffer in) throws CharacterCodingException {
        var qos = (flags >> 1) & 3;
        if (qos == 3) {
            return new Inbound.Garbled("PUBLISH with QoS 3"); // [MQTT-3.3.1-4]
        }
        var topic = text(in);
        var id = qos > 0 ? u16(in) : 0;
        var properties = properties(version, in);
        var payload = new byte[in.remaining()];
        in.get(payload);
        return new Inbound.Publish((flags & 8) != 0, qos, (flags & 1) != 0, topic, id, Octets.of(payload), properties);
    }

    private static Inbound suback(Version version, int flags, ByteBuffer in) {
        var id = u16(in);
        var properties = properties(version, in);
        return new Inbound.Suback(flags, id, rest(in), properties);
    }

    private static Inbound unsuback(Version version, int flags, ByteBuffer in) {
        var id = u16(in);
        var properties = properties(version, in);
        var reasons = version == Version.V5 ? rest(in) : List.<Integer>of();
        return new Inbound.Ack(PacketType.UNSUBACK, flags, id, reasons, properties);
    }

    private static Inbound acknowledgement(Version version, PacketType type, int flags, ByteBuffer in) {
        var id = u16(in);
        var reason = version == Version.V5 && in.hasRemaining() ? u8(in) : 0;
        var properties = in.hasRemaining() ? properties(version, in) : Properties.NONE;
        return new Inbound.Ack(type, flags, id, List.of(reason), properties);
    }

    private static Inbound disconnect(Version version, ByteBuffer in) {
        if (version == Version.V311) {
            return new Inbound.Garbled("DISCONNECT, which no server may send");
        }
        var reason = in.hasRemaining() ? u8(in) : 0;
        return new Inbound.Disconnect(reason, in.hasRemaining() ? properties(version, in) : Properties.NONE);
    }

    private static Properties properties(Version version, ByteBuffer in) {
        return version == Version.V5 ? Properties.read(in) : Properties.NONE;
    }

    private static List<Integer> rest(ByteBuffer in) {
        var codes = new ArrayList<Integer>();
        while (in.hasRemaining()) {
            codes.add(u8(in));
        }
        return codes;
    }

    private static int u8(ByteBuffer in) {
        return in.get() & 0xFF;
    }

    private static int u16(ByteBuffer in) {
        return in.getShort() & 0xFFFF;
    }

    private static String text(ByteBuffer in) throws CharacterCodingException {
        var length = u16(in);
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        var slice = in.slice(in.position(), length);
        in.position(in.position() + length);
        return StandardCharsets.UTF_8.newDecoder().decode(slice).toString();
    }
}
