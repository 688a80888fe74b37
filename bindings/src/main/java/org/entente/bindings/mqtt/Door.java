// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.entente.bindings.wire.Closings;
import org.entente.bindings.wire.Crowd;
import org.entente.security.Tls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where clients of our broker come in: so many, and none that is not looked at first. Safe for many threads. */
final class Door implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    private final BrokerConfig config;
    private final Consumer<Channel> inside;
    private final Consumer<Closings.Limit> closings;
    private final NioEventLoopGroup threads = new NioEventLoopGroup(2);
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Crowd crowd;
    private final Channel outer;
    private final Channel inner;

    /** @param inside takes a connection that was let in */
    Door(BrokerConfig config, Consumer<Channel> inside, Consumer<Closings.Limit> closings) {
        this.config = config;
        this.inside = inside;
        this.closings = closings;
        this.crowd = new Crowd(config.limits().connections(), config.limits().connectionsPerAddress());
        this.outer = bind(new InetSocketAddress(config.host(), config.port()), this::enter, false);
        // The hub's own way, which no client's flood may close: only its password leads further.
        this.inner = bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), inside, true);
    }

    private Channel bind(InetSocketAddress at, Consumer<Channel> entering, boolean isOpen) {
        var bound = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.AUTO_READ, isOpen)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channels.add(channel);
                        entering.accept(channel);
                    }
                })
                .bind(at)
                .awaitUninterruptibly();
        channels.add(bound.channel());
        if (bound.isSuccess()) return bound.channel();
        close();
        throw new IllegalStateException(
                "MQTT cannot listen on " + at + ": " + bound.cause().getMessage(), bound.cause());
    }

    private void enter(Channel channel) {
        var address = ((InetSocketAddress) channel.remoteAddress()).getAddress();
        boolean hasRoom = crowd.enter(address);
        var _ = channel.closeFuture().addListener(_ -> crowd.leave(address));
        if (!hasRoom) {
            closings.accept(Closings.Limit.TOO_MANY);
            LOG.debug("mqtt connection refused address={} open={}", address, crowd.size());
            var _ = channel.close();
            return;
        }
        config.tls().ifPresent(tls -> channel.pipeline().addLast(secured(tls)));
        channel.pipeline().addLast(new PacketGate(config.limits(), closings));
        inside.accept(channel);
    }

    private static SslHandler secured(SSLContext tls) {
        var handler = new SslHandler(engine(tls));
        handler.setHandshakeTimeoutMillis(0); // it is before the first packet, which has its time
        return handler;
    }

    private static SSLEngine engine(SSLContext tls) {
        var engine = tls.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(Tls.PROTOCOLS.toArray(String[]::new));
        engine.setEnabledCipherSuites(Tls.SUITES.toArray(String[]::new));
        engine.setWantClientAuth(true);
        return engine;
    }

    /** Lets in who has waited, and everybody after. */
    void open() {
        outer.config().setAutoRead(true);
    }

    /** Where clients connect. */
    InetSocketAddress address() {
        return (InetSocketAddress) outer.localAddress();
    }

    /** Where the hub itself connects. */
    InetSocketAddress inner() {
        return (InetSocketAddress) inner.localAddress();
    }

    int connections() {
        return crowd.size();
    }

    @Override
    public void close() {
        channels.close().awaitUninterruptibly();
        threads.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
