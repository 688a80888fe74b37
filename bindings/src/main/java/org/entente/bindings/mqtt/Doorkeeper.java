// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyServerConnection;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.entente.bindings.wire.Admission;
import org.entente.security.Certificates;
import org.entente.security.Credentials;
import org.entente.security.Holder;
import org.entente.security.Home;
import org.entente.security.Secret;
import org.jspecify.annotations.Nullable;

/** Says who may come to our broker and which topics they may use. TS-0010 §7.2 to §7.4. */
final class Doorkeeper implements ActiveMQSecurityManager5 {
    /** The user of the hub's own connection. */
    static final String HOST = "entente hub";

    private static final WildcardConfiguration WILDCARDS = new WildcardConfiguration();

    private final Home home;
    private final Credentials credentials;
    private final Admission admission;
    private final Secret host;
    private final Sessions sessions;

    /** @param host the password of the hub's own connection */
    Doorkeeper(Home home, Credentials credentials, Admission admission, Secret host) {
        this.home = home;
        this.credentials = credentials;
        this.admission = admission;
        this.host = host;
        this.sessions = new Sessions(home, credentials);
    }

    @Override
    public @Nullable Subject authenticate(
            @Nullable String user, @Nullable String password, RemotingConnection connection, @Nullable String domain) {
        return guest(user, password, connection.getClientID(), connection)
                .map(guest -> {
                    var subject = new Subject();
                    subject.getPrincipals().add(new Guest.Badge(connection.getClientID(), guest));
                    return subject;
                })
                .orElse(null);
    }

    /**
     * Whether a client may come in under its Client Identifier. To be asked before the library is, which ends whatever
     * session the identifier stands for before it looks at the password.
     */
    boolean letsIn(MqttConnectMessage connect, RemotingConnection connection) {
        var said = connect.payload();
        var secret = said.passwordInBytes();
        var password = secret == null ? null : new String(secret, UTF_8);
        return guest(said.userName(), password, said.clientIdentifier(), connection)
                .filter(guest -> sessions.opens(said.clientIdentifier(), guest))
                .isPresent();
    }

    private Optional<Guest> guest(
            @Nullable String user, @Nullable String password, String client, RemotingConnection connection) {
        if (HOST.equals(user))
            return password != null
                            && MessageDigest.isEqual(
                                    password.getBytes(UTF_8), host.reveal().getBytes(UTF_8))
                    ? Optional.of(new Guest.Host())
                    : Optional.empty();
        var channel = ((NettyServerConnection) connection.getTransportConnection()).getChannel();
        if (!(channel.remoteAddress() instanceof InetSocketAddress address)) return Optional.empty();
        Optional<Holder> holder;
        if (password == null) holder = certificate(channel.pipeline().get(SslHandler.class));
        else {
            holder = credentials.verify(password).filter(shown -> isOf(shown, user));
            if (holder.isEmpty()) return Optional.empty();
        }
        if (holder.isEmpty() && admission == Admission.CREDENTIAL_DEMANDED) return Optional.empty();
        var name = holder.map(Holder::name).orElseGet(() -> claimed(user, client));
        return Optional.of(new Guest.Client(holder, name, address.getAddress(), home, credentials));
    }

    /** The user is the credential's name, or one whom it speaks for. */
    private boolean isOf(Holder holder, @Nullable String user) {
        return user != null && (holder.name().equals(user) || holder.speaksFor(user, home));
    }

    /** Who shows no credential goes by the user, or by the Client Identifier without its prefix. [TS-0010 §6.3.3] */
    private static String claimed(@Nullable String user, String client) {
        if (user != null) return user;
        return client.startsWith("A::") || client.startsWith("C::") ? client.substring(3) : client;
    }

    private static Optional<Holder> certificate(@Nullable SslHandler tls) {
        if (tls == null) return Optional.empty();
        try {
            return tls.engine().getSession().getPeerCertificates()[0] instanceof X509Certificate shown
                    ? Certificates.holder(shown)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty(); // showed none
        }
    }

    @Override
    public boolean authorize(Subject subject, Set<Role> roles, CheckType type, String address) {
        var guest = guest(subject);
        var topic = MQTTUtil.getMqttTopicFromCoreAddress(address.split("::", 2)[0], WILDCARDS);
        return guest.isPresent()
                && switch (type) {
                    case SEND -> guest.get().mayPublish(topic);
                    case CONSUME,
                            BROWSE,
                            CREATE_DURABLE_QUEUE,
                            CREATE_NON_DURABLE_QUEUE,
                            DELETE_DURABLE_QUEUE,
                            DELETE_NON_DURABLE_QUEUE -> guest.get().maySubscribe(topic);
                    case CREATE_ADDRESS, DELETE_ADDRESS ->
                        guest.get().mayPublish(topic) || guest.get().maySubscribe(topic);
                    case MANAGE, VIEW, EDIT -> false;
                };
    }

    static Optional<Guest> guest(@Nullable Subject subject) {
        return subject == null
                ? Optional.empty()
                : subject.getPrincipals(Guest.Badge.class).stream().findFirst().map(Guest.Badge::guest);
    }

    /** Never asked: the subject is what counts. */
    @Override
    public boolean validateUser(@Nullable String user, @Nullable String password) {
        return false;
    }

    /** Never asked: the subject is what counts. */
    @Override
    public boolean validateUserAndRole(
            @Nullable String user, @Nullable String password, Set<Role> roles, CheckType type) {
        return false;
    }

    /** Whom the listener is to take the sender of a message for. */
    Sender sender(Arrival arrival) {
        return arrival.sender()
                .map(Guest.Stamp::read)
                .map(stamp -> stamp.sender(admission))
                .orElseThrow(() -> new IllegalStateException("our broker has let something through without its mark"));
    }
}
