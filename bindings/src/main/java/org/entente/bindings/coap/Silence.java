// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.entente.bindings.wire.Closings;

/** Closes a connection over which nothing has come or gone for so long. */
final class Silence extends IdleStateHandler {
    private final Consumer<Closings.Limit> closings;

    Silence(Duration most, Consumer<Closings.Limit> closings) {
        super(0, 0, most.toMillis(), TimeUnit.MILLISECONDS);
        this.closings = closings;
    }

    @Override
    protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
        closings.accept(Closings.Limit.IDLE);
        var _ = context.close();
    }
}
