// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.cse.content.Criterion;
import org.entente.cse.schedule.Recurrence;
import org.entente.model.primitive.Parameter;

/**
 * Under which circumstances a rule holds: all that are given have to. TS-0001 §9.6.2.2, TS-0003 §7.1.5.
 *
 * @param windows when, one of them
 * @param blocks from which addresses, one of them
 * @param region from where on earth
 * @param users on whose behalf, one of them (Release 4)
 * @param criterion what the target must be like (Release 4)
 * @param limit how often (Release 4)
 */
record Context(
        Optional<List<Recurrence>> windows,
        Optional<List<AddressBlock>> blocks,
        Optional<Region> region,
        Optional<Set<String>> users,
        Optional<Criterion> criterion,
        Optional<Limit> limit,
        LocationSource locations) {

    /** What cannot be told does not hold: no address, no known place, no user that somebody vouches for. */
    boolean holds(Attempt attempt) {
        return (windows.isEmpty() || isInTime(attempt))
                && (blocks.isEmpty() || isFromAddress(attempt))
                && (region.isEmpty() || isInRegion(attempt))
                && (users.isEmpty() || isForUser(attempt))
                && (criterion.isEmpty()
                        || criterion.get().holds(attempt.target().attributes()))
                && (limit.isEmpty() || limit.get().grants(attempt.limits() == Attempt.Limits.USE_UP));
    }

    private boolean isInTime(Attempt attempt) {
        return windows.orElseThrow().stream().anyMatch(window -> window.includes(attempt.now()));
    }

    private boolean isFromAddress(Attempt attempt) {
        var address = attempt.request().peer().address();
        if (address.isEmpty()) return false;
        for (var block : blocks.orElseThrow()) if (block.includes(address.get())) return true;
        return false;
    }

    private boolean isInRegion(Attempt attempt) {
        return locations
                .locate(attempt.who().id())
                .map(here -> region.orElseThrow().includes(here))
                .orElse(false);
    }

    /** An originator whose identity is proved vouches for the user that it names. */
    private boolean isForUser(Attempt attempt) {
        return attempt.request().peer().authenticated()
                && attempt.request()
                        .text(Parameter.M2M_SERVICE_USER)
                        .map(user -> users.orElseThrow().contains(user))
                        .orElse(false);
    }
}
