// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.wire;

/** Gives a packet of the 3.1.1 form the empty properties that 5.0 wants, wrong packets included. MQTT 5.0 §3. */
public final class Upgrade {
    private static final int NOT_SUPPORTED_VERSION = 0x84;
    private static final int BAD_IDENTIFIER = 0x85;
    private static final int BAD_CREDENTIALS = 0x86;
    private static final int NOT_AUTHORISED = 0x87;
    private static final int UNAVAILABLE = 0x88;

    private Upgrade() {}

    public static Packet to(Version version, Packet packet) {
        return to(version, packet, Properties.NONE);
    }

    public static Packet to(Version version, Packet packet, Properties properties) {
        if (version == Version.V311) {
            return packet;
        }
        return switch (packet.type()) {
            case PUBLISH -> inserted(packet, afterTopic(packet), properties);
            case SUBSCRIBE, UNSUBSCRIBE, SUBACK, UNSUBACK -> inserted(packet, 2, properties);
            case CONNACK -> inserted(packet, 2, properties);
            case CONNECT, PUBACK, PUBREC, PUBREL, PUBCOMP, PINGREQ, PINGRESP, DISCONNECT, AUTH, RESERVED -> packet;
        };
    }

    /** The reason code of 5.0 that says what a return code of 3.1.1 says. */
    public static int reason(Version version, int returnCode) {
        if (version == Version.V311) {
            return returnCode;
        }
        return switch (returnCode) {
            case 0 -> 0;
            case 1 -> NOT_SUPPORTED_VERSION;
            case 2 -> BAD_IDENTIFIER;
            case 3 -> UNAVAILABLE;
            case 4 -> BAD_CREDENTIALS;
            default -> NOT_AUTHORISED;
        };
    }

    private static Packet inserted(Packet packet, int at, Properties properties) {
        var body = packet.body().toArray();
        if (at > body.length) {
            return packet;
        }
        var wire = new Wire().raw(packet.body().first(at)).raw(properties.octets());
        for (int i = at; i < body.length; i++) {
            wire.u8(body[i]);
        }
        return new Packet(packet.header(), wire);
    }

    private static int afterTopic(Packet packet) {
        var body = packet.body().toArray();
        var topic = ((body[0] & 0xFF) << 8) + (body[1] & 0xFF) + 2;
        var qos = (packet.header() >> 1) & 3;
        return topic + (qos > 0 ? 2 : 0);
    }
}
