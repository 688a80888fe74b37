// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.entente.bindings.wire.Closings;

/**
 * Closes connections beyond the limits, and those whose senders take for ever to finish the head of a request. Safe
 * for many threads.
 */
final class ConnectionWatch implements Connection.Listener {
    private final HttpConfig.Limits limits;
    private final Map<EndPoint, Watched> open = new ConcurrentHashMap<>();
    private final Map<InetAddress, AtomicInteger> perAddress = new ConcurrentHashMap<>();
    private final AtomicInteger total = new AtomicInteger();
    private final Closings closings;

    ConnectionWatch(HttpConfig.Limits limits, Closings closings) {
        this.limits = limits;
        this.closings = closings;
    }

    /** What is known of one connection; its request thread writes, the sweep reads. */
    private static final class Watched {
        final Connection connection;
        volatile boolean busy; // a request is being handled
        volatile boolean upgraded; // it speaks another protocol by now, with limits of its own
        final AtomicLong requests = new AtomicLong();
        // Of the sweep alone:
        long seenRequests;
        long seenBytes;
        long quietSince = System.nanoTime();

        Watched(Connection connection) {
            this.connection = connection;
            this.upgraded = isUpgraded(connection);
        }
    }

    int connections() {
        return total.get();
    }

    @Override
    public void onOpened(Connection connection) {
        var endPoint = connection.getEndPoint();
        if (endPoint instanceof EndPoint.Wrapper) { // the connection inside TLS; its outer one counts
            var watched = open.get(outer(endPoint));
            if (watched != null && isUpgraded(connection)) watched.upgraded = true;
            return;
        }
        open.put(endPoint, new Watched(connection));
        var address = address(endPoint);
        int ofAddress = perAddress
                .compute(address, (_, count) -> {
                    var counted = count == null ? new AtomicInteger() : count;
                    counted.incrementAndGet();
                    return counted;
                })
                .get();
        if (total.incrementAndGet() > limits.connections() || ofAddress > limits.connectionsPerAddress())
            close(endPoint, Closings.Limit.TOO_MANY);
    }

    private static boolean isUpgraded(Connection connection) {
        return connection instanceof WebSocketConnection;
    }

    @Override
    public void onClosed(Connection connection) {
        var endPoint = connection.getEndPoint();
        if (endPoint instanceof EndPoint.Wrapper || open.remove(endPoint) == null) return;
        total.decrementAndGet();
        perAddress.computeIfPresent(address(endPoint), (_, count) -> count.decrementAndGet() == 0 ? null : count);
    }

    /** A request's head is complete: from here on other limits hold. */
    void begins(Connection connection) {
        var watched = open.get(outer(connection.getEndPoint()));
        if (watched == null) return;
        watched.busy = true;
        watched.requests.incrementAndGet();
    }

    void ends(Connection connection) {
        var watched = open.get(outer(connection.getEndPoint()));
        if (watched != null) watched.busy = false;
    }

    /** Nothing has moved on a connection for so long that it is closed. */
    void expired(EndPoint endPoint) {
        // Maybe it is forgotten already.
        var outer = endPoint.getConnection();
        var inner = outer instanceof SslConnection tls ? tls.getSslEndPoint().getConnection() : outer;
        closings.on(isUpgraded(inner) ? Closings.Way.WEBSOCKET : Closings.Way.HTTP)
                .accept(Closings.Limit.IDLE);
    }

    /** Looks at all connections again and again, until the scheduler stops. */
    void sweepEvery(Duration interval, Scheduler scheduler) {
        scheduler.schedule(
                () -> {
                    sweep(System.nanoTime());
                    sweepEvery(interval, scheduler);
                },
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void sweep(long now) {
        open.forEach((endPoint, watched) -> {
            long bytes = watched.connection.getBytesIn();
            boolean inHead = !watched.upgraded
                    && !watched.busy
                    && watched.requests.get() == watched.seenRequests
                    && bytes > watched.seenBytes;
            if (!inHead) {
                watched.seenRequests = watched.requests.get();
                watched.seenBytes = bytes;
                watched.quietSince = now;
            } else if (now - watched.quietSince > limits.head().toNanos()) {
                close(endPoint, Closings.Limit.TOO_SLOW);
            }
        });
    }

    private void close(EndPoint endPoint, Closings.Limit limit) {
        closings.on(Closings.Way.HTTP).accept(limit);
        endPoint.close();
    }

    private static EndPoint outer(EndPoint endPoint) {
        return endPoint instanceof EndPoint.Wrapper wrapper ? wrapper.unwrap() : endPoint;
    }

    private static InetAddress address(EndPoint endPoint) {
        return endPoint.getRemoteSocketAddress() instanceof InetSocketAddress address
                ? address.getAddress()
                : InetAddress.getLoopbackAddress();
    }
}
