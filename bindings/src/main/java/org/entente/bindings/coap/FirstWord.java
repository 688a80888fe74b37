// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.entente.bindings.wire.Closings;
import org.jspecify.annotations.Nullable;

/** Closes a connection that was opened and over which no whole message comes. */
final class FirstWord extends ChannelInboundHandlerAdapter {
    private final Duration patience;
    private final Consumer<Closings.Limit> closings;
    private @Nullable ScheduledFuture<?> end;

    FirstWord(Duration patience, Consumer<Closings.Limit> closings) {
        this.patience = patience;
        this.closings = closings;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        Runnable close = () -> {
            closings.accept(Closings.Limit.TOO_SLOW);
            var _ = context.close();
        };
        end = context.executor().schedule(close, patience.toNanos(), TimeUnit.NANOSECONDS);
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (end != null) end.cancel(false);
        context.pipeline().remove(this);
        context.fireChannelRead(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (end != null) end.cancel(false);
        context.fireChannelInactive();
    }
}
