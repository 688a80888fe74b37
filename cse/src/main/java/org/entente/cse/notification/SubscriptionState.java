// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;

/** What a subscription remembers between notices, kept beside its attributes and never shown. */
final class SubscriptionState {
    /** The number of the next event. */
    static final Attribute NEXT = new Attribute("_nen", "nextEventNumber", Scalar.INTEGER);
    /** The last event that expirationCounter has counted. */
    static final Attribute COUNTED = new Attribute("_xcn", "countedEventNumber", Scalar.INTEGER);
    /** By target: when the current rateLimit window began, and how many events it has taken. */
    static final Attribute WINDOWS = new Attribute("_rlw", "rateLimitWindows", Scalar.ANY);

    private static final int TARGET_BITS = 16;
    private static final String SINCE = "at";
    private static final String SENT = "n";

    private SubscriptionState() {}

    /** A notice's place in its queue: by event, then by target. */
    static long number(long event, int target) {
        return event << TARGET_BITS | target;
    }

    static long event(long number) {
        return number >>> TARGET_BITS;
    }

    /** How many events may still be sent to a target now; when that is none, {@link #windowEnd} says until when. */
    static long allowance(Resource subscription, Value.Fields limit, String target, Instant now) {
        long most = limit.find("mnn").orElse(null) instanceof Value.Whole(var number) ? number : Long.MAX_VALUE;
        return now.isBefore(windowEnd(subscription, limit, target)) ? most - sent(window(subscription, target)) : most;
    }

    static Instant windowEnd(Resource subscription, Value.Fields limit, String target) {
        return window(subscription, target)
                .text(SINCE)
                .map(since -> Timestamp.parse(since).plus(span(limit)))
                .orElse(Instant.MIN);
    }

    /** Counts events into the current window, or begins a new one. The windows follow each other. TS-0001 §10.2.10.7 */
    static Resource sent(Resource subscription, Value.Fields limit, String target, int events, Instant now) {
        var window = window(subscription, target);
        var since = window.text(SINCE).map(Timestamp::parse).orElse(now);
        long before = sent(window);
        if (!now.isBefore(since.plus(span(limit)))) {
            since = now;
            before = 0;
        }
        var counted = new Value.Fields(Map.of(SINCE, Value.of(Timestamp.text(since)), SENT, Value.of(before + events)));
        var windows = subscription.value(WINDOWS).orElse(null) instanceof Value.Fields all ? all : Value.Fields.EMPTY;
        return subscription.with(WINDOWS, windows.with(target, counted));
    }

    private static Duration span(Value.Fields limit) {
        return limit.text("tww").map(Expiry::parse).orElse(Duration.ZERO);
    }

    private static long sent(Value.Fields window) {
        return window.find(SENT).orElse(null) instanceof Value.Whole(var number) ? number : 0;
    }

    private static Value.Fields window(Resource subscription, String target) {
        return subscription.value(WINDOWS).orElse(null) instanceof Value.Fields all
                        && all.find(target).orElse(null) instanceof Value.Fields window
                ? window
                : Value.Fields.EMPTY;
    }
}
