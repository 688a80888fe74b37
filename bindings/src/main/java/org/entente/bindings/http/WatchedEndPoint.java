// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

/** The socket of a connection, which tells when nothing has moved on it for so long that it is closed. */
final class WatchedEndPoint extends SocketChannelEndPoint {
    private final Consumer<EndPoint> expired;
    private final AtomicBoolean told = new AtomicBoolean();

    WatchedEndPoint(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler,
            Consumer<EndPoint> expired) {
        super(channel, selector, key, scheduler);
        this.expired = expired;
    }

    /** A request that is being worked on outlives it. */
    @Override
    protected void onIdleExpired(TimeoutException timeout) {
        super.onIdleExpired(timeout);
        if (!isOpen() || isOutputShutdown()) tell();
    }

    /** An answer that nobody reads ends here. */
    @Override
    public void onClose(Throwable cause) {
        if (cause instanceof TimeoutException) tell();
        super.onClose(cause);
    }

    private void tell() {
        if (told.compareAndSet(false, true)) expired.accept(this);
    }
}
