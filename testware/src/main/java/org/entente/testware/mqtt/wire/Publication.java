// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.wire;

import org.entente.testware.Octets;

/** Builds a PUBLISH, right or wrong. MQTT 3.1.1 §3.3. */
public record Publication(Octets topic, Octets payload, int qos, int id, boolean dup, boolean retain) {
    private static final int SHOWN = 40;

    public static Publication of(String topic, String payload) {
        return of(topic, Octets.utf8(payload));
    }

    public static Publication of(String topic, Octets payload) {
        return new Publication(Octets.utf8(topic), payload, 0, 0, false, false);
    }

    public Publication topic(Octets other) {
        return new Publication(other, payload, qos, id, dup, retain);
    }

    /** A QoS above 0 puts the packet identifier into the packet. */
    public Publication qos(int level, int identifier) {
        return new Publication(topic, payload, level, identifier, dup, retain);
    }

    public Publication again() {
        return new Publication(topic, payload, qos, id, true, retain);
    }

    public Publication retained() {
        return new Publication(topic, payload, qos, id, dup, true);
    }

    public String words() {
        return "PUBLISH topic=" + topic.text() + " qos=" + qos + (qos > 0 ? " id=" + id : "") + (dup ? " dup" : "")
                + (retain ? " retain" : "") + " payload="
                + (payload.length() <= SHOWN ? '"' + payload.text() + '"' : payload.length() + " bytes");
    }

    public Packet packet() {
        var header = PacketType.PUBLISH.header() | (dup ? 8 : 0) | (qos << 1) | (retain ? 1 : 0);
        var wire = new Wire().field(topic);
        if (qos > 0) {
            wire.u16(id);
        }
        return new Packet(header, wire.raw(payload));
    }
}
