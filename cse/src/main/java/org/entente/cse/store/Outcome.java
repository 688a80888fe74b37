// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.store;

import java.util.ArrayList;
import java.util.List;
import org.entente.model.type.Resource;

/**
 * What a change decided.
 *
 * @param writes in the order in which they apply
 * @param subject the resource that the request is about, as it is after the writes; of a DELETE as it was before
 */
public record Outcome(List<Write> writes, Resource subject) {
    public Outcome {
        writes = List.copyOf(writes);
    }

    /** A look that changes nothing. */
    public static Outcome of(Resource subject) {
        return new Outcome(List.of(), subject);
    }

    public Outcome plus(List<? extends Write> more) {
        if (more.isEmpty()) return this;
        var all = new ArrayList<Write>(writes);
        all.addAll(more);
        return new Outcome(all, subject);
    }
}
