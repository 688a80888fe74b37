// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.entente.cse.address.Identifiers;
import org.entente.cse.address.Identity;
import org.entente.cse.outbound.Courier;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.outbound.Question;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Asks the entity that a blocking subscription names before a resource is updated. TS-0004 §7.5.1.2.19, §7.3.2.9. */
public final class BlockingUpdates {
    private static final Hold FREE = () -> {};

    private final Identity identity;
    private final Parties parties;
    private final Identifiers identifiers;
    private final Clock clock;
    private final NotificationSettings settings;
    private final ConcurrentHashMap<String, Turnstile> turnstiles = new ConcurrentHashMap<>();

    public BlockingUpdates(Identity identity, Identifiers identifiers, Clock clock, NotificationSettings settings) {
        this.identity = identity;
        this.parties = new Parties(identity);
        this.identifiers = identifiers;
        this.clock = clock;
        this.settings = settings;
    }

    /** A resource is kept for one UPDATE until this is closed. */
    @FunctionalInterface
    public interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /** Lets one through at a time, in the order of their coming. */
    private record Turnstile(Semaphore passage, AtomicInteger users) {
        Turnstile() {
            this(new Semaphore(1, true), new AtomicInteger());
        }
    }

    /**
     * Keeps other UPDATEs and DELETEs of a resource waiting while a blocking update of it is under way; to be held
     * from before the questions to the end of the commit. Costs nothing where no blocking subscription is, and does not
     * stop the entity that decides: it may have to write while it is asked.
     *
     * @throws Refused REQUEST_TIMEOUT if the turn does not come before the request expires
     */
    public Hold hold(Request request, Resource target, View view) {
        if (request.operation() != Operation.UPDATE && request.operation() != Operation.DELETE) return FREE;
        var blocking = blocking(request, target, view);
        if (blocking.isEmpty()) return FREE;
        var ri = target.ri();
        var turnstile = turnstiles.compute(ri, (_, found) -> {
            var used = found == null ? new Turnstile() : found;
            used.users().incrementAndGet();
            return used;
        });
        if (!pass(
                turnstile,
                Expiry.left(request, clock.instant(), settings.blockingTimeout().multipliedBy(2)))) {
            leave(ri);
            throw new Refused(
                    ResultCode.REQUEST_TIMEOUT, "another update of " + target.path() + " has not been decided in time");
        }
        return () -> {
            turnstile.passage().release();
            leave(ri);
        };
    }

    /** @param attributes the checked attributes that the UPDATE carries */
    public List<Question> questions(Request update, Resource target, Value.Fields attributes, View view) {
        // A child that is created changes none of its parent's attributes. [TS-0001 §9.6.8, notificationEventType G]
        if (update.operation() != Operation.UPDATE) return List.of();
        return blocking(update, target, view)
                .filter(subscription ->
                        Criteria.of(subscription).concerns(attributes.members().keySet()))
                .map(subscription -> List.of(question(update, target, attributes, subscription)))
                .orElse(List.of());
    }

    /** The blocking subscription of a resource, unless the request comes from the entity that it would ask. */
    private Optional<Resource> blocking(Request request, Resource target, View view) {
        return view.interested(target.ri(), Criteria.BLOCKING).stream()
                .filter(subscription ->
                        !parties.isOriginator(subscription.texts(Attributes.NU).getFirst(), request.from(), view))
                .findFirst();
    }

    private Question question(Request update, Resource target, Value.Fields attributes, Resource subscription) {
        var entity = subscription.texts(Attributes.NU).getFirst();
        var event = new LinkedHashMap<String, Value>();
        event.put("rep", Value.field(target.type().root(), attributes));
        event.put("net", Value.of(Criteria.BLOCKING_UPDATE));
        var notify = Request.notification(
                        entity,
                        identity.cseId(),
                        Notification.event(identity, subscription, entity, new Value.Fields(event)))
                .withId(identifiers.requestId())
                .withPeer(Peer.CSE)
                .with(Parameter.RELEASE_VERSION_INDICATOR, Request.RELEASE);
        return courier -> ask(courier, entity, notify, update);
    }

    private void ask(Courier courier, String entity, Request notify, Request update) {
        var now = clock.instant();
        var left = Expiry.left(update, now, settings.blockingTimeout());
        if (left.isZero()) throw new Refused(ResultCode.REQUEST_TIMEOUT, "the request has expired");
        var expiring = notify.with(Parameter.REQUEST_EXPIRATION_TIMESTAMP, Timestamp.text(now.plus(left)));
        switch (courier.deliver(entity, expiring, left)) {
            case Delivery.Answered(var response) -> judge(entity, response);
            case Delivery.Unreachable(var reason) -> throw unreachable(entity, reason);
            case Delivery.Awaited(var _, var reason) -> throw unreachable(entity, reason);
            case Delivery.Undeliverable(var reason) -> throw unreachable(entity, reason);
        }
    }

    private static void judge(String entity, Response response) {
        if (response.isSuccess()) return;
        var said = response.sentence().isEmpty() ? "code " + response.code().number() : response.sentence();
        if (response.code() == ResultCode.TARGET_NOT_REACHABLE
                || response.code() == ResultCode.REMOTE_ENTITY_NOT_REACHABLE) throw unreachable(entity, said);
        throw new Refused(
                ResultCode.OPERATION_DENIED_BY_REMOTE_ENTITY, entity + " denied it: " + said); // [TS-0004 §7.3.2.9]
    }

    private static Refused unreachable(String entity, String reason) {
        return new Refused(ResultCode.REMOTE_ENTITY_NOT_REACHABLE, entity + " could not be asked: " + reason);
    }

    private static boolean pass(Turnstile turnstile, Duration timeout) {
        try {
            return turnstile.passage().tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void leave(String ri) {
        turnstiles.computeIfPresent(ri, (_, used) -> used.users().decrementAndGet() == 0 ? null : used);
    }
}
