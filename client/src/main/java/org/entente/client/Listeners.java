// SPDX-License-Identifier: Apache-2.0
package org.entente.client;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands what the CSE notifies to those who have subscribed. Safe for many threads. */
final class Listeners implements Mca {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final Map<String, Consumer<Notice>> bySubscription = new ConcurrentHashMap<>();
    // The first notice may be here before the answer that says how its subscription is called.
    private final ReentrantReadWriteLock subscribing = new ReentrantReadWriteLock();

    /** @param subscribe gives the identifier of the subscription that it makes */
    String add(Consumer<Notice> listener, Supplier<String> subscribe) {
        subscribing.writeLock().lock();
        try {
            var id = subscribe.get();
            bySubscription.put(id, listener);
            return id;
        } finally {
            subscribing.writeLock().unlock();
        }
    }

    void remove(String subscription) {
        bySubscription.remove(subscription);
    }

    @Override
    public Response send(Request request) {
        if (request.operation() != Operation.NOTIFY) return Response.of(request, ResultCode.OPERATION_NOT_ALLOWED);
        var content = request.content();
        if (content.find("m2m:agn").orElse(null) instanceof Value.Fields batch)
            return answer(request, batch.find("sgn").orElse(null) instanceof Value.Items(var all) ? all : List.of());
        return answer(request, content.find("m2m:sgn").stream().toList());
    }

    private Response answer(Request request, List<Value> notifications) {
        for (var each : notifications) {
            var heard = each instanceof Value.Fields notification ? hear(notification) : ResultCode.BAD_REQUEST;
            if (!heard.isSuccess()) return Response.of(request, heard);
        }
        return Response.of(request, ResultCode.OK);
    }

    private ResultCode hear(Value.Fields notification) {
        // A verification is agreed to by its answer alone, and comes while we subscribe. [TS-0004 §7.5.1.2.3]
        if (notification.find("vrq").isPresent())
            return subscribing.isWriteLocked() ? ResultCode.OK : ResultCode.TARGET_NOT_REACHABLE;
        if (notification.find("idr").isPresent()) return ResultCode.DISCOVERY_DENIED_BY_IPE; // [TS-0004 §7.5.1.2.8]
        var reference = notification.text("sur").orElse("");
        var id = reference.substring(reference.lastIndexOf('/') + 1);
        var listener = listener(id);
        if (notification.find("sud").isPresent()) {
            remove(id);
            return ResultCode.OK;
        }
        // Whoever subscribed may come yet, and resume: until then the CSE keeps it.
        return listener == null ? ResultCode.TARGET_NOT_REACHABLE : tell(listener, Notice.of(notification));
    }

    private static ResultCode tell(Consumer<Notice> listener, Notice notice) {
        try {
            listener.accept(notice);
            return ResultCode.OK;
        } catch (RuntimeException fault) {
            LOG.error("a listener failed", fault);
            return ResultCode.INTERNAL_SERVER_ERROR;
        }
    }

    private @Nullable Consumer<Notice> listener(String id) {
        subscribing.readLock().lock();
        try {
            return bySubscription.get(id);
        } finally {
            subscribing.readLock().unlock();
        }
    }
}
