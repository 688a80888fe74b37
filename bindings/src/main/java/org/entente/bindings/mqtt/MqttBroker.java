// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolManagerFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.entente.bindings.wire.Closings;
import org.entente.cse.outbound.LocalEntities;
import org.entente.security.Credentials;
import org.entente.security.Home;
import org.entente.security.Secret;

/**
 * A broker inside this process, so that nothing has to be installed. It carries primitives to and from this CSE, and
 * nothing else: each client may use the topics of its own identity. TS-0010 §5.2.2.1, §7.
 */
public final class MqttBroker implements AutoCloseable {
    private static final String ACCEPTOR = "mqtt";
    private static final Duration GOODBYES = Duration.ofSeconds(2);

    private final BrokerConfig config;
    private final Home home;
    private final Credentials credentials;
    private final Secret host;
    private final Doorkeeper doorkeeper;
    private final Consumer<Closings.Limit> closings;
    private final ActiveMQServerImpl server;
    private final Door door;

    private MqttBroker(
            BrokerConfig config,
            Home home,
            Credentials credentials,
            RandomGenerator random,
            Consumer<Closings.Limit> closings) {
        this.config = config;
        this.closings = closings;
        this.home = home;
        this.credentials = credentials;
        var bytes = new byte[32];
        random.nextBytes(bytes);
        this.host = new Secret(Base64.getEncoder().encodeToString(bytes));
        this.doorkeeper = new Doorkeeper(home, credentials, config.admission(), host);
        this.server = new ActiveMQServerImpl(configuration(config), doorkeeper);
        server.registerBrokerPlugin(new Marking());
        this.door = open();
    }

    /**
     * Listens; clients wait outside until the CSE is there, so that nothing is sent to nobody.
     *
     * @param random makes the password of the hub's own connection
     * @param closings counts connections that a limit closes
     * @throws IllegalStateException with one sentence if it cannot listen
     */
    public static MqttBroker start(
            BrokerConfig config, Home home, Credentials credentials, RandomGenerator random, Closings closings) {
        return new MqttBroker(config, home, credentials, random, closings.on(Closings.Way.MQTT));
    }

    private Door open() {
        try {
            server.start();
            server.getRemotingService().addIncomingInterceptor(new PacketRules(doorkeeper, closings));
            var acceptor = (NettyAcceptor) server.getRemotingService().getAcceptor(ACCEPTOR);
            return new Door(config, acceptor::transfer, closings);
        } catch (Exception e) {
            stop();
            throw new IllegalStateException("the MQTT broker does not start: " + e.getMessage(), e);
        }
    }

    private static Configuration configuration(BrokerConfig config) {
        var limits = config.limits();
        var data = config.data();
        // [MQTT 3.1.1 §4.3.2] what was acknowledged is on the disk: a client need not send it again after a crash of
        // ours
        return new ConfigurationImpl()
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalFileSize(1024 * 1024)
                .setJournalMinFiles(2)
                .setJournalPoolFiles(4)
                .setJournalBufferSize_NIO(256 * 1024)
                .setJournalDirectory(data.resolve("journal").toString())
                .setBindingsDirectory(data.resolve("bindings").toString())
                .setLargeMessagesDirectory(data.resolve("large").toString())
                .setPagingDirectory(data.resolve("paging").toString())
                .setMaxDiskUsage(-1)
                .setGlobalMaxSize(limits.waitingBytes())
                .setSecurityEnabled(true)
                // Kept decisions would outlive a credential that was taken away.
                .setAuthenticationCacheSize(0)
                .setAuthorizationCacheSize(0)
                .setJMXManagementEnabled(false)
                .setCriticalAnalyzer(false)
                .setThreadPoolMaxSize(8)
                .setScheduledThreadPoolMaxSize(2)
                .addAddressSetting(
                        "#",
                        new AddressSettings()
                                .setMaxSizeBytes(limits.waitingBytes() / 4)
                                .setAddressFullMessagePolicy(AddressFullMessagePolicy.FAIL)
                                // Nothing is thrown away because it was brought in vain some times.
                                .setMaxDeliveryAttempts(-1)
                                .setAutoCreateAddresses(true)
                                .setAutoDeleteAddresses(true))
                .addAcceptorConfiguration(
                        new TransportConfiguration(NettyAcceptorFactory.class.getName(), acceptor(limits), ACCEPTOR));
    }

    private static Map<String, Object> acceptor(BrokerConfig.Limits limits) {
        return Map.of(
                // It binds nothing: connections come through our door.
                TransportConstants.HTTP_UPGRADE_ENABLED_PROP_NAME,
                true,
                TransportConstants.PROTOCOLS_PROP_NAME,
                MQTTProtocolManagerFactory.MQTT_PROTOCOL_NAME,
                TransportConstants.USE_EPOLL_PROP_NAME,
                false,
                TransportConstants.USE_KQUEUE_PROP_NAME,
                false,
                TransportConstants.REMOTING_THREADS_PROPNAME,
                1,
                "defaultMqttSessionExpiryInterval",
                (int) limits.session().toSeconds(),
                "maximumPacketSize",
                limits.messageBytes());
    }

    /** The CSE at this broker; it has to be told to serve. */
    public MqttListener listener(LocalEntities entities, MqttListener.Settings settings) {
        var login = new Login(Sessions.ofCse(home), Optional.of(Doorkeeper.HOST), Optional.of(host), true);
        // Only version 5 can carry the mark of who sent a message.
        return new MqttListener(
                home,
                new MqttListener.Place(url(), door.inner(), login, door::open),
                (_, arrival) -> doorkeeper.sender(arrival),
                credentials,
                entities,
                settings.withVersion(MqttVersion.V5));
    }

    /** Where clients connect. */
    public URI address() {
        return URI.create(url().toString());
    }

    private BrokerUrl url() {
        var host = config.host().indexOf(':') >= 0 ? "[" + config.host() + "]" : config.host();
        return new BrokerUrl(host, door.address().getPort(), config.tls().isPresent(), "");
    }

    public int connections() {
        return door.connections();
    }

    @Override
    public void close() {
        door.close();
        awaitGoodbyes();
        stop();
    }

    /** The library ends its sessions on threads of its own, and cannot any more once it has stopped. */
    private void awaitGoodbyes() {
        long deadline = System.nanoTime() + GOODBYES.toNanos();
        while (!isDeserted() && System.nanoTime() < deadline && !Thread.interrupted())
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }

    private boolean isDeserted() {
        return server.getSessions().isEmpty()
                && server.getRemotingService().getConnections().isEmpty();
    }

    private void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the MQTT broker did not stop", e);
        }
    }
}
