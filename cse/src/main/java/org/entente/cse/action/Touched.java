// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.util.Objects;
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
        if (!subject.resource().ri().equals(ri())) return false;
        if (subject.newest()) return latest.hasNewInstance(ri());
        return !Objects.equals(
                before.attributes().get(attribute), after.attributes().get(attribute));
    }
}
