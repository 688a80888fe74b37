// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.remote;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Neighbours;
import org.entente.cse.outbound.Couriers;
import org.entente.cse.procedure.Duty;
import org.entente.cse.procedure.Reaction;

/** What this CSE does with other CSEs. TS-0001 §5.2.2.2. */
public record Mcc(Forwarding forwarding, Optional<Registration> registration) {

    /**
     * @param registration where this CSE registers itself, if anywhere
     * @param timeout how long another CSE has to answer
     */
    public static Mcc of(
            Identity identity,
            Neighbours neighbours,
            Optional<Registration> registration,
            Couriers couriers,
            Clock clock,
            Duration timeout) {
        return new Mcc(new Forwarding(identity, neighbours, couriers, clock, timeout), registration);
    }

    public List<Reaction> reactions() {
        return registration.<List<Reaction>>map(List::of).orElse(List.of());
    }

    public Map<String, Duty> duties() {
        return Map.of(Registration.KIND, registration.<Duty>map(each -> each).orElse(Duty.NOBODYS));
    }
}
