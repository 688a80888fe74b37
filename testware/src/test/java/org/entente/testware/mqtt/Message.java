// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.Properties;
import org.entente.testware.mqtt.wire.Publication;

/** An application message inside the reference broker; a message of 3.1.1 has no properties. */
record Message(
        String topic, Octets payload, int qos, boolean dup, boolean retain, boolean fromWill, Properties properties) {
    Message qos(int level) {
        return new Message(topic, payload, level, dup, retain, fromWill, properties);
    }

    Message dup(boolean flag) {
        return new Message(topic, payload, qos, flag, retain, fromWill, properties);
    }

    Message retain(boolean flag) {
        return new Message(topic, payload, qos, dup, flag, fromWill, properties);
    }

    Message payload(Octets other) {
        return new Message(topic, other, qos, dup, retain, fromWill, properties);
    }

    Message topic(String other) {
        return new Message(other, payload, qos, dup, retain, fromWill, properties);
    }

    Message properties(Properties others) {
        return new Message(topic, payload, qos, dup, retain, fromWill, others);
    }

    Packet packet(int id) {
        return new Publication(StrictReader.bytes(topic), payload, qos, id, dup, retain).packet();
    }
}
