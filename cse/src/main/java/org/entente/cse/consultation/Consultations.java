// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.consultation;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.entente.cse.access.Access;
import org.entente.cse.access.AccessOperation;
import org.entente.cse.address.Identifiers;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Route;
import org.entente.cse.address.Tree;
import org.entente.cse.notification.Expiry;
import org.entente.cse.outbound.Courier;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.AccessControlPolicy;
import org.entente.model.type.Attributes;
import org.entente.model.type.CseBase;
import org.entente.model.type.DynamicAuthorizationConsultation;
import org.entente.model.type.Resource;

/**
 * Asks an authorization server before somebody is refused for want of a privilege. What it grants becomes a policy for
 * a time; whatever else it says, or does not say, changes nothing. TS-0004 §7.5.1.2.10, TS-0003 §7.3.2.2. Thread-safe.
 */
public final class Consultations {
    private final Identity identity;
    private final Tree tree;
    private final Access access;
    private final Courier courier;
    private final Grants grants;
    private final Clock clock;
    private final Identifiers identifiers;
    private final Duration timeout;
    private final ConcurrentHashMap<String, FutureTask<Boolean>> underWay = new ConcurrentHashMap<>();

    /** @param timeout how long a server has, if the request does not expire before */
    public Consultations(
            Identity identity,
            Access access,
            Courier courier,
            Grants grants,
            Clock clock,
            Identifiers identifiers,
            Duration timeout) {
        this.identity = identity;
        this.tree = new Tree(identity);
        this.access = access;
        this.courier = courier;
        this.grants = grants;
        this.clock = clock;
        this.identifiers = identifiers;
        this.timeout = timeout;
    }

    /** Whether a server has granted something, so that it is worth judging a refused request once more. */
    public boolean grant(Request denied, Resource target, Refused refused, View view) {
        if (refused.code() != ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE) return false;
        var governed = governed(target, view);
        if (governed.isEmpty()) return false;
        var consultations = linked(governed.get(), view);
        return !consultations.isEmpty() && once(denied, governed.get(), consultations);
    }

    /**
     * The refusal, with the servers that could authorize the originator, for one that indicates to ask them itself.
     * TS-0001 §11.5.3 (step 2.3)
     */
    public Response informed(Request denied, Response refusal, View view) {
        if (refusal.code() != ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE
                || !denied.isSet(Parameter.TOKEN_REQUEST_INDICATOR)) return refusal;
        var governed = tree.locate(denied.to(), view) instanceof Route.Here(var target, var _, var _)
                ? governed(target, view)
                : Optional.<Resource>empty();
        var servers = new ArrayList<Value>();
        if (governed.isPresent())
            for (var consultation : linked(governed.get(), view))
                for (var server : consultation.texts(Attributes.DAP))
                    servers.add(SecurityInfo.server(
                            server, denied, governed.get(), consultation, identity, clock.instant()));
        return servers.isEmpty()
                ? refusal
                : refusal.with(Parameter.TOKEN_REQUEST_INFORMATION, Value.field("dasi", Value.of(servers)));
    }

    /** Only if the resource is linked to an enabled one; a parent's link does not count here. TS-0001 §9.6.1.3.2 */
    private List<Resource> linked(Resource governed, View view) {
        return governed.texts(Attributes.DACI).stream()
                .flatMap(address -> consultation(address, view).stream())
                .toList();
    }

    /** Of equal requests at the same time one asks, and the others wait for its answer. */
    private boolean once(Request denied, Resource governed, List<Resource> consultations) {
        var key = governed.ri() + ' ' + AccessOperation.of(denied) + ' ' + identity.originator(denied.from());
        var mine = new FutureTask<>(() -> ask(denied, governed, consultations));
        var asked = underWay.computeIfAbsent(key, _ -> mine);
        try {
            if (asked.equals(mine)) mine.run();
            return asked.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a consultation failed", e.getCause());
        } finally {
            underWay.remove(key, mine);
        }
    }

    private boolean ask(Request denied, Resource governed, List<Resource> consultations) {
        for (var consultation : consultations) {
            var granted = answer(denied, governed, consultation).flatMap(SecurityInfo::granted);
            if (granted.isPresent() && isUnderstood(granted.get())) {
                if (grants.add(governed, granted.get(), consultation)) return true;
            }
        }
        return false;
    }

    /** The answer of the first point of access that gives one. */
    private Optional<Value.Fields> answer(Request denied, Resource governed, Resource consultation) {
        var content = SecurityInfo.asking(denied, governed, consultation, identity, clock.instant());
        for (var server : consultation.texts(Attributes.DAP)) {
            var left = Expiry.shorter(denied, clock.instant(), timeout);
            if (left.isZero()) return Optional.empty();
            var notify = Request.notification(server, identity.cseId(), content)
                    .withId(identifiers.requestId())
                    .withPeer(Peer.CSE)
                    .with(
                            Parameter.REQUEST_EXPIRATION_TIMESTAMP,
                            Timestamp.text(clock.instant().plus(left)))
                    .with(Parameter.RELEASE_VERSION_INDICATOR, Request.RELEASE);
            switch (courier.deliver(server, notify, left)) {
                case Delivery.Answered(var response) -> {
                    return response.isSuccess() ? Optional.of(response.content()) : Optional.empty();
                }
                case Delivery.Unreachable _, Delivery.Awaited _, Delivery.Undeliverable _ -> {} // the next may be there
            }
        }
        return Optional.empty();
    }

    /** One rule that cannot be evaluated spoils the answer: what it would have narrowed is unknown. */
    private boolean isUnderstood(Value.Fields granted) {
        try {
            granted.find("gp").ifPresent(access::check);
            return granted.find("gp").isPresent();
        } catch (Refused malformed) {
            return false;
        }
    }

    private Optional<Resource> consultation(String address, View view) {
        try {
            return tree.resource(identity.local(address), view)
                    .filter(found -> found.type() == DynamicAuthorizationConsultation.TYPE)
                    .filter(found -> found.truth(Attributes.DAE).orElse(false));
        } catch (Refused meaningless) {
            return Optional.empty();
        }
    }

    /** The resource whose policies decide. Policies themselves are never opened by a server. TS-0001 §10.2.3.1 */
    private static Optional<Resource> governed(Resource target, View view) {
        var each = target;
        while (!each.type().has(Attributes.ACPI)) {
            if (each.type() == AccessControlPolicy.TYPE || each.type() == CseBase.TYPE) return Optional.empty();
            var parent = view.byId(each.pi());
            if (parent.isEmpty()) return Optional.empty();
            each = parent.get();
        }
        return Optional.of(each);
    }
}
