// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.outbound;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.model.primitive.Request;

/** Sends a request to an entity, whatever way leads to it: inside this process, or a point of access. */
@FunctionalInterface
public interface Courier {

    /**
     * @param target a URL, an AE-ID, a CSE-ID or the address of a resource whose entity is meant. TS-0004 §7.5.1.2.2
     */
    Delivery deliver(String target, Request request, Duration timeout);

    /** Whether an entity with a polling channel, named by its {@code ri}, polls at this moment. */
    default boolean isPolled(String entity) {
        return false;
    }

    /** Tries points of access in their order until one answers. TS-0001 §9.6.5 (pointOfAccess) */
    static Delivery first(List<String> points, Function<String, Delivery> attempt) {
        Delivery last = new Delivery.Undeliverable("it has no point of access");
        for (var point : points) {
            last = attempt.apply(point);
            if (last instanceof Delivery.Answered) return last;
        }
        return last;
    }
}
