// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.entente.cse.address.Identity;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Notice;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Collects the notices of one turn, and what they change at their subscriptions. Belongs to one thread. */
final class Mailing {
    private final Identity identity;
    private final Request cause;
    private final View view;
    private final Congestion congestion;
    private final String now;
    private final Map<String, Resource> before = new LinkedHashMap<>();
    private final Map<String, Resource> after = new LinkedHashMap<>();
    private final Set<String> gone = new HashSet<>();
    private final List<Notice> notices = new ArrayList<>();
    private final List<Write> dropped = new ArrayList<>();
    private final List<Write> charges = new ArrayList<>();

    /**
     * @param cause the request that all of it comes from
     * @param planned the writes that the notices are about; they come before ours
     */
    Mailing(Identity identity, Request cause, View view, List<Write> planned, int queueLimit, String now) {
        this.identity = identity;
        this.cause = cause;
        this.view = view;
        this.congestion = new Congestion(view, queueLimit);
        this.now = now;
        for (var write : planned)
            if (write instanceof Write.Updated(var _, var updated)
                    && Notice.isSender(updated.type().number())) before.put(updated.ri(), updated);
        after.putAll(before);
    }

    /** The request that all of it comes from. */
    Request cause() {
        return cause;
    }

    /** Whether it was the first to say so. */
    boolean gone(Resource subscription) {
        return gone.add(subscription.ri());
    }

    /** An event for each of a subscription's targets. TS-0004 §7.5.1.2.2 steps 2.3, 2.5 */
    void tell(Resource subscription, Value.Fields event) {
        tell(subscription, (current, target) -> Notification.event(identity, current, target, event));
    }

    /** A notification of a resource's own to each of its targets. */
    void tell(Resource subscription, BiFunction<Resource, String, Value.Fields> content) {
        var current = current(subscription);
        long number = current.whole(SubscriptionState.NEXT, 1);
        makeRoom(current, number);
        var targets = current.texts(Attributes.NU);
        for (int i = 0; i < targets.size(); i++) {
            var target = targets.get(i);
            add(current, SubscriptionState.number(number, i), target, content.apply(current, target));
            current = Statistics.count(current, target, "noec", 1);
        }
        after.put(current.ri(), current.with(SubscriptionState.NEXT, number + 1));
    }

    /** A notification of somebody else that goes on to one target. */
    void forward(Resource sender, String target, Value.Fields content) {
        var current = current(sender);
        long number = current.whole(SubscriptionState.NEXT, 1);
        makeRoom(current, number);
        add(current, SubscriptionState.number(number, 0), target, content);
        after.put(current.ri(), current.with(SubscriptionState.NEXT, number + 1));
    }

    /** What the subscriber is told when its subscription is gone. TS-0004 §7.5.1.2.4 */
    void farewell(Resource subscription) {
        var current = current(subscription);
        long number = current.whole(SubscriptionState.NEXT, 1);
        var told = new ArrayList<String>();
        current.text(Attributes.SU).ifPresent(told::add);
        told.addAll(current.texts(Attributes.ACRS));
        tellOfEnd(current, number, told);
        view.notices(Undelivered.queue(current.ri()), Integer.MAX_VALUE)
                .forEach(notice -> dropped.add(new Write.Dequeued(notice)));
    }

    /** A subscription stays, but no longer belongs to these cross-resource subscriptions. TS-0004 §7.5.1.2.4 */
    void leave(Resource subscription, List<String> associated) {
        if (associated.isEmpty()) return;
        var current = current(subscription);
        long number = current.whole(SubscriptionState.NEXT, 1);
        tellOfEnd(current, number, associated);
        after.put(current.ri(), current.with(SubscriptionState.NEXT, number + 1));
    }

    private void tellOfEnd(Resource subscription, long number, List<String> targets) {
        for (int i = 0; i < targets.size(); i++)
            add(
                    subscription,
                    SubscriptionState.number(number, i),
                    targets.get(i),
                    Notification.deletion(identity, subscription.ri(), targets.get(i)));
    }

    /** Something that the CSE has to do because of the end of a subscription. */
    void charge(Errand errand) {
        charges.add(new Write.Charged(errand));
    }

    String now() {
        return now;
    }

    /** Has a subscription remember something; gives it as it is then. */
    Resource change(Resource subscription, UnaryOperator<Resource> change) {
        var changed = change.apply(current(subscription));
        after.put(changed.ri(), changed);
        return changed;
    }

    List<Write> writes() {
        var writes = new ArrayList<Write>(dropped);
        after.forEach((ri, changed) -> {
            var old = before.get(ri);
            if (!gone.contains(ri) && old != null && !changed.equals(old)) writes.add(new Write.Updated(old, changed));
        });
        notices.forEach(notice -> writes.add(new Write.Enqueued(notice)));
        writes.addAll(charges);
        return writes;
    }

    private Resource current(Resource subscription) {
        before.putIfAbsent(subscription.ri(), subscription);
        return after.computeIfAbsent(subscription.ri(), _ -> subscription);
    }

    private void add(Resource subscription, long number, String target, Value.Fields content) {
        notices.add(new Notice(subscription.ri(), number, target, content, now));
    }

    private void makeRoom(Resource subscription, long number) {
        if (gone.contains(subscription.ri())) return;
        // A batch has to be counted before all but its last go. [TS-0001 §10.2.10.7]
        if (subscription.truth(Attributes.LN).orElse(false) && !subscription.has(Attributes.BN)) {
            notices.removeIf(notice -> notice.subscription().equals(subscription.ri()));
            drop(subscription, Long.MAX_VALUE);
            return;
        }
        if (congestion.isDue(number))
            congestion.excess(subscription).forEach(notice -> dropped.add(new Write.Dequeued(notice)));
        else drop(subscription, number - congestion.limit());
    }

    /** Lets go of the notices of events up to a number. */
    private void drop(Resource subscription, long event) {
        if (event < 1) return;
        int most = subscription.texts(Attributes.NU).size() + 1;
        for (var notice : view.notices(subscription.ri(), event == Long.MAX_VALUE ? Integer.MAX_VALUE : most))
            if (SubscriptionState.event(notice.number()) <= event) dropped.add(new Write.Dequeued(notice));
    }
}
