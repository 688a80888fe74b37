// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.wire;

import org.entente.testware.Octets;

/**
 * A control packet to be sent, right or wrong: a first byte, a remaining length that need not be true, a body.
 *
 * @param header type and flags
 * @param declaredLength what the remaining length claims
 */
public record Packet(int header, int declaredLength, Octets body) {
    public Packet(int header, Wire body) {
        this(header, body.octets().length(), body.octets());
    }

    public static Packet empty(PacketType type) {
        return new Packet(type.header(), new Wire());
    }

    public static Packet pingreq() {
        return empty(PacketType.PINGREQ);
    }

    public static Packet disconnect() {
        return empty(PacketType.DISCONNECT);
    }

    /** PUBACK, PUBREC, PUBREL, PUBCOMP, UNSUBACK. */
    public static Packet acknowledging(PacketType type, int id) {
        return new Packet(type.header(), new Wire().u16(id));
    }

    public static Packet subscribe(int id, String filter, int qos) {
        return subscribe(id, Octets.utf8(filter), qos);
    }

    public static Packet subscribe(int id, Octets filter, int options) {
        return new Packet(
                PacketType.SUBSCRIBE.header(), new Wire().u16(id).field(filter).u8(options));
    }

    public static Packet unsubscribe(int id, Octets... filters) {
        var wire = new Wire().u16(id);
        for (var filter : filters) {
            wire.field(filter);
        }
        return new Packet(PacketType.UNSUBSCRIBE.header(), wire);
    }

    /** The same packet with other flags in its fixed header. */
    public Packet flags(int flags) {
        return new Packet((header & 0xF0) | flags, declaredLength, body);
    }

    /** The same packet claiming another length than it has. */
    public Packet declaring(int length) {
        return new Packet(header, length, body);
    }

    public String words() {
        var flags = header & 0x0F;
        return flags == type().flags() ? type().toString() : type() + " flags=" + flags;
    }

    public PacketType type() {
        return PacketType.of(header);
    }

    public Octets octets() {
        return new Wire().u8(header).varint(declaredLength).raw(body).octets();
    }
}
