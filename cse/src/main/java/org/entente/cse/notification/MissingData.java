// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;

/**
 * Counts the missing values of a time series for one subscription, in one window after the other. A window begins with
 * the first value that is found missing after the end of the one before. TS-0004 §7.5.1.2.9, TS-0001 §10.2.4.29.
 *
 * <p>TS-0004 §7.4.8.2.1 says in passing that a window longer than the interval gives no notification. The two clauses
 * above need several values in one window, so such a window is served.
 */
final class MissingData {
    /** Since when a window is open, how many were missing in it, and which; kept beside the attributes, never shown. */
    static final Attribute WINDOW = new Attribute("_mdw", "missingDataWindow", Scalar.ANY);

    private static final String SINCE = "at";
    private static final String COUNT = "n";
    private static final String POINTS = "p";
    private static final int MOST_POINTS = 1000;

    private MissingData() {}

    /** Counts one value more. */
    static Resource count(Resource subscription, String point, Instant detected) {
        var window = window(subscription);
        boolean open = window.text(SINCE)
                .map(since -> detected.isBefore(Timestamp.parse(since).plus(span(subscription))))
                .orElse(false);
        var points = new ArrayList<Value>(List.of(Value.of(point))); // newest first, as in missingDataList
        if (open && window.find(POINTS).orElse(null) instanceof Value.Items(var known)) points.addAll(known);
        var counted = Value.field(SINCE, open ? window.find(SINCE).orElseThrow() : Value.of(Timestamp.text(detected)))
                .with(COUNT, Value.of(open ? number(window, COUNT) + 1 : 1))
                .with(POINTS, Value.of(points.subList(0, Math.min(points.size(), MOST_POINTS))));
        return subscription.with(WINDOW, counted);
    }

    /** The timeSeriesNotification, once as many were missing in the window as the subscription says. */
    static Optional<Value.Fields> report(Resource subscription) {
        var window = window(subscription);
        long count = number(window, COUNT);
        if (count < number(condition(subscription), "num")) return Optional.empty();
        var told = Value.field("mdlt", window.find(POINTS).orElseThrow()).with("mdc", Value.of(count));
        return Optional.of(Value.field("m2m:tsn", told));
    }

    static Value.Fields condition(Resource subscription) {
        return Criteria.of(subscription).members().find("md").orElse(null) instanceof Value.Fields condition
                ? condition
                : Value.Fields.EMPTY;
    }

    private static Duration span(Resource subscription) {
        return condition(subscription).text("dur").map(Expiry::parse).orElse(Duration.ZERO);
    }

    private static Value.Fields window(Resource subscription) {
        return subscription.value(WINDOW).orElse(null) instanceof Value.Fields window ? window : Value.Fields.EMPTY;
    }

    private static long number(Value.Fields fields, String name) {
        return fields.find(name).orElse(null) instanceof Value.Whole(var number) ? number : 0;
    }
}
