// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.util.List;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.primitive.Request;

/**
 * What a change brings about besides itself: decided in the same turn, so that both last or neither. Runs for every
 * commit while all others wait; it has to find out quickly that nothing concerns it, and may run more than once.
 */
@FunctionalInterface
public interface Reaction {

    /**
     * @param request whose writes they are
     * @param writes those so far, in order
     * @param view what the turn found, without these writes
     * @return the further writes; they come after the others
     */
    List<Write> to(Request request, List<Write> writes, View view);
}
