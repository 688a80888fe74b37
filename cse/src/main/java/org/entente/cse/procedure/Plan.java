// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.util.List;
import org.entente.cse.outbound.Question;
import org.entente.cse.store.Change;
import org.entente.model.Value;

/**
 * What a request would mean.
 *
 * @param questions who must be asked before anything changes
 * @param attributes the checked attributes that a CREATE or an UPDATE carries
 * @param change decides the writes in the writer's turn
 */
public record Plan(List<Question> questions, Value.Fields attributes, Change change) {
    public Plan {
        questions = List.copyOf(questions);
    }
}
