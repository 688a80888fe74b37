// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.core.remoting.FailureListener;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyServerConnection;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.entente.bindings.wire.Closings;

/** What our broker takes of MQTT: what the binding needs. A connection that sends something else is closed. */
final class PacketRules implements MQTTInterceptor {
    private static final int MOST_FILTERS = 16;
    private static final int MQTT_5 = 5;

    private final Doorkeeper doorkeeper;
    private final Silence silence;

    PacketRules(Doorkeeper doorkeeper, Consumer<Closings.Limit> closings) {
        this.doorkeeper = doorkeeper;
        silence = new Silence(closings);
    }

    /** Hears of clients that said nothing for longer than they had announced. MQTT 3.1.1 §3.1.2.10 */
    private record Silence(Consumer<Closings.Limit> closings) implements FailureListener {
        @Override
        public void connectionFailed(ActiveMQException failure, boolean failedOver) {
            if (failure.getType() == ActiveMQExceptionType.CONNECTION_TIMEDOUT) closings.accept(Closings.Limit.IDLE);
        }

        @Override
        public void connectionFailed(ActiveMQException failure, boolean failedOver, String scaledDownTo) {
            connectionFailed(failure, failedOver);
        }
    }

    @Override
    public boolean intercept(MqttMessage packet, RemotingConnection connection) {
        return switch (packet) {
            // [TS-0010 §6.3.3] no will: the broker would send it when nobody can answer for it
            case MqttConnectMessage connect -> {
                connection.addFailureListener(silence);
                yield !connect.variableHeader().isWillFlag() && isLetIn(connect, connection);
            }
            // A request that is kept would be done again for whoever subscribes. [TS-0010 §A.3.3]
            case MqttPublishMessage publish ->
                !publish.fixedHeader().isRetain()
                        && isPlain(publish.variableHeader().topicName());
            // [MQTT-3.1.1 §3.8.3] one that asks for nothing is none
            case MqttSubscribeMessage subscribe ->
                !subscribe.payload().topicSubscriptions().isEmpty()
                        && subscribe.payload().topicSubscriptions().size() <= MOST_FILTERS
                        && subscribe.payload().topicSubscriptions().stream()
                                .allMatch(each -> isPlain(each.topicFilter()));
            default -> true;
        };
    }

    private boolean isLetIn(MqttConnectMessage connect, RemotingConnection connection) {
        if (doorkeeper.letsIn(connect, connection)) return true;
        var code = connect.variableHeader().version() == MQTT_5
                ? MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5
                : MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED;
        var _ = ((NettyServerConnection) connection.getTransportConnection())
                .getChannel()
                .writeAndFlush(MqttMessageBuilders.connAck().returnCode(code).build());
        return false;
    }

    /** Two colons would name a queue of the broker's library and not a topic, and a dollar what it keeps for itself. */
    private static boolean isPlain(String topic) {
        return !topic.startsWith("$") && !topic.contains("::");
    }
}
