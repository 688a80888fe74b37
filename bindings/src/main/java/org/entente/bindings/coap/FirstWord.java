// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Closes a connection that was opened and over which no whole message comes. */
final class FirstWord extends ChannelInboundHandlerAdapter {
    private final Duration patience;
    private @Nullable ScheduledFuture<?> end;

    FirstWord(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        Runnable close = () -> {
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
