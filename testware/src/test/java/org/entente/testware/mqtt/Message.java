// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import org.entente.testware.Octets;

/** An application message inside the reference broker. */
record Message(String topic, Octets payload, int qos, boolean dup, boolean retain, boolean fromWill) {
    Message qos(int level) {
        return new Message(topic, payload, level, dup, retain, fromWill);
    }

    Message dup(boolean flag) {
        return new Message(topic, payload, qos, flag, retain, fromWill);
    }

    Message retain(boolean flag) {
        return new Message(topic, payload, qos, dup, flag, fromWill);
    }

    Message payload(Octets other) {
        return new Message(topic, other, qos, dup, retain, fromWill);
    }

    Message topic(String other) {
        return new Message(other, payload, qos, dup, retain, fromWill);
    }

    Packet packet(int id) {
        return new Publication(StrictReader.bytes(topic), payload, qos, id, dup, retain).packet();
    }
}
