// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Write;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Actions that wait for their execution, one queue for each subject, so that they keep the order of its changes. */
final class Queue {
    static final String KIND = "actions";

    private static final Logger log = LoggerFactory.getLogger(Queue.class);
    private static final int MOST = 1000;
    private static final String WAITING = "q";

    private final Clock clock;

    Queue(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param depth how many actions have brought this one about, itself included
     * @param taken values that go into the request, as they were at the change
     */
    record Place(String action, int depth, Value.Fields taken) {
        static final Place NONE = new Place("", 0, Value.Fields.EMPTY);

        private Value noted() {
            return Value.of(List.of(Value.of(action), Value.of(depth), taken));
        }
    }

    void join(String subject, Place place, Latest latest) {
        var waiting =
                new ArrayList<>(latest.errand(subject, KIND).map(Queue::places).orElse(List.of()));
        if (waiting.size() >= MOST) {
            log.warn("action={} not executed: {} others wait for changes of {}", place.action(), MOST, subject);
            return;
        }
        waiting.add(place);
        latest.write(new Write.Charged(errand(subject, waiting)));
    }

    /** The queue without its first: charged anew, or done. */
    Write afterFirst(Errand errand) {
        var rest = places(errand);
        return rest.size() < 2
                ? new Write.Discharged(errand)
                : new Write.Charged(errand(errand.about(), rest.subList(1, rest.size())));
    }

    static List<Place> places(Errand errand) {
        if (!(errand.details().find(WAITING).orElse(null) instanceof Value.Items(var values))) return List.of();
        var places = new ArrayList<Place>();
        for (var value : values)
            if (value instanceof Value.Items(var parts)
                    && parts.size() == 3
                    && parts.get(0) instanceof Value.Text(var action)
                    && parts.get(1) instanceof Value.Whole(var depth)
                    && parts.get(2) instanceof Value.Fields taken) places.add(new Place(action, (int) depth, taken));
        return places;
    }

    private Errand errand(String subject, List<Place> waiting) {
        var values = waiting.stream().map(Place::noted).toList();
        return new Errand(subject, KIND, Timestamp.text(clock.instant()), Value.field(WAITING, Value.of(values)));
    }
}
