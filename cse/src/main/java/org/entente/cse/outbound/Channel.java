// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.outbound;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.model.Refused;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.jspecify.annotations.Nullable;

/** The requests for one entity that fetches them, and those who fetch. Thread-safe. TS-0001 §10.2.5.17, §10.2.5.18. */
final class Channel {
    private final String entity;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Parcel> waiting = new ArrayDeque<>();
    private final Map<String, Parcel> fetched = new HashMap<>();
    private final ArrayDeque<Poll> polls = new ArrayDeque<>();
    private boolean closed;

    Channel(String entity) {
        this.entity = entity;
    }

    /** A request on its way; its identifier is unique in the channel. */
    private static final class Parcel {
        final Request request;
        final Condition moved;
        boolean isFetched;

        @Nullable
        Response answer;

        Parcel(Request request, Condition moved) {
            this.request = request;
            this.moved = moved;
        }
    }

    private static final class Poll {
        final Condition served;

        @Nullable
        Request request;

        Poll(Condition served) {
            this.served = served;
        }
    }

    /** Waits until the entity has fetched a request and answered it, or the time is up. */
    Delivery send(Request request, Duration timeout, int most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (closed) return new Delivery.Unreachable("its polling channel is gone");
            if (waiting.size() >= most) return new Delivery.Awaited(entity, "its polling channel is full");
            var parcel = new Parcel(unique(request), lock.newCondition());
            hand(parcel);
            long nanos = timeout.toNanos();
            while (parcel.answer == null && nanos > 0 && !closed) nanos = parcel.moved.awaitNanos(nanos);
            waiting.remove(parcel);
            fetched.remove(parcel.request.id());
            if (parcel.answer != null) return new Delivery.Answered(parcel.answer.withId(request.id()));
            return parcel.isFetched
                    ? new Delivery.Unreachable("it fetched the request and did not answer it in time")
                    : new Delivery.Awaited(entity, "it did not fetch the request in time");
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a request; empty if none came in time.
     *
     * @param most how many polls may wait
     * @throws Refused OPERATION_NOT_ALLOWED if so many wait already
     */
    Optional<Request> fetch(Duration timeout, int most, Runnable begun) throws InterruptedException {
        var poll = new Poll(lock.newCondition());
        lock.lockInterruptibly();
        try {
            // Counted where it is added: of polls that come at once each would find room otherwise.
            if (polls.size() >= most) throw Refused.notAllowed(most + " polls of this channel are waiting already");
            if (!waiting.isEmpty()) return Optional.of(fetched(waiting.removeFirst()));
            if (closed || timeout.isZero()) return Optional.empty();
            polls.addFirst(poll);
        } finally {
            lock.unlock();
        }
        // Not under the lock: whoever hears of it may send at once.
        begun.run();
        return await(poll, timeout);
    }

    private Optional<Request> await(Poll poll, Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = timeout.toNanos();
            while (poll.request == null && nanos > 0 && !closed) nanos = poll.served.awaitNanos(nanos);
            return Optional.ofNullable(poll.request);
        } finally {
            polls.remove(poll);
            lock.unlock();
        }
    }

    /** Gives the answer to who waits for it; false if nobody does, or not any more. */
    boolean answer(Response response) {
        lock.lock();
        try {
            var parcel = fetched.remove(response.id());
            if (parcel == null) return false;
            parcel.answer = response;
            parcel.moved.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    int polls() {
        lock.lock();
        try {
            return polls.size();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            polls.forEach(poll -> poll.served.signal());
            var all = new ArrayList<>(waiting);
            all.addAll(fetched.values());
            all.forEach(parcel -> parcel.moved.signal());
        } finally {
            lock.unlock();
        }
    }

    /** To the newest poll: an older one may belong to a connection that nobody holds any more. */
    private void hand(Parcel parcel) {
        var poll = polls.pollFirst();
        if (poll == null) {
            waiting.addLast(parcel);
            return;
        }
        poll.request = fetched(parcel);
        poll.served.signal();
    }

    private Request fetched(Parcel parcel) {
        parcel.isFetched = true;
        fetched.put(parcel.request.id(), parcel);
        return parcel.request;
    }

    /** Two originators may use the same identifier; then theirs goes before it. TS-0001 §7.1.7 */
    private Request unique(Request request) {
        var id = request.id();
        for (int i = 1; isTaken(id); i++) id = request.from() + "/" + request.id() + (i == 1 ? "" : "/" + i);
        return request.withId(id);
    }

    private boolean isTaken(String id) {
        return fetched.containsKey(id)
                || waiting.stream().anyMatch(parcel -> parcel.request.id().equals(id));
    }
}
