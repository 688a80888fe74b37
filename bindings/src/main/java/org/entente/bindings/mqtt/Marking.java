// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import java.util.Set;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/** Says to the listener who sent a message; what a client says of itself in its place is taken away. */
final class Marking implements ActiveMQServerMessagePlugin {
    @Override
    public void beforeSend(
            ServerSession session, Transaction tx, Message message, boolean direct, boolean noAutoCreateQueue) {
        for (var name : Set.copyOf(message.getPropertyNames()))
            if (name.toString().startsWith(MQTTUtil.MQTT_USER_PROPERTY_KEY_PREFIX)) message.removeProperty(name);
        message.removeProperty(MQTTUtil.MQTT_USER_PROPERTY_EXISTS_KEY);
        if (Doorkeeper.guest(session.getRemotingConnection().getSubject()).orElse(null)
                instanceof Guest.Client client) {
            message.putIntProperty(MQTTUtil.MQTT_USER_PROPERTY_EXISTS_KEY, 1);
            message.putStringProperty(
                    MQTTUtil.MQTT_USER_PROPERTY_KEY_PREFIX + "0." + WireFive.SENDER,
                    client.stamp().written());
        }
    }
}
