// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One access control rule. TS-0001 §9.6.2, TS-0003 §7.1.5.
 *
 * @param operations the sum of the operations' bits
 * @param contexts one of which has to hold; empty for any
 * @param details one of which has to fit; empty for any
 * @param authenticated whether it holds only for originators whose identity is proved
 * @param attributes what of a resource it reaches; empty for all of it
 */
record Rule(
        Originators originators,
        int operations,
        List<Context> contexts,
        List<Detail> details,
        boolean authenticated,
        Optional<Set<String>> attributes) {
    // The others mean a resource as a whole, which a rule about some attributes does not grant.
    private static final Set<AccessOperation> OF_ATTRIBUTES =
            EnumSet.of(AccessOperation.CREATE, AccessOperation.RETRIEVE, AccessOperation.UPDATE);

    Rule {
        contexts = List.copyOf(contexts);
        details = List.copyOf(details);
    }

    /** Whether using it may use it up. */
    boolean isLimited() {
        for (var context : contexts) if (context.limit().isPresent()) return true;
        return false;
    }

    Extent grants(Attempt attempt) {
        if ((operations & attempt.operation().bit()) == 0) return Extent.NONE;
        if (authenticated && !attempt.request().peer().authenticated()) return Extent.NONE;
        if (!originators.include(attempt.who(), attempt.view())) return Extent.NONE;
        if (!details.isEmpty() && details.stream().noneMatch(detail -> detail.fits(attempt))) return Extent.NONE;
        if (attributes.isPresent() && !OF_ATTRIBUTES.contains(attempt.operation())) return Extent.NONE;
        // Last, since it may use up a limit.
        if (!contexts.isEmpty() && !holdsOne(attempt)) return Extent.NONE;
        return attributes.isEmpty() ? Extent.WHOLE : new Extent(false, attributes.get());
    }

    private boolean holdsOne(Attempt attempt) {
        for (var context : contexts) if (context.holds(attempt)) return true;
        return false;
    }
}
