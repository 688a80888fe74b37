// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.wire;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.entente.cse.outbound.Outbound;
import org.entente.model.primitive.Request;

/**
 * A way out that opens when the first request goes that way: a hub that sends nothing carries no client and no trust
 * anchors. Safe for many threads.
 */
public final class OutboundOnDemand implements Outbound, AutoCloseable {
    private final Supplier<? extends SerializedOutbound> opening;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Optional<SerializedOutbound> way = Optional.empty();
    private boolean isClosed;

    /** @param opening asked once, and again only if it failed */
    public OutboundOnDemand(Supplier<? extends SerializedOutbound> opening) {
        this.opening = opening;
    }

    /**
     * Opens it now, unless it is: what is wrong with its settings is known at once.
     *
     * @throws RuntimeException what {@code opening} throws
     */
    public void open() {
        way();
    }

    private Optional<SerializedOutbound> way() {
        if (way.isPresent()) return way;
        lock.lock();
        try {
            if (way.isEmpty() && !isClosed) way = Optional.of(opening.get());
            return way;
        } finally {
            lock.unlock();
        }
    }

    private Delivery sending(Function<Outbound, Delivery> attempt) {
        return way().map(attempt).orElseGet(() -> new Delivery.Unreachable("the hub sends nothing any more"));
    }

    @Override
    public Delivery send(String url, Request request, Duration timeout) {
        return sending(out -> out.send(url, request, timeout));
    }

    @Override
    public Delivery sendToCse(String cse, String url, Request request, Duration timeout) {
        return sending(out -> out.sendToCse(cse, url, request, timeout));
    }

    @Override
    public Delivery sendToAe(String ae, String url, Request request, Duration timeout) {
        return sending(out -> out.sendToAe(ae, url, request, timeout));
    }

    @Override
    public Outbound in(List<String> serializations) {
        return way().map(out -> out.in(serializations)).orElse(this);
    }

    /** Whoever sends later learns that nothing leaves any more. */
    @Override
    public void close() {
        lock.lock();
        try {
            isClosed = true;
            way.ifPresent(SerializedOutbound::close);
        } finally {
            lock.unlock();
        }
    }
}
