// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.entente.cse.address.Identity;
import org.entente.cse.store.Selection;
import org.entente.cse.store.View;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/**
 * Which events a subscription would have been told of before there was one: the children that its parent still has.
 * TS-0001 §10.2.10.7 (preSubscriptionNotify).
 */
record PriorEvents(View view) {

    /** At most as many as it wants, the newest, in the order in which they happened. */
    List<Event> of(Resource subscription, long most, Identity identity) {
        var criteria = Criteria.of(subscription);
        var parent = view.byId(subscription.pi()).orElseThrow();
        var found = new ArrayList<Resource>();
        if (parent.type().hasInstances()) {
            try (var instances = view.instances(parent.ri(), true)) {
                instances
                        .filter(child -> criteria.match(new Event.ChildCreated(child), identity))
                        .limit(most)
                        .forEach(found::add);
            }
            Collections.reverse(found);
        }
        try (var others = view.select(Selection.children(parent))) {
            others.filter(child -> !child.type().isInstance() && !child.ri().equals(subscription.ri()))
                    .filter(child -> criteria.match(new Event.ChildCreated(child), identity))
                    .forEach(found::add);
        }
        found.sort(Comparator.comparing(child -> child.text(Attributes.CT).orElse("")));
        var events = new ArrayList<Event>();
        for (var child : found) events.add(new Event.ChildCreated(child));
        return List.copyOf(events.subList((int) Math.max(0, events.size() - most), events.size()));
    }
}
