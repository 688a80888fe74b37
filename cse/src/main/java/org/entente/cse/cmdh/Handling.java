// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cmdh;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Route;
import org.entente.cse.address.Tree;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.outbound.Target;
import org.entente.cse.procedure.Feature;
import org.entente.cse.procedure.Reaction;
import org.entente.cse.store.Store;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;

/**
 * Decides when and whether requests go on to other CSEs, by the policy that is active on the node of this CSE. Without
 * one all go at once. TS-0004 §H.2.
 */
public final class Handling implements AutoCloseable {
    // [TS-0004 §H.2.3 step 1.2.4.3]
    private static final String NEVER = "99991231T000000";

    private final Identity identity;
    private final Tree tree;
    private final Store store;
    private final Clock clock;
    private final Duration longestWait;
    private final Policies policies;
    private final Buffer buffer;

    /**
     * @param longestWait how long a request waits whose sender waits for the answer
     * @param capacity bytes of all that waits
     */
    public Handling(
            Identity identity, Store store, Clock clock, RandomGenerator random, Duration longestWait, long capacity) {
        this.identity = identity;
        this.tree = new Tree(identity);
        this.store = store;
        this.clock = clock;
        this.longestWait = longestWait;
        this.policies = new Policies(identity, store);
        this.buffer = new Buffer(policies::active, capacity, clock, random);
    }

    /** What the rules bring about beside the handling of requests. */
    public Feature feature() {
        var audience = new Audience(identity, policies, clock);
        return Feature.NONE.with((Reaction) audience).with(Audience.KIND, audience);
    }

    /**
     * @return the request, with what the policy says for it if it is meant for another CSE
     * @throws Refused BAD_REQUEST if the policy does not allow it. TS-0004 §7.3.2.1
     */
    public Request validated(Request request) {
        var policy = policies.active();
        if (policy.isEmpty() || !isForAnother(request.to())) return request;
        var origin = Origin.of(request, identity, store.view());
        var filled = new Validation(policy.get(), origin, clock.instant()).of(request);
        long category = Validation.category(filled);
        if (category != Policy.IMMEDIATE) buffer.check(policy.get().room(category), Buffer.size(filled));
        return filled;
    }

    /** Whether a request may have to wait before it goes on to another CSE. */
    public boolean holds(Request request) {
        return policies.active().isPresent()
                && Validation.category(request) != Policy.IMMEDIATE
                && isForAnother(request.to());
    }

    private boolean isForAnother(String address) {
        if (!address.startsWith("/")) return false;
        try {
            return tree.locate(address, store.view()) instanceof Route.Elsewhere;
        } catch (Refused nowhere) {
            return false;
        }
    }

    /**
     * When a notification of this CSE may leave to somebody at another one.
     *
     * @param wanted its event category, if somebody has said which
     * @return empty if there is no such time
     */
    public Optional<Instant> opening(String target, Optional<Value> wanted, Instant now) {
        var policy = policies.active();
        var named = Target.of(target);
        if (policy.isEmpty() || named.isUrl() || !isForAnother(named.address())) return Optional.of(now);
        long category = wanted.orElse(null) instanceof Value.Whole(var number)
                ? number
                : policy.get().category(new Origin(identity, identity.cseId(), Optional.empty()));
        return category == Policy.IMMEDIATE ? Optional.of(now) : policy.get().opening(category, now);
    }

    /**
     * Sends a request to the next CSE as soon as it may go, again and again until it arrives or its time is up.
     *
     * @param isKept nobody waits for the answer: it lasts until it was sent, and is done after the next start if the
     *     CSE stops
     * @throws Refused if it did not go
     */
    public Delivery send(Request request, String neighbour, boolean isKept, Function<Request, Delivery> attempt) {
        var policy = policies.active();
        if (policy.isEmpty() || Validation.category(request) == Policy.IMMEDIATE) return attempt.apply(request);
        var room = policy.get().room(Validation.category(request));
        var waiting = buffer.enter(request, neighbour, room, deadline(request, isKept));
        boolean answered = false;
        try {
            while (true) {
                buffer.await(waiting);
                var delivery = attempt.apply(complete(request));
                switch (delivery) {
                    case Delivery.Answered _, Delivery.Undeliverable _ -> {
                        answered = true;
                        return delivery;
                    }
                    case Delivery.Unreachable _, Delivery.Awaited _ -> buffer.failed(waiting);
                }
            }
        } catch (InterruptedException stopping) {
            // An errand leaves the rest to the next start; who waits for an answer is still to get one.
            if (isKept) Thread.currentThread().interrupt();
            return new Delivery.Unreachable("the CSE stops");
        } finally {
            buffer.leave(waiting, answered);
        }
    }

    private Optional<Instant> deadline(Request request, boolean isKept) {
        var now = clock.instant();
        var patience = isKept ? Optional.<Instant>empty() : Optional.of(now.plus(longestWait));
        return Stream.of(
                        request.time(Parameter.REQUEST_EXPIRATION_TIMESTAMP, now),
                        request.time(Parameter.RESULT_EXPIRATION_TIMESTAMP, now),
                        patience)
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /** The next CSE is told that a time never comes, lest it should have its own opinion. */
    private static Request complete(Request request) {
        var complete = request;
        for (var each : List.of(Parameter.REQUEST_EXPIRATION_TIMESTAMP, Parameter.RESULT_EXPIRATION_TIMESTAMP))
            if (complete.find(each).isEmpty()) complete = complete.with(each, NEVER);
        return complete;
    }

    /** Learns from writes that last. */
    public void settle(List<Write> done) {
        policies.settle(done);
    }

    /** Looks at the clock now. */
    public void ring() {
        buffer.ring();
    }

    /** Ends all waiting. */
    @Override
    public void close() {
        buffer.close();
    }
}
