// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.remote;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Neighbours;
import org.entente.cse.address.Route;
import org.entente.cse.cmdh.Handling;
import org.entente.cse.delivery.Bundles;
import org.entente.cse.outbound.Couriers;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.procedure.Desk;
import org.entente.cse.store.View;
import org.entente.model.Reason;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Ae;
import org.entente.model.type.RemoteCse;

/** Sends on what is meant for another CSE, down the tree or up to the registrar. TS-0004 §7.3.2.6. */
public final class Forwarding {
    private final Identity identity;
    private final Neighbours neighbours;
    private final Couriers couriers;
    private final Handling handling;
    private final Predicate<Request> isKept;
    private final Clock clock;
    private final Duration timeout;
    private final Bundles bundles;

    /**
     * @param handling decides when a request goes
     * @param isKept whether a request is one that was acknowledged, so that nobody waits for its answer
     * @param timeout how long an answer may take when the request does not say
     */
    public Forwarding(
            Identity identity,
            Neighbours neighbours,
            Couriers couriers,
            Handling handling,
            Predicate<Request> isKept,
            Clock clock,
            Duration timeout) {
        this.identity = identity;
        this.neighbours = neighbours;
        this.couriers = couriers;
        this.handling = handling;
        this.isKept = isKept;
        this.clock = clock;
        this.timeout = timeout;
        this.bundles = new Bundles(identity);
    }

    /**
     * @throws Refused BAD_REQUEST if the request is a registration; NOT_FOUND if no CSE is known that leads there; TARGET_NOT_REACHABLE or REQUEST_TIMEOUT if none
     *     answers
     */
    public Response send(Request request, Route.Elsewhere target, View view, Desk desk) {
        refuseRegistration(request);
        if (request.from().isEmpty())
            throw Refused.badRequest("a request to another CSE needs an originator (fr)")
                    .about("fr")
                    .because(Reason.PARAMETER_MISSING);
        var to = neighbours.whereabouts(identity.local(target.to()), view);
        var cse = identity.cse(to).orElseThrow(() -> nobody(to));
        var neighbour =
                neighbours.toward(cse, !isFromRegistrar(request, view), view).orElseThrow(() -> nobody(to));
        if (bundles.takes(request))
            return bundles.take(request.toward(to).withFrom(identity.outward(request.from(), cse)), cse, desk);
        var start = clock.instant();
        var deadline = start.plus(left(request, start));
        var delivery = handling.send(request, neighbour, isKept.test(request), ready -> {
            var outgoing = ready.toward(to)
                    .withFrom(identity.outward(request.from(), cse))
                    .withPeer(Peer.CSE);
            return couriers.toNeighbour(neighbour, outgoing, left(ready, clock.instant()));
        });
        return switch (delivery) {
            case Delivery.Answered(var response) -> spoken(response, request).withId(request.id());
            case Delivery.Unreachable(var reason) -> throw unanswered(neighbour, reason, deadline);
            case Delivery.Awaited(var _, var reason) -> throw unanswered(neighbour, reason, deadline);
            case Delivery.Undeliverable(var reason) -> throw unreachable(neighbour, reason);
        };
    }

    /** Whoever registers does so where it is connected. TS-0004 §7.3.2.8 */
    private static void refuseRegistration(Request request) {
        if (request.operation() != Operation.CREATE) return;
        if (request.type() == Ae.TYPE.number() || request.type() == RemoteCse.TYPE.number())
            throw Refused.badRequest("a registration is not sent on: ask the CSE itself")
                    .about("to");
    }

    /** What comes from the registrar never goes back there. It comes from there if its originator is not within. */
    private boolean isFromRegistrar(Request request, View view) {
        if (request.peer().internal()) return false;
        if (request.peer().via().isPresent())
            return neighbours.isRegistrar(request.peer().via().get());
        var owner = identity.cse(identity.originator(request.from()));
        if (owner.isEmpty() || owner.get().startsWith("/S")) return false;
        return !neighbours.isWithin(owner.get(), view);
    }

    /** The response as who asked knows it: whoever names no release is of the first. TS-0004 §7.3.2.1, §7.3.2.6 */
    private static Response spoken(Response response, Request request) {
        var release = request.find(Parameter.RELEASE_VERSION_INDICATOR);
        if (release.isEmpty())
            return response.without(Parameter.RELEASE_VERSION_INDICATOR).without(Parameter.VENDOR_INFORMATION);
        // A CSE of Release 1 leaves out what others have to be told.   [TS-0004 §7.3.3.12]
        return response.find(Parameter.RELEASE_VERSION_INDICATOR).isPresent()
                ? response
                : response.with(Parameter.RELEASE_VERSION_INDICATOR, release.get());
    }

    /** Until the request or its result expires, but no longer than we wait for anybody. */
    private Duration left(Request request, Instant now) {
        request.find(Parameter.OPERATION_EXECUTION_TIME).ifPresent(value -> until(value, now));
        return Stream.of(Parameter.REQUEST_EXPIRATION_TIMESTAMP, Parameter.RESULT_EXPIRATION_TIMESTAMP)
                .flatMap(each -> request.find(each).stream())
                .map(value -> until(value, now))
                .reduce(timeout, (a, b) -> a.compareTo(b) < 0 ? a : b);
    }

    private static Duration until(Value value, Instant now) {
        var left =
                switch (value) {
                    case Value.Whole(var millis) -> Duration.ofMillis(millis);
                    case Value.Text(var text) -> Duration.between(now, Timestamp.parseRelativeTo(text, now));
                    default -> throw Refused.badRequest("a time of the request is none");
                };
        if (!left.isPositive()) throw new Refused(ResultCode.REQUEST_TIMEOUT, "it is too late to forward the request");
        return left;
    }

    private Refused unanswered(String neighbour, String reason, Instant deadline) {
        if (clock.instant().isBefore(deadline)) return unreachable(neighbour, reason);
        return new Refused(
                ResultCode.REQUEST_TIMEOUT, "the CSE " + neighbour + " did not answer in time"); // [TS-0004 §7.3.1.3]
    }

    private static Refused unreachable(String neighbour, String reason) {
        return new Refused(ResultCode.TARGET_NOT_REACHABLE, "the CSE " + neighbour + " cannot be reached: " + reason);
    }

    private static Refused nobody(String to) {
        return Refused.notFound("no CSE is known that hosts " + to);
    }
}
