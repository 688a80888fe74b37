// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.group;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;

/**
 * The types of group members on other CSEs, as they were when somebody had to know. TS-0004 §7.4.13.2.1. Thread-safe.
 *
 * <p>Asking waits, so it comes before the writer's turn; what was learnt is looked up in it. What has been forgotten
 * meanwhile is asked for again.
 */
final class MemberTypes {
    private static final int MOST = 10_000;
    private static final int AT_ONCE = 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Member> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Member> eldest) {
            return size() > MOST;
        }
    };

    /** What was found out about a member. */
    sealed interface Member {
        /**
         * @param memberType of a group, what its own members are
         * @param special what tells it from others of its type
         */
        record Found(long type, long memberType, Optional<Value> special) implements Member {}

        /** There is none. */
        record Missing() implements Member {}
    }

    /** How a request gets to another CSE. */
    @FunctionalInterface
    interface Way {
        Delivery send(String target, Request request, Duration timeout);
    }

    Optional<Member> find(String address) {
        lock.lock();
        try {
            return Optional.ofNullable(known.get(address));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Asks for all of them at the same time; of those that do not answer nothing is known afterwards.
     *
     * @return those that may not be retrieved
     */
    List<String> ask(List<Request> retrievals, Way way, Duration timeout) {
        var hidden = new ArrayList<String>();
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            var limit = new Semaphore(AT_ONCE);
            var asked = new ArrayList<Callable<Boolean>>();
            for (var each : retrievals)
                asked.add(() -> {
                    limit.acquire();
                    try {
                        return isHidden(each, way.send(each.to(), each, timeout));
                    } finally {
                        limit.release();
                    }
                });
            var answers = tasks.invokeAll(asked, timeout.toMillis(), TimeUnit.MILLISECONDS);
            for (int i = 0; i < answers.size(); i++)
                if (answers.get(i).state() == Future.State.SUCCESS
                        && answers.get(i).resultNow())
                    hidden.add(retrievals.get(i).to());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return hidden;
    }

    private boolean isHidden(Request request, Delivery delivery) {
        if (!(delivery instanceof Delivery.Answered(var response))) return false;
        return switch (response.code()) {
            case OK -> {
                learn(request.to(), found(response));
                yield false;
            }
            case NOT_FOUND -> {
                learn(request.to(), new Member.Missing());
                yield false;
            }
            case ORIGINATOR_HAS_NO_PRIVILEGE, ORIGINATOR_NOT_AUTHENTICATED -> true;
            default -> false; // it may answer later
        };
    }

    /** Has a member count as none that could conform. */
    void conceal(String address) {
        learn(address, new Member.Missing());
    }

    private void learn(String address, Member member) {
        lock.lock();
        try {
            known.put(address, member);
        } finally {
            lock.unlock();
        }
    }

    private static Member found(Response response) {
        var roots = response.content().members();
        if (roots.size() != 1 || !(roots.values().iterator().next() instanceof Value.Fields resource))
            return new Member.Missing();
        return new Member.Found(
                whole(resource, Attributes.TY.shortName()),
                whole(resource, Attributes.MT.shortName()),
                resource.find(Attributes.CND.shortName()).or(() -> resource.find(Attributes.MGD.shortName())));
    }

    private static long whole(Value.Fields resource, String name) {
        return resource.find(name).orElse(null) instanceof Value.Whole(var number) ? number : 0;
    }
}
