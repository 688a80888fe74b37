// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.wire;

/** The control packet types with the flags their fixed header must carry. MQTT 3.1.1 §2.2.1, §2.2.2. */
public enum PacketType {
    RESERVED(0, 0),
    CONNECT(1, 0),
    CONNACK(2, 0),
    PUBLISH(3, 0),
    PUBACK(4, 0),
    PUBREC(5, 0),
    PUBREL(6, 2),
    PUBCOMP(7, 0),
    SUBSCRIBE(8, 2),
    SUBACK(9, 0),
    UNSUBSCRIBE(10, 2),
    UNSUBACK(11, 0),
    PINGREQ(12, 0),
    PINGRESP(13, 0),
    DISCONNECT(14, 0),
    AUTH(15, 0);

    private final int code;
    private final int flags;

    PacketType(int code, int flags) {
        this.code = code;
        this.flags = flags;
    }

    /** The first byte of a packet of this type; for PUBLISH, with QoS 0 and neither DUP nor RETAIN. */
    public int header() {
        return (code << 4) | flags;
    }

    public int flags() {
        return flags;
    }

    public static PacketType of(int header) {
        return values()[(header & 0xF0) >> 4];
    }
}
