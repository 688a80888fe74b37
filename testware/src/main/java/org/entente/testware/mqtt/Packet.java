// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import org.entente.testware.Octets;

/**
 * A control packet to be sent, right or wrong: a first byte, a remaining length that need not be true, a body.
 *
 * @param header type and flags
 * @param declaredLength what the remaining length claims
 */
record Packet(int header, int declaredLength, Octets body) {
    Packet(int header, Wire body) {
        this(header, body.octets().length(), body.octets());
    }

    static Packet empty(PacketType type) {
        return new Packet(type.header(), new Wire());
    }

    static Packet pingreq() {
        return empty(PacketType.PINGREQ);
    }

    static Packet disconnect() {
        return empty(PacketType.DISCONNECT);
    }

    /** PUBACK, PUBREC, PUBREL, PUBCOMP, UNSUBACK. */
    static Packet acknowledging(PacketType type, int id) {
        return new Packet(type.header(), new Wire().u16(id));
    }

    static Packet subscribe(int id, String filter, int qos) {
        return subscribe(id, Octets.utf8(filter), qos);
    }

    static Packet subscribe(int id, Octets filter, int options) {
        return new Packet(
                PacketType.SUBSCRIBE.header(), new Wire().u16(id).field(filter).u8(options));
    }

    static Packet unsubscribe(int id, Octets... filters) {
        var wire = new Wire().u16(id);
        for (var filter : filters) {
            wire.field(filter);
        }
        return new Packet(PacketType.UNSUBSCRIBE.header(), wire);
    }

    /** The same packet with other flags in its fixed header. */
    Packet flags(int flags) {
        return new Packet((header & 0xF0) | flags, declaredLength, body);
    }

    /** The same packet claiming another length than it has. */
    Packet declaring(int length) {
        return new Packet(header, length, body);
    }

    String words() {
        var flags = header & 0x0F;
        return flags == type().flags() ? type().toString() : type() + " flags=" + flags;
    }

    PacketType type() {
        return PacketType.of(header);
    }

    Octets octets() {
        return new Wire().u8(header).varint(declaredLength).raw(body).octets();
    }
}
