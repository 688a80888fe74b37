// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.entente.testware.Octets;

/** Reads what a server sends. Pure: bytes in, a value out, never an exception. */
final class Decoder {
    private Decoder() {}

    static Inbound decode(int header, Octets body) {
        var in = ByteBuffer.wrap(body.toArray());
        try {
            var packet = read(header, in);
            return in.hasRemaining() && !(packet instanceof Inbound.Garbled)
                    ? new Inbound.Garbled(PacketType.of(header) + " with " + in.remaining() + " bytes too many")
                    : packet;
        } catch (BufferUnderflowException e) {
            return new Inbound.Garbled(PacketType.of(header) + " that ends too early");
        } catch (CharacterCodingException e) {
            return new Inbound.Garbled("PUBLISH with a topic that is not UTF-8"); // [MQTT-3.3.2-1]
        }
    }

    private static Inbound read(int header, ByteBuffer in) throws CharacterCodingException {
        var type = PacketType.of(header);
        var flags = header & 0x0F;
        return switch (type) {
            case CONNACK -> new Inbound.Connack(flags, u8(in), u8(in));
            case PUBLISH -> publish(flags, in);
            case PUBACK, PUBREC, PUBREL, PUBCOMP, UNSUBACK -> new Inbound.Ack(type, flags, u16(in));
            case SUBACK -> suback(flags, in);
            case PINGRESP -> new Inbound.Pingresp(flags);
            case RESERVED, CONNECT, SUBSCRIBE, UNSUBSCRIBE, PINGREQ, DISCONNECT, AUTH ->
                new Inbound.Garbled(type + ", which no server may send");
        };
    }

    private static Inbound publish(int flags, ByteBuffer in) throws CharacterCodingException {
        var qos = (flags >> 1) & 3;
        if (qos == 3) {
            return new Inbound.Garbled("PUBLISH with QoS 3"); // [MQTT-3.3.1-4]
        }
        var topic = text(in);
        var id = qos > 0 ? u16(in) : 0;
        var payload = new byte[in.remaining()];
        in.get(payload);
        return new Inbound.Publish((flags & 8) != 0, qos, (flags & 1) != 0, topic, id, Octets.of(payload));
    }

    private static Inbound suback(int flags, ByteBuffer in) {
        var id = u16(in);
        var codes = new ArrayList<Integer>();
        while (in.hasRemaining()) {
            codes.add(u8(in));
        }
        return new Inbound.Suback(flags, id, codes);
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
