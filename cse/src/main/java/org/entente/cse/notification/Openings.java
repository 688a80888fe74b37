// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.util.ArrayList;
import java.util.Optional;
import org.entente.cse.address.Identity;
import org.entente.cse.schedule.Reachability;
import org.entente.cse.schedule.Timetable;
import org.entente.cse.store.View;
import org.entente.model.Value;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Finds the schedules between a subscription and its targets. TS-0004 §7.5.1.2.2 step 3.0. */
record Openings(Parties parties, Reachability reachability) {
    private static final Value IMMEDIATE = Value.of(2); // m2m:eventCat

    Openings(Identity identity) {
        this(new Parties(identity), new Reachability(identity));
    }

    Opening of(Optional<Resource> subscription, String target, View view) {
        if (subscription.isEmpty()) return Opening.ALWAYS;
        var tables = new ArrayList<Timetable>(2);
        var own = Timetable.of(subscription.get());
        boolean immediate = subscription
                .get()
                .value(Attributes.NEC)
                .filter(IMMEDIATE::equals)
                .isPresent();
        // What is immediate ignores the subscription's schedule, not that of the target. [TS-0004 §7.5.1.2.2 step 3.0]
        if (!immediate && !own.isAlways()) tables.add(own);
        parties.resource(target, view)
                .map(entity -> reachability.of(entity, view))
                .filter(table -> !table.isAlways())
                .ifPresent(tables::add);
        return tables.isEmpty() ? Opening.ALWAYS : new Opening(tables);
    }
}
