// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.entente.cse.access.AccessOperation;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Tree;
import org.entente.cse.procedure.Monitoring;
import org.entente.cse.store.Interest;
import org.entente.cse.store.Selection;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.ResultContent;
import org.entente.model.type.Attributes;
import org.entente.model.type.Container;
import org.entente.model.type.CrossResourceSubscription;
import org.entente.model.type.Resource;
import org.entente.model.type.Subscription;

/** Finds whom a request's writes concern, and what they are to be told. Runs in the writer's turn. TS-0004 §7.5.1.2.2. */
public final class Events {
    /** What children leave at their parent when they come and go; nobody has updated these. */
    private static final Set<String> HOUSEKEEPING = Set.of("cni", "cbs", "st", "lt");

    private final Identity identity;
    private final Tree tree;
    private final Telling telling;
    private final Clock clock;
    private final NotificationSettings settings;

    public Events(Identity identity, Shown shown, Clock clock, NotificationSettings settings) {
        this.identity = identity;
        this.tree = new Tree(identity);
        this.telling = new Telling(identity, shown);
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * The further writes that a plan's writes bring about; they come after them.
     *
     * @param writes those of the plan, in order
     * @param view what the plan found, without its own writes
     */
    public List<Write> noticesOf(Request request, List<Write> writes, View view) {
        var mailing = mailing(request, writes, view);
        var addressed = addressed(request, view);
        addressed.ifPresent(target -> monitor(mailing, request, target, view));
        var gone = new HashSet<String>();
        for (var write : writes) if (write instanceof Write.Deleted(var top)) gone.add(top.path());
        for (var write : writes) {
            switch (write) {
                case Write.Created(var child) -> created(mailing, child, view);
                case Write.Updated(var before, var after) ->
                    updated(mailing, before, after, written(request, addressed, after), view);
                case Write.Deleted(var top) -> deleted(mailing, top, gone, view);
                case Write.Evicted _ -> {} // [TS-0004 §7.4.7.2.1]
                case Write.Enqueued _, Write.Dequeued _, Write.Charged _, Write.Discharged _ -> {}
            }
        }
        return mailing.writes();
    }

    /**
     * What somebody has to be told about an attempt that changed nothing: a RETRIEVE, or a refusal.
     *
     * @param target the resource that the request addresses; of a CREATE the parent, of {@code la} and {@code ol} too
     */
    public List<Write> observed(Request request, Resource target, ResultCode code, View view) {
        if (!view.isSubscribedTo(target.ri())) return List.of();
        var mailing = mailing(request, List.of(), view);
        monitor(mailing, request, target, view);
        if (seeksInstances(request, code) && target.type() == Container.TYPE && isEmpty(target, view))
            tell(mailing, target.ri(), new Event.NothingThere(target), view);
        return mailing.writes();
    }

    /**
     * What a resource tells its targets of its own accord: nothing but who it is. TS-0004 §7.5.1.2.18
     *
     * @param planned the writes before it; the sender as they leave it
     */
    public List<Write> signal(Request cause, List<Write> planned, Resource sender, View view) {
        var mailing = mailing(cause, planned, view);
        mailing.tell(sender, (current, target) -> Notification.signal(identity, current.ri(), target));
        return mailing.writes();
    }

    /**
     * A notification of somebody else that a resource sends on. TS-0004 §7.5.1.2.6
     *
     * @param planned the writes before it; the sender as they leave it
     */
    public List<Write> forward(
            Request cause, List<Write> planned, Resource sender, String target, Value.Fields content, View view) {
        var mailing = mailing(cause, planned, view);
        mailing.forward(sender, target, content);
        return mailing.writes();
    }

    private Mailing mailing(Request request, List<Write> writes, View view) {
        return new Mailing(identity, request, view, writes, settings.queueLimit(), Timestamp.text(clock.instant()));
    }

    private void tell(Mailing mailing, String subscribedTo, Event event, View view) {
        if (!view.isSubscribedTo(subscribedTo)) return; // as for most commits, and this runs in the writer's turn
        for (var subscription : view.interested(subscribedTo, event.interests()))
            tell(mailing, subscription, event, view);
    }

    private void tell(Mailing mailing, Resource subscription, Event event, View view) {
        if (Criteria.of(subscription).match(event, identity))
            mailing.tell(subscription, telling.of(event, subscription, mailing.cause(), view));
    }

    private void monitor(Mailing mailing, Request request, Resource target, View view) {
        var attempt = new Event.Attempted(
                target, request.operation(), AccessOperation.of(request).bit(), request.from());
        tell(mailing, target.ri(), attempt, view);
    }

    private void created(Mailing mailing, Resource child, View view) {
        tell(mailing, child.pi(), new Event.ChildCreated(child), view);
        // Whoever subscribes may want to hear of what was before. [TS-0001 §10.2.10.7, preSubscriptionNotify]
        long wanted = child.type() == Subscription.TYPE ? child.whole(Attributes.PSN, 0) : 0;
        if (wanted > 0)
            for (var event : new PriorEvents(view).of(child, Math.min(wanted, settings.queueLimit()), identity))
                tell(mailing, child, event, view);
    }

    private void updated(Mailing mailing, Resource before, Resource after, Set<String> written, View view) {
        if (after.type() == Subscription.TYPE) left(mailing, before, after);
        if (!view.isSubscribedTo(after.ri())) return;
        var changed = new LinkedHashSet<>(written);
        for (var name : union(before, after))
            if (!Objects.equals(
                    before.attributes().get(name), after.attributes().get(name))) changed.add(name);
        changed.removeIf(name -> name.startsWith("_"));
        boolean aside = written.isEmpty() && HOUSEKEEPING.containsAll(changed);
        var event = new Event.Updated(after, changed);
        for (var subscription : view.interested(after.ri(), aside ? Interest.inAttributes(changed) : event.interests()))
            tell(mailing, subscription, event, view);
        var found = after.value(Monitoring.FOUND);
        if (found.isPresent() && !found.equals(before.value(Monitoring.FOUND))) missing(mailing, after, view);
    }

    private static void left(Mailing mailing, Resource before, Resource after) {
        var associated = new ArrayList<>(before.texts(Attributes.ACRS));
        associated.removeAll(after.texts(Attributes.ACRS));
        mailing.leave(after, associated); // [TS-0004 §7.4.8.2.3 Recv-6.5]
    }

    /** Each missing value counts by itself, at the time when it had to be there at the latest. TS-0004 §7.5.1.2.9 */
    private void missing(Mailing mailing, Resource series, View view) {
        var timer = Duration.ofMillis(series.whole(Attributes.MDT, 0));
        for (var subscription : view.interested(series.ri(), Set.of(Interest.in(Criteria.MISSING_DATA)))) {
            for (var point : series.texts(Monitoring.FOUND)) {
                var detected = Timestamp.parse(point).plus(timer);
                var counted = mailing.change(subscription, known -> MissingData.count(known, point, detected));
                MissingData.report(counted)
                        .ifPresent(told -> tell(mailing, subscription, new Event.DataMissing(series, told), view));
            }
        }
    }

    private static Set<String> union(Resource before, Resource after) {
        var names = new LinkedHashSet<>(after.attributes().keySet());
        names.addAll(before.attributes().keySet());
        return names;
    }

    /** The attributes that an UPDATE has set, be it to what they were. */
    private static Set<String> written(Request request, Optional<Resource> addressed, Resource after) {
        if (request.operation() != Operation.UPDATE) return Set.of();
        if (addressed.filter(target -> target.ri().equals(after.ri())).isEmpty()) return Set.of();
        return request.content().find(after.type().root()).orElse(null) instanceof Value.Fields(var members)
                ? members.keySet()
                : Set.of();
    }

    private void deleted(Mailing mailing, Resource top, Set<String> gone, View view) {
        boolean parentStays = !isBelow(top.path(), gone);
        if (isSubscription(top)) ended(mailing, top, !parentStays, view);
        else if (!top.type().children().isEmpty()) {
            try (var below = view.select(Selection.tied(top))) {
                below.filter(Events::isSubscription).forEach(each -> ended(mailing, each, true, view));
            }
        }
        if (!parentStays) return;
        if (!view.isSubscribedTo(top.pi())) return;
        var event = new Event.ChildDeleted(top);
        for (var subscription : view.interested(top.pi(), event.interests()))
            if (!gone.contains(subscription.path())) tell(mailing, subscription, event, view);
    }

    /** A subscription goes, alone or with the resource that it is about; its last notices outlive it. */
    private void ended(Mailing mailing, Resource subscription, boolean withParent, View view) {
        if (!mailing.gone(subscription)) return;
        if (subscription.type() == CrossResourceSubscription.TYPE)
            Unlinking.of(subscription, withParent ? Optional.empty() : Optional.of(mailing.cause()), mailing.now())
                    .ifPresent(mailing::charge);
        else if (withParent)
            view.byId(subscription.pi())
                    .ifPresent(parent -> tell(mailing, subscription, new Event.Deleted(parent), view));
        mailing.farewell(subscription);
    }

    private static boolean isSubscription(Resource resource) {
        return resource.type() == Subscription.TYPE || resource.type() == CrossResourceSubscription.TYPE;
    }

    private static boolean isBelow(String path, Set<String> gone) {
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1))
            if (gone.contains(path.substring(0, slash))) return true;
        return false;
    }

    private Optional<Resource> addressed(Request request, View view) {
        try {
            var local = identity.local(request.to());
            int hash = local.indexOf('#');
            return tree.resource(hash < 0 ? local : local.substring(0, hash), view);
        } catch (Refused e) {
            return Optional.empty(); // an address that means nothing was refused before
        }
    }

    /** [TS-0001 §9.6.8, notificationEventType E] */
    private static boolean seeksInstances(Request request, ResultCode code) {
        if (request.operation() != Operation.RETRIEVE) return false;
        if (code == ResultCode.NOT_FOUND
                && (request.to().endsWith("/la") || request.to().endsWith("/ol"))) return true;
        return request.resultContent()
                .filter(asked ->
                        asked == ResultContent.CHILD_RESOURCES || asked == ResultContent.ATTRIBUTES_AND_CHILD_RESOURCES)
                .isPresent();
    }

    private static boolean isEmpty(Resource container, View view) {
        try (var instances = view.instances(container.ri(), true)) {
            return instances.findFirst().isEmpty();
        }
    }
}
