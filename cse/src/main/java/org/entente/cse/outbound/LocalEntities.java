// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.outbound;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;

/** The AEs that live inside this process and take requests by a call, such as an interworking proxy. Thread-safe. */
public final class LocalEntities {
    private final ConcurrentHashMap<String, Mca> entities = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, ConcurrentLinkedDeque<Outbound>> connections = new ConcurrentHashMap<>();
    private final Onlooker onlooker;
    private volatile Runnable watcher = () -> {};

    public LocalEntities() {
        this(Onlooker.NONE);
    }

    public LocalEntities(Onlooker onlooker) {
        this.onlooker = onlooker;
    }

    /** Stands before entities and sees what they are sent. */
    public interface Onlooker {
        Onlooker NONE = new Onlooker() {};

        default Mca before(String aeId, Mca entity) {
            return entity;
        }

        default Outbound before(String id, Outbound connection) {
            return connection;
        }

        /** Stands around the wait for an entity in this process, on the thread that waits. */
        default Delivery during(Supplier<Delivery> wait) {
            return wait.get();
        }
    }

    /** An entity that takes requests until it is closed. */
    @FunctionalInterface
    public interface Attachment extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * @param aeId the AE-ID-Stem under which others know it
     * @throws IllegalStateException if another entity is attached under it
     */
    public Attachment attach(String aeId, Mca entity) {
        var seen = onlooker.before(aeId, entity);
        if (entities.putIfAbsent(aeId, seen) != null)
            throw new IllegalStateException("an entity is already attached as " + aeId);
        return () -> entities.remove(aeId, seen);
    }

    public Optional<Mca> find(String aeId) {
        return Optional.ofNullable(entities.get(aeId));
    }

    /**
     * An entity elsewhere has opened a connection to us: it is reached over it, as long as it is open, when no point of
     * access leads there. Of several connections the newest counts. TS-0020 §6.5
     *
     * @param id the AE-ID-Stem or CSE-ID of who stands at the other end
     */
    public Attachment connect(String id, Outbound connection) {
        var seen = onlooker.before(id, connection);
        connections.compute(id, (_, open) -> {
            var all = open == null ? new ConcurrentLinkedDeque<Outbound>() : open;
            all.addFirst(seen);
            return all;
        });
        watcher.run();
        return () -> connections.computeIfPresent(id, (_, open) -> {
            open.remove(seen);
            return open.isEmpty() ? null : open;
        });
    }

    /** @param watcher is told whenever somebody opens a connection, who may have missed something */
    public void onConnect(Runnable watcher) {
        this.watcher = watcher;
    }

    /** The connection over which an entity can be reached now. */
    public Optional<Outbound> connection(String id) {
        var open = connections.get(id);
        return open == null ? Optional.empty() : Optional.ofNullable(open.peekFirst());
    }

    /** Asks an entity that somebody attached, and waits for its answer. */
    Delivery ask(Mca entity, Request request, Duration timeout) {
        return onlooker.during(() -> call(entity, request, timeout));
    }

    /** Has an entity answer on a thread of its own, so that one that hangs holds up nobody. */
    static Delivery call(Mca entity, Request request, Duration timeout) {
        var answer = new FutureTask<Response>(() -> entity.send(request));
        Thread.ofVirtual().name("local-entity").start(answer);
        try {
            return new Delivery.Answered(answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Delivery.Unreachable("it did not answer within " + timeout);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Delivery.Unreachable("the CSE stops");
        } catch (ExecutionException e) {
            return new Delivery.Unreachable("it failed: " + e.getCause());
        }
    }
}
