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
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.eclipse.californium.elements.Connector;
import org.eclipse.californium.elements.EndpointContextMatcher;
import org.eclipse.californium.elements.RawData;
import org.eclipse.californium.elements.config.CertificateAuthenticationMode;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.TcpConfig;
import org.eclipse.californium.elements.tcp.netty.TcpClientConnector;
import org.eclipse.californium.elements.tcp.netty.TcpContextUtil;
import org.eclipse.californium.elements.tcp.netty.TcpServerConnector;
import org.eclipse.californium.elements.tcp.netty.TlsClientConnector;
import org.eclipse.californium.elements.tcp.netty.TlsContextUtil;
import org.entente.bindings.wire.Closings;
import org.entente.bindings.wire.Crowd;
import org.entente.security.Tls;

/** Californium's connections over TCP and TLS, with the rules of RFC 8323 that it leaves out and a bound for all. */
final class StreamConnectors {
    private static final int OPTION_BYTES = 8 * 1024;
    private static final int SERVER_THREADS = 2;
    private static final int CLIENT_THREADS = 1;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    // The client goes first: what it would send over a connection that the server closes would be lost.
    private static final Duration CLIENT_IDLE = Duration.ofMinutes(1);

    private StreamConnectors() {}

    /** Takes connections. */
    static Connector awaiting(
            InetSocketAddress address,
            Configuration config,
            CoapLimits limits,
            Optional<SSLContext> tls,
            Consumer<Closings.Limit> closings) {
        set(config, SERVER_THREADS, Duration.ZERO); // ours counts
        return new Awaiting(address, config, limits, tls, closings);
    }

    /** Opens connections. */
    static Connector opening(Configuration config, CoapLimits limits) {
        set(config, CLIENT_THREADS, CLIENT_IDLE);
        return new TcpClientConnector(config) {
            @Override
            protected void onNewChannelCreated(SocketAddress remote, Channel channel) {
                ask(channel, limits);
            }

            @Override
            protected void send(Channel channel, EndpointContextMatcher matcher, RawData message) {
                expect(channel, message);
                super.send(channel, matcher, message);
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
                ask(channel, limits);
            }

            @Override
            protected void send(Channel channel, EndpointContextMatcher matcher, RawData message) {
                expect(channel, message);
                super.send(channel, matcher, message);
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

    private static void speak(Channel channel, CoapLimits limits, Consumer<Closings.Limit> closings) {
        int most = limits.bodyBytes() + OPTION_BYTES;
        channel.pipeline().addLast(new Frames(most, closings), new Signals(most));
    }

    private static void ask(Channel channel, CoapLimits limits) {
        speak(channel, limits, _ -> {}); // counted where connections come in
        channel.pipeline().addLast(new Asked(limits.inFlight()));
    }

    private static void expect(Channel channel, RawData message) {
        var asked = channel.pipeline().get(Asked.class);
        if (asked != null) asked.expect(message); // else it has ended, and takes no message
    }

    /** A listener that looks at connections before Californium does. */
    private static final class Awaiting extends TcpServerConnector {
        private final CoapLimits limits;
        private final Optional<SSLContext> tls;
        private final Crowd crowd;
        private final Consumer<Closings.Limit> closings;

        Awaiting(
                InetSocketAddress address,
                Configuration config,
                CoapLimits limits,
                Optional<SSLContext> tls,
                Consumer<Closings.Limit> closings) {
            super(
                    address,
                    config,
                    tls.isPresent() ? new TlsContextUtil(CertificateAuthenticationMode.WANTED) : new TcpContextUtil());
            this.limits = limits;
            this.tls = tls;
            this.closings = closings;
            this.crowd =
                    new Crowd(limits.connections().most(), limits.connections().mostPerAddress());
        }

        @Override
        protected void onNewChannelCreated(Channel channel) {
            var address = ((InetSocketAddress) channel.remoteAddress()).getAddress();
            boolean hasRoom = crowd.enter(address);
            var _ = channel.closeFuture().addListener(_ -> crowd.leave(address));
            if (!hasRoom) {
                closings.accept(Closings.Limit.TOO_MANY);
                var _ = channel.close();
                return;
            }
            channel.pipeline().addLast(new Silence(limits.connections().idle(), closings));
            tls.ifPresent(context -> channel.pipeline().addLast(secured(context)));
            speak(channel, limits, closings);
            channel.pipeline().addLast(new FirstWord(limits.connections().hello(), closings));
        }

        private static SslHandler secured(SSLContext context) {
            var handler = new SslHandler(engine(context));
            handler.setHandshakeTimeoutMillis(0); // it is before the first word
            return handler;
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
