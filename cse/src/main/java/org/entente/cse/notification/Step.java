// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.entente.cse.schedule.Timetable;
import org.entente.cse.store.Notice;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** What a subscription's policies want done next with what waits for one of its targets. TS-0001 §10.2.10.7. */
sealed interface Step {
    /** m2m:eventCat of which a receiver keeps only the latest. TS-0004 §6.3.4.2.3 */
    long LATEST = 4;

    /** What of a subscription the steps depend on. */
    List<Attribute> RULES = List.of(
            Attributes.PN, Attributes.RL, Attributes.BN, Batches.OF_GROUP, Attributes.LN, Timetable.OF_CHILDREN);

    /**
     * @param sent the notices that this request answers for, in order
     * @param passedOver older ones that {@code latestNotify} lets go
     */
    record Send(List<Notice> sent, List<Notice> passedOver, Value.Fields content, Optional<Value> category)
            implements Step {}

    record Wait(Instant until) implements Step {}

    /** @param missed what came while the schedule was closed, and is not to be kept */
    record Drop(List<Notice> missed) implements Step {}

    /**
     * @param subscription empty if it is gone: what it left behind is sent without policies
     * @param waiting in order, never empty
     * @param full more than these are waiting, so a batch need not
     */
    static Step next(
            Optional<Resource> subscription, List<Notice> waiting, boolean full, Opening opening, Instant now) {
        if (subscription.isEmpty()) return single(waiting.getFirst(), Optional.empty());
        var policies = subscription.get();
        var missed = Pending.unwanted(policies, waiting, full, opening);
        if (!missed.isEmpty()) return new Drop(missed);
        if (!opening.isOpen(now)) return new Wait(opening.next(now));
        var ready = waiting;
        var batch = Batches.of(policies);
        if (batch.isPresent()) {
            var ripe = ripe(batch.get(), waiting, full, now);
            if (ripe.isPresent()) return new Wait(ripe.get());
            ready = waiting.subList(0, (int) Math.min(waiting.size(), number(batch.get())));
        }
        if (policies.value(Attributes.RL).orElse(null) instanceof Value.Fields limit) {
            var target = waiting.getFirst().target();
            long allowance = SubscriptionState.allowance(policies, limit, target, now);
            if (allowance <= 0) return new Wait(pause(policies, limit, target, now));
            ready = ready.subList(0, (int) Math.min(ready.size(), allowance));
        }
        return send(policies, ready, opening);
    }

    private static Step send(Resource policies, List<Notice> ready, Opening opening) {
        if (policies.truth(Attributes.LN).orElse(false))
            return new Send(
                    List.of(ready.getLast()),
                    List.copyOf(ready.subList(0, ready.size() - 1)),
                    ready.getLast().content(),
                    Optional.of(Value.of(LATEST)));
        var category = Pending.isLatest(policies, ready, opening)
                ? Optional.of(Value.of(LATEST))
                : policies.value(Attributes.NEC);
        if (Batches.of(policies).isEmpty()) return single(ready.getFirst(), category);
        var each = ready.stream().map(Notice::content).toList();
        return new Send(List.copyOf(ready), List.of(), Notification.batch(each), category);
    }

    private static Step single(Notice notice, Optional<Value> category) {
        return new Send(List.of(notice), List.of(), notice.content(), category);
    }

    /** Until when a batch has to wait for more, empty if it need not. */
    private static Optional<Instant> ripe(Value.Fields batch, List<Notice> waiting, boolean full, Instant now) {
        if (full || waiting.size() >= number(batch)) return Optional.empty();
        var span = batch.text("dur").map(Expiry::parse).orElse(Duration.ZERO);
        var due = Timestamp.parse(waiting.getFirst().due()).plus(span);
        return now.isBefore(due) ? Optional.of(due) : Optional.empty();
    }

    private static long number(Value.Fields batch) {
        return batch.find("num").orElse(null) instanceof Value.Whole(var number) && number > 0
                ? number
                : Long.MAX_VALUE;
    }

    private static Instant pause(Resource policies, Value.Fields limit, String target, Instant now) {
        var end = SubscriptionState.windowEnd(policies, limit, target);
        return end.isAfter(now) ? end : now.plusSeconds(1); // a limit of none: look again, it may be raised
    }
}
