// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The socket of a connection, which tells when nothing has moved on it for so long that it is closed.
 *
 * <p>A connection whose last request was answered at once will most likely ask for something alike: its next request is
 * read by the selector's own thread, without a thread of its own. What turns out to take a wait goes to another one.
 */
final class WatchedEndPoint extends SocketChannelEndPoint {
    /** How many requests of one connection are answered in a row before the selector's others have their turn. */
    private static final int IN_A_ROW = 32;

    private final Consumer<EndPoint> expired;
    private final AtomicBoolean told = new AtomicBoolean();
    private final Hurry hurry = new Hurry();
    private volatile boolean isQuickExpected; // whoever handles a request writes, the selector reads
    private volatile @Nullable Thread hurried; // that of the selector, while it reads here
    private volatile @Nullable String shown;

    WatchedEndPoint(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler,
            Consumer<EndPoint> expired) {
        super(channel, selector, key, scheduler);
        this.expired = expired;
    }

    /** Reads on the selector's thread. */
    private final class Hurry implements Invocable.Task {
        private Runnable reading = () -> {};
        private int inARow;

        @Override
        public void run() {
            inARow = 0;
            hurried = Thread.currentThread();
            try {
                reading.run();
            } finally {
                hurried = null;
            }
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }

    @Override
    public @Nullable Runnable onSelected() {
        var task = super.onSelected();
        if (task == null || !isQuickExpected) return task;
        hurry.reading = task; // it runs before the selector looks here again
        return hurry;
    }

    /** Whether the calling thread is the selector's, on which all its connections wait. */
    boolean isHurried() {
        return Thread.currentThread().equals(hurried);
    }

    /** Whether the selector's thread may answer once more before it turns to other connections. */
    boolean mayAnswer() {
        return ++hurry.inARow <= IN_A_ROW;
    }

    /** @param isQuick whether the answer was at hand */
    void hasAsked(boolean isQuick) {
        if (isQuickExpected != isQuick) isQuickExpected = isQuick;
    }

    /** @param credential the Authorization header of somebody who was let in; null if they showed none */
    void hasShown(@Nullable String credential) {
        shown = credential;
    }

    /** Whether this is what the last one showed who was let in. */
    boolean isShownAgain(@Nullable String credential) {
        return Objects.equals(credential, shown);
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
