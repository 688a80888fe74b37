// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.util.Map;
import java.util.Objects;
import org.entente.model.Value;
import org.entente.model.type.Resource;

/**
 * A subject that a commit has changed.
 *
 * @param before as the turn found it
 * @param after with all that the commit does to it
 */
record Touched(Resource before, Resource after) {

    String ri() {
        return after.ri();
    }

    Touched and(Touched later) {
        return new Touched(before, later.after);
    }

    /** Whether the attribute has another value now; of newest instances each has. */
    boolean changes(Subject subject, String attribute, Latest latest) {
        return switch (subject) {
            case Subject.Here(var resource, var newest) ->
                resource.ri().equals(ri())
                        && (newest
                                ? latest.hasNewInstance(ri())
                                : differs(before.attributes(), after.attributes(), attribute));
            case Subject.Far(var address) -> isTold(address, attribute);
        };
    }

    /** Whether another CSE has told of it. */
    private boolean isTold(String address, String attribute) {
        var now = Outpost.of(after, address);
        if (now.isEmpty() || now.get().reports() == 0) return false;
        var then = Outpost.of(before, address);
        if (then.isPresent() && then.get().reports() == now.get().reports()) return false;
        return address.endsWith(Subject.NEWEST)
                || then.isEmpty()
                || differs(then.get().values().members(), now.get().values().members(), attribute);
    }

    private static boolean differs(Map<String, Value> then, Map<String, Value> now, String attribute) {
        return !Objects.equals(then.get(attribute), now.get(attribute));
    }
}
