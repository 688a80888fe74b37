// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cmdh;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.entente.model.primitive.Parameter;

/** The rules that are active on the node of this CSE. TS-0001 §D.12, TS-0004 §H.1. */
record Policy(
        List<Rule.Category> categories,
        List<Rule.Defaults> defaults,
        List<Rule.Limits> limits,
        List<Rule.Networks> networks,
        List<Rule.Room> rooms) {
    // m2m:stdEventCats
    static final long IMMEDIATE = 2;
    static final long BEST_EFFORT = 3;
    static final long LATEST = 4;

    // [TS-0004 §H.2.3 step 1.2.2]
    private static final Rule.Defaults OF_BEST_EFFORT = new Rule.Defaults(
            Set.of(BEST_EFFORT),
            Map.of(
                    Parameter.REQUEST_EXPIRATION_TIMESTAMP,
                    Rule.INFINITE,
                    Parameter.RESULT_EXPIRATION_TIMESTAMP,
                    Rule.INFINITE,
                    Parameter.OPERATION_EXECUTION_TIME,
                    0L,
                    Parameter.RESULT_PERSISTENCE,
                    0L),
            true);

    /** The event category of a request that names none. TS-0004 §H.2.3 step 1.1.2 */
    long category(Origin origin) {
        return origin.choose(categories)
                .filter(chosen -> !origin.isMerelyDefault(chosen)) // [TS-0004 §H.2.3 step 1.1.2.4]
                .map(Rule.Category::category)
                .orElse(BEST_EFFORT);
    }

    /** What else a request means that does not say. TS-0004 §H.2.3 step 1.2 */
    Optional<Rule.Defaults> defaults(long category) {
        if (category == IMMEDIATE) return Optional.empty();
        return category == BEST_EFFORT ? Optional.of(OF_BEST_EFFORT) : Rule.ForCategories.choose(defaults, category);
    }

    Optional<Rule.Limits> limits(Origin origin) {
        return origin.choose(limits);
    }

    /** The first network that may be used at a time. TS-0004 §H.2.4 step 2.2 */
    Optional<Rule.Network> network(long category, Instant time) {
        return all(category).filter(each -> each.schedule().isOpen(time)).findFirst();
    }

    /** The first moment from an instant on when a network may be used; empty if there is none. */
    Optional<Instant> opening(long category, Instant from) {
        return all(category)
                .flatMap(each -> each.schedule().opening(from).stream())
                .min(Instant::compareTo);
    }

    private Stream<Rule.Network> all(long category) {
        return Rule.ForCategories.choose(networks, category).stream().flatMap(each -> each.networks().stream());
    }

    Rule.Room room(long category) {
        return Rule.ForCategories.choose(rooms, category).orElse(Rule.Room.UNLIMITED);
    }
}
