// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.transaction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does elsewhere what a committed request asks for, such as the subscriptions of a crossResourceSubscription. It comes
 * after the commit, on its own: a target may still be held by another part of the same transaction. TS-0001 §10.2.18.1
 */
final class Settlement implements Duty {
    static final String KIND = "transaction-settlement";

    private static final Logger log = LoggerFactory.getLogger(Settlement.class);
    private static final String TRANSACTION = "transaction";

    private final String base;
    private final Supplier<Performance> stage;

    /** @param base the CSEBase's {@code ri} */
    Settlement(String base, Supplier<Performance> stage) {
        this.base = base;
        this.stage = stage;
    }

    /** @param transaction that has made it; it may be gone by then */
    static Write charged(Resource made, Resource transaction, Instant now) {
        var details = Value.field(TRANSACTION, Value.of(transaction.ri()))
                .with(
                        Attributes.RQP.shortName(),
                        transaction.value(Attributes.RQP).orElseThrow())
                .with(
                        TransactionProcedure.PROVED.shortName(),
                        Value.of(transaction.truth(TransactionProcedure.PROVED).orElse(false)));
        return new Write.Charged(new Errand(made.ri(), KIND, Timestamp.text(now), details));
    }

    @Override
    public void perform(Errand errand, Desk desk) {
        var request = TransactionProcedure.primitive(errand.details());
        try {
            var made = desk.view().byId(errand.about());
            if (made.isPresent()) stage.get().settle(request, made.get(), desk);
            desk.record(errand.about(), view -> done(errand, view));
        } catch (Refused refused) {
            log.warn("a transaction has not brought about what it had committed: {}", refused.sentence());
            var response = Response.of(request, refused);
            desk.record(errand.about(), view -> failed(errand, response, view));
        }
    }

    private Outcome done(Errand errand, View view) {
        return new Outcome(
                List.of(new Write.Discharged(errand)), view.byId(base).orElseThrow());
    }

    private Outcome failed(Errand errand, Response response, View view) {
        var transaction = errand.details().text(TRANSACTION).flatMap(view::byId);
        if (transaction.isEmpty()) return done(errand, view);
        var after = transaction
                .get()
                .with(Attributes.TRST, TransactionState.ERROR.number())
                .with(Attributes.RSP, Primitives.fields(response));
        var writes = new ArrayList<>(done(errand, view).writes());
        writes.add(new Write.Updated(transaction.get(), after));
        return new Outcome(writes, after);
    }
}
