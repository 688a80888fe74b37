// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cross;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.cse.notification.Expiry;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;

/**
 * Since when a crossResourceSubscription collects events, and from which of its subscriptions some have come. It lasts
 * beside the attributes, and is never shown. TS-0004 §7.5.1.2.18.
 *
 * @param from which subscriptions events have come, as they write themselves
 * @param told whether its targets know of this window already
 */
record Window(Instant since, Set<String> from, boolean told) {
    static final Attribute OPEN = new Attribute("_win", "openWindow", Scalar.ANY);

    private static final long PERIODIC = 1; // m2m:timeWindowType
    private static final String SINCE = "at";
    private static final String FROM = "of";
    private static final String TOLD = "told";

    Window {
        from = Set.copyOf(from);
    }

    static Window beginning(Instant now) {
        return new Window(now, Set.of(), false);
    }

    static boolean isPeriodic(Resource subscription) {
        return subscription.whole(Attributes.TWT, PERIODIC) == PERIODIC;
    }

    static Duration size(Resource subscription) {
        return subscription.text(Attributes.TWS).map(Expiry::parse).orElse(Duration.ZERO);
    }

    static Optional<Window> of(Resource subscription) {
        if (!(subscription.value(OPEN).orElse(null) instanceof Value.Fields kept)) return Optional.empty();
        var from = new HashSet<String>();
        if (kept.find(FROM).orElse(null) instanceof Value.Items(var items))
            for (var each : items) if (each instanceof Value.Text(var text)) from.add(text);
        boolean told = Value.of(true).equals(kept.find(TOLD).orElse(null));
        return kept.text(SINCE).map(since -> new Window(Timestamp.parse(since), from, told));
    }

    Resource in(Resource subscription) {
        var sorted = new ArrayList<>(from);
        sorted.sort(String::compareTo);
        return subscription.with(
                OPEN,
                Value.field(SINCE, Value.of(Timestamp.text(since)))
                        .with(FROM, Value.texts(sorted))
                        .with(TOLD, Value.of(told)));
    }

    Window with(String subscription) {
        var more = new HashSet<>(from);
        more.add(subscription);
        return new Window(since, more, told);
    }

    Window known() {
        return new Window(since, from, true);
    }

    Instant end(Resource subscription) {
        return since.plus(size(subscription));
    }

    /** The window of a row without gaps that an instant falls into. */
    Window following(Resource subscription, Instant now) {
        var size = size(subscription);
        long past = Duration.between(since, now).dividedBy(size);
        return beginning(since.plus(size.multipliedBy(Math.max(1, past))));
    }

    /** Whether events of all these have come. */
    boolean isComplete(List<String> subscriptions) {
        return from.containsAll(subscriptions);
    }

    /** How many of these have sent events. */
    int present(List<String> subscriptions) {
        return (int) subscriptions.stream().filter(from::contains).count();
    }
}
