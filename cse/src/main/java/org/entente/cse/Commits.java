// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import java.util.List;
import java.util.function.Consumer;
import org.entente.cse.procedure.Reaction;
import org.entente.cse.store.Change;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Store;
import org.entente.cse.store.Write;
import org.entente.model.primitive.Request;

/**
 * Makes changes last together with what they bring about, and tells those who go on from there.
 *
 * @param reactions in their order; each sees the writes of those before it
 * @param followers take what lasts, one after the other; they may hold the answer back
 */
record Commits(Store store, List<Reaction> reactions, List<Consumer<List<Write>>> followers) {

    Outcome commit(Request request, Change change) {
        var done = store.commit(latest -> {
            var decided = change.decide(latest);
            for (var reaction : reactions) decided = decided.plus(reaction.to(request, decided.writes(), latest));
            return decided;
        });
        for (var follower : followers) follower.accept(done.writes());
        return done;
    }
}
