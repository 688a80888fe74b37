// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.cse.address.Identity;
import org.entente.cse.store.Notice;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Store;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Writes down what became of notices: each entry is one commit. */
record Ledger(Store store, Events events, Identity identity, Clock clock, int undeliverableLimit) {

    /** @param withdrawn whether the target, which has taken them, wants no more. TS-0004 §7.5.1.2.2 step 5.0 */
    List<Write> delivered(Step.Send step, boolean withdrawn) {
        return commit(step.sent().getFirst().subscription(), (view, subscription) -> {
            var writes = dequeued(step.sent());
            writes.addAll(dequeued(step.passedOver()));
            if (subscription.isEmpty()) return writes;
            if (withdrawn)
                writes.add(Withdrawals.charged(
                        subscription.get().ri(), target(step), view, Timestamp.text(clock.instant())));
            var before = subscription.get();
            var after = counted(before, step);
            if (after.whole(Attributes.EXC, 1) <= 0) writes.addAll(expired(before, step, view));
            else if (!after.equals(before)) writes.add(new Write.Updated(before, after));
            return writes;
        });
    }

    /** An attempt has failed and will be made again; only statistics tell of it. */
    List<Write> attempted(Step.Send step, boolean answered) {
        return commit(step.sent().getFirst().subscription(), (_, subscription) -> {
            var after = subscription.map(each -> statistics(each, step, answered));
            return after.equals(subscription)
                    ? List.of()
                    : List.of(new Write.Updated(subscription.orElseThrow(), after.orElseThrow()));
        });
    }

    /** Nobody wants what came while the schedule was closed. TS-0004 §7.5.1.2.2 step 4.0 */
    List<Write> missed(List<Notice> notices) {
        return commit(notices.getFirst().subscription(), (_, _) -> dequeued(notices));
    }

    /** They move to the list of what could not be delivered; the oldest there make room. */
    List<Write> givenUp(List<Notice> notices, String reason) {
        var queue = notices.getFirst().subscription();
        return commit(queue, (view, _) -> {
            var now = Timestamp.text(clock.instant());
            var writes = dequeued(notices);
            var kept = view.notices(Undelivered.queue(queue), Integer.MAX_VALUE);
            int tooMany = kept.size() + notices.size() - undeliverableLimit;
            if (tooMany > 0) writes.addAll(dequeued(kept.subList(0, Math.min(tooMany, kept.size()))));
            for (var notice : notices) writes.add(new Write.Enqueued(new Undelivered(notice, reason, now).kept()));
            return writes;
        });
    }

    /** Given-up notices join the end of their queue again. */
    List<Write> retried(String queue) {
        return commit(queue, (view, subscription) -> {
            var writes = new ArrayList<Write>();
            var now = Timestamp.text(clock.instant());
            long next = subscription
                    .map(each -> each.whole(SubscriptionState.NEXT, 1))
                    .orElse(0L);
            for (var kept : view.notices(Undelivered.queue(queue), Integer.MAX_VALUE)) {
                var old = Undelivered.of(kept).notice();
                long number = subscription.isPresent() ? SubscriptionState.number(next++, 0) : old.number();
                writes.add(new Write.Dequeued(kept));
                writes.add(new Write.Enqueued(new Notice(queue, number, old.target(), old.content(), now)));
            }
            if (subscription.isPresent() && !writes.isEmpty())
                writes.add(
                        new Write.Updated(subscription.get(), subscription.get().with(SubscriptionState.NEXT, next)));
            return writes;
        });
    }

    List<Write> dismissed(String queue) {
        return commit(queue, (view, _) -> dequeued(view.notices(Undelivered.queue(queue), Integer.MAX_VALUE)));
    }

    @FunctionalInterface
    private interface Entry {
        List<Write> decide(View view, Optional<Resource> subscription);
    }

    private List<Write> commit(String subscription, Entry entry) {
        return store.commit(view -> {
                    var found = view.byId(subscription);
                    var subject = found.or(() -> view.byId(identity.baseId())).orElseThrow();
                    return new Outcome(entry.decide(view, found), subject);
                })
                .writes();
    }

    private Resource counted(Resource subscription, Step.Send step) {
        var after = statistics(subscription, step, true);
        if (after.value(Attributes.RL).orElse(null) instanceof Value.Fields limit)
            after = SubscriptionState.sent(
                    after, limit, target(step), step.sent().size(), clock.instant());
        if (!after.has(Attributes.EXC)) return after;
        // An event counts once, when the first of its targets has taken it.
        long event = SubscriptionState.event(step.sent().getLast().number());
        return event <= after.whole(SubscriptionState.COUNTED, 0)
                ? after
                : after.with(SubscriptionState.COUNTED, event).with(Attributes.EXC, after.whole(Attributes.EXC, 1) - 1);
    }

    private static Resource statistics(Resource subscription, Step.Send step, boolean answered) {
        var sent = Statistics.count(subscription, target(step), "rqs", 1);
        return answered ? Statistics.count(sent, target(step), "rsr", 1) : sent;
    }

    /**
     * The expirationCounter has run out: the subscription goes in the same step, so that no crash can leave it behind.
     * Its other targets still get the events that it has counted.
     */
    private List<Write> expired(Resource subscription, Step.Send step, View view) {
        var end = new Write.Deleted(subscription);
        var writes = new ArrayList<Write>();
        writes.add(end);
        var request = Request.delete(subscription.path(), identity.cseId()).withPeer(Peer.CSE);
        writes.addAll(events.noticesOf(request, List.of(end), view));
        long last = Math.max(
                subscription.whole(SubscriptionState.COUNTED, 0),
                SubscriptionState.event(step.sent().getLast().number()));
        for (var notice : view.notices(subscription.ri(), Integer.MAX_VALUE))
            if (SubscriptionState.event(notice.number()) <= last
                    && !notice.target().equals(target(step))) writes.add(new Write.Enqueued(notice));
        return writes;
    }

    private static String target(Step.Send step) {
        return step.sent().getFirst().target();
    }

    private static List<Write> dequeued(List<Notice> notices) {
        var writes = new ArrayList<Write>();
        for (var notice : notices) writes.add(new Write.Dequeued(notice));
        return writes;
    }
}
