// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.eclipse.californium.elements.Connector;
import org.eclipse.californium.elements.config.CertificateAuthenticationMode;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.TcpConfig;
import org.eclipse.californium.elements.tcp.netty.TcpClientConnector;
import org.eclipse.californium.elements.tcp.netty.TcpContextUtil;
import org.eclipse.californium.elements.tcp.netty.TcpServerConnector;
import org.eclipse.californium.elements.tcp.netty.TlsClientConnector;
import org.eclipse.californium.elements.tcp.netty.TlsContextUtil;
import org.entente.bindings.wire.Crowd;
import org.entente.security.Tls;

/** Californium's connections over TCP and TLS, with the rules of RFC 8323 that it leaves out and a bound for all. */
final class StreamConnectors {
    private static final int OPTION_BYTES = 8 * 1024;
    private static final int SERVER_THREADS = 2;
    private static final int CLIENT_THREADS = 1;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    // The client goes first: what it would send over a connection that the server closes would be lost.
    private static final Duration SERVER_IDLE = Duration.ofMinutes(5);
    private static final Duration CLIENT_IDLE = Duration.ofMinutes(1);

    private StreamConnectors() {}

    /** Takes connections. */
    static Connector awaiting(
            InetSocketAddress address, Configuration config, CoapLimits limits, Optional<SSLContext> tls) {
        set(config, SERVER_THREADS, SERVER_IDLE);
        return new Awaiting(address, config, limits, tls);
    }

    /** Opens connections. */
    static Connector opening(Configuration config, CoapLimits limits) {
        set(config, CLIENT_THREADS, CLIENT_IDLE);
        return new TcpClientConnector(config) {
            @Override
            protected void onNewChannelCreated(SocketAddress remote, Channel channel) {
                speak(channel, limits);
            }
        };
    }

    /** Opens connections over TLS. */
    static Connector opening(Configuration config, CoapLimits limits, Optional<SSLContext> tls) {
        set(config, CLIENT_THREADS, CLIENT_IDLE);
        return new TlsClientConnector(tls.orElseGet(StreamConnectors::javas), config) {
            @Override
            protected void onNewChannelCreated(SocketAddress remote, Channel channel) {
                super.onNewChannelCreated(remote, channel);
                narrow(channel.pipeline().get(SslHandler.class).engine());
                speak(channel, limits);
            }
        };
    }

    private static SSLContext javas() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    private static void set(Configuration config, int threads, Duration idle) {
        config.set(TcpConfig.TCP_WORKER_THREADS, threads);
        config.set(TcpConfig.TCP_CONNECTION_IDLE_TIMEOUT, idle.toMillis(), TimeUnit.MILLISECONDS);
        config.set(TcpConfig.TCP_CONNECT_TIMEOUT, CONNECT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void narrow(SSLEngine engine) {
        engine.setEnabledProtocols(Tls.PROTOCOLS.toArray(String[]::new));
        engine.setEnabledCipherSuites(Tls.SUITES.toArray(String[]::new));
    }

    private static void speak(Channel channel, CoapLimits limits) {
        int most = limits.bodyBytes() + OPTION_BYTES;
        channel.pipeline().addLast(new Frames(most), new Signals(most));
    }

    /** A listener that looks at connections before Californium does. */
    private static final class Awaiting extends TcpServerConnector {
        private final CoapLimits limits;
        private final Optional<SSLContext> tls;
        private final Crowd crowd;

        Awaiting(InetSocketAddress address, Configuration config, CoapLimits limits, Optional<SSLContext> tls) {
            super(
                    address,
                    config,
                    tls.isPresent() ? new TlsContextUtil(CertificateAuthenticationMode.WANTED) : new TcpContextUtil());
            this.limits = limits;
            this.tls = tls;
            this.crowd =
                    new Crowd(limits.connections().most(), limits.connections().mostPerAddress());
        }

        @Override
        protected void onNewChannelCreated(Channel channel) {
            var address = ((InetSocketAddress) channel.remoteAddress()).getAddress();
            boolean hasRoom = crowd.enter(address);
            var _ = channel.closeFuture().addListener(_ -> crowd.leave(address));
            if (!hasRoom) {
                var _ = channel.close();
                return;
            }
            tls.ifPresent(context -> channel.pipeline().addLast(new SslHandler(engine(context))));
            speak(channel, limits);
            channel.pipeline().addLast(new FirstWord(limits.connections().hello()));
        }

        private static SSLEngine engine(SSLContext context) {
            var engine = context.createSSLEngine();
            engine.setUseClientMode(false);
            narrow(engine);
            engine.setWantClientAuth(true);
            return engine;
        }

        @Override
        public String getProtocol() {
            return tls.isPresent() ? "TLS" : "TCP";
        }
    }
}
