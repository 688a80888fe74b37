// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.transaction;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.entente.cse.address.Identity;
import org.entente.cse.procedure.Duty;
import org.entente.cse.procedure.Procedure;
import org.entente.model.type.Transaction;
import org.entente.model.type.TransactionMgmt;

/** What a CSE needs for transactions. Trying a request needs all procedures, those of transactions among them. */
public final class TransactionParts {
    private final AtomicReference<Performance> stage = new AtomicReference<>();
    private final Map<Integer, Procedure> procedures;
    private final Map<String, Duty> duties;

    public TransactionParts(Identity identity) {
        procedures = Map.of(
                Transaction.TYPE.number(), new TransactionProcedure(identity, stage::get),
                TransactionMgmt.TYPE.number(), new ManagementProcedure(identity));
        duties = Map.of(
                Times.KIND, new Times(identity.cseId()),
                Coordination.KIND, new Coordination(identity, new Members(identity)));
    }

    /** By type number. */
    public Map<Integer, Procedure> procedures() {
        return procedures;
    }

    /** By the kind of errand. */
    public Map<String, Duty> duties() {
        return duties;
    }

    /** Hands in what is there only when all procedures are. */
    public void connect(Performance performance) {
        stage.set(performance);
    }
}
