// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.entente.model.Value;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** How many requests each target was sent and has answered. TS-0001 §9.6.8 (notificationStatsEnable, notificationStatsInfo). */
public final class Statistics {
    private Statistics() {}

    /** A new subscription with empty figures, if it wants any. */
    public static Resource begun(Resource subscription) {
        return isCounting(subscription) ? subscription.with(Attributes.NSI, Value.of(List.of())) : subscription;
    }

    /** Switching statistics on begins them anew; switching them off keeps the figures. */
    public static Resource changed(Resource before, Resource after) {
        return isCounting(before) ? after : begun(after);
    }

    private static boolean isCounting(Resource subscription) {
        return subscription.truth(Attributes.NSE).orElse(false);
    }

    /** Adds to the figures of a target, if there are to be any. */
    static Resource count(Resource subscription, String target, String figure, long more) {
        if (!isCounting(subscription) || more == 0) return subscription;
        UnaryOperator<Value.Fields> add = each -> each.with(
                figure, Value.of((each.find(figure).orElse(null) instanceof Value.Whole(var old) ? old : 0) + more));
        var kept = subscription.value(Attributes.NSI).orElse(null) instanceof Value.Items(var values)
                ? values
                : List.<Value>of();
        var counted = new ArrayList<Value>();
        boolean found = false;
        for (var each : kept) {
            boolean same = each instanceof Value.Fields fields
                    && fields.text("tg").filter(target::equals).isPresent();
            counted.add(same ? add.apply((Value.Fields) each) : each);
            found |= same;
        }
        if (!found) counted.add(add.apply(unused(target)));
        return subscription.with(Attributes.NSI, Value.of(counted));
    }

    private static Value.Fields unused(String target) {
        return Value.field("tg", Value.of(target))
                .with("rqs", Value.of(0))
                .with("rsr", Value.of(0))
                .with("noec", Value.of(0));
    }
}
