// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.transaction;

import java.util.concurrent.atomic.AtomicReference;
import org.entente.cse.address.Identity;
import org.entente.cse.procedure.Feature;
import org.entente.model.type.Transaction;
import org.entente.model.type.TransactionMgmt;

/** Transactions. Trying a request needs all procedures, those of transactions among them. TS-0001 §9.6.47, §9.6.48 */
public final class TransactionFeature {
    private final AtomicReference<Performance> stage = new AtomicReference<>();
    private final Feature feature;

    public TransactionFeature(Identity identity) {
        feature = Feature.NONE
                .with(Transaction.TYPE, new TransactionProcedure(identity, stage::get))
                .with(TransactionMgmt.TYPE, new ManagementProcedure(identity))
                .with(Settlement.KIND, new Settlement(identity.baseId(), stage::get))
                .with(Times.KIND, new Times(identity.cseId()))
                .with(Coordination.KIND, new Coordination(identity, new Members(identity)));
    }

    public Feature feature() {
        return feature;
    }

    /** Hands in what is there only when all procedures are. */
    public void connect(Performance performance) {
        stage.set(performance);
    }
}
