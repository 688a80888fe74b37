// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolManagerFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;

/** The broker of the demo's things, which everybody on this machine may use and which keeps nothing. */
final class SampleBroker implements AutoCloseable {
    private static final String ACCEPTOR = "things";

    private final ActiveMQServer server;

    private SampleBroker(ActiveMQServer server) {
        this.server = server;
    }

    static SampleBroker start() {
        var acceptor = new TransportConfiguration(
                NettyAcceptorFactory.class.getName(),
                Map.of(
                        TransportConstants.HOST_PROP_NAME,
                        "127.0.0.1",
                        TransportConstants.PORT_PROP_NAME,
                        0,
                        TransportConstants.PROTOCOLS_PROP_NAME,
                        MQTTProtocolManagerFactory.MQTT_PROTOCOL_NAME,
                        TransportConstants.USE_EPOLL_PROP_NAME,
                        false,
                        TransportConstants.REMOTING_THREADS_PROPNAME,
                        1),
                ACCEPTOR);
        var server = new ActiveMQServerImpl(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setCriticalAnalyzer(false)
                .setThreadPoolMaxSize(8)
                .setScheduledThreadPoolMaxSize(2)
                .addAcceptorConfiguration(acceptor));
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("the demo's broker does not start: " + e.getMessage(), e);
        }
        return new SampleBroker(server);
    }

    int port() {
        return ((NettyAcceptor) server.getRemotingService().getAcceptor(ACCEPTOR)).getActualPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the demo's broker did not stop", e);
        }
    }
}
