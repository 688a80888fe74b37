// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.transaction;

import java.util.HashSet;
import org.entente.cse.address.Identity;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Begins a transaction over several resources, and lets its creator control it. TS-0004 §7.4.60, TS-0001 §10.2.18. */
public final class ManagementProcedure implements Procedure {
    static final long CSE_CONTROLLED = 1; // m2m:transactionMode

    private static final long DELETE_AFTERWARDS = 1; // m2m:transactionMgmtHandling

    private static final int MOST_MEMBERS = 100;

    private final Identity identity;

    ManagementProcedure(Identity identity) {
        this.identity = identity;
    }

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        checkRequests(turn, created);
        var begun = created.with(
                        TransactionProcedure.PROVED,
                        Value.of(turn.request().peer().authenticated()))
                .with(Attributes.CR, turn.request().from())
                .with(Attributes.TMD, created.whole(Attributes.TMD, CSE_CONTROLLED))
                .with(Attributes.TMH, created.whole(Attributes.TMH, DELETE_AFTERWARDS))
                .with(Attributes.TRST, TransactionState.INITIAL.number())
                .with(Attributes.TCTL, TransactionControl.INITIAL.number()); // [TS-0004 §7.4.60.2.1]
        turn.create(begun);
        Coordination.next(begun, turn.now()).ifPresent(errand -> turn.add(new Write.Charged(errand)));
    }

    @Override
    public void update(Turn turn, Resource before, Resource after) {
        var given = turn.request().content().find(before.type().root()).orElse(null) instanceof Value.Fields fields
                ? fields
                : Value.Fields.EMPTY;
        if (given.find(Attributes.TCTL.shortName()).orElse(null) instanceof Value.Whole(var number))
            checkControl(turn, before, TransactionControl.of(number));
        if (given.find(Attributes.TCTL.shortName()).isEmpty()) {
            turn.update(before, after);
            return;
        }
        var asked = after.with(Coordination.PENDING, Value.of(true)).without(Coordination.RETRIES);
        turn.update(before, asked);
        turn.add(new Write.Charged(Coordination.errand(asked, turn.now())));
    }

    @Override
    public void delete(Turn turn, Resource parent, Resource management) {
        if (!TransactionState.of(management).isOver() && !turn.request().peer().internal())
            throw new Refused( // [TS-0004 §7.4.60.2.4]
                    ResultCode.TRANSACTION_PROCESSING_IS_INCOMPLETE, "commit or abort the transaction before");
        turn.delete(management);
        turn.view()
                .errand(management.ri(), Coordination.KIND)
                .ifPresent(errand -> turn.add(new Write.Discharged(errand)));
    }

    private void checkRequests(Turn turn, Resource management) {
        var targets = new HashSet<String>();
        for (var each : Member.of(management)) {
            var request = each.parsed();
            if (!identity.originator(request.from())
                    .equals(identity.originator(turn.request().from()))) // [TS-0004 §7.4.60.2.1]
            throw Refused.badRequest(
                        "fr of each request must be " + turn.request().from());
            if (request.operation() == Operation.NOTIFY)
                throw Refused.badRequest("a notification cannot be taken back, so it is no part of a transaction");
            if (!targets.add(identity.local(request.to())))
                throw Refused.badRequest("two requests of a transaction go to " + request.to());
        }
        if (targets.size() > MOST_MEMBERS)
            throw Refused.badRequest("a transaction has at most " + MOST_MEMBERS + " requests");
    }

    /** TS-0004 §7.4.60.2.3 */
    private void checkControl(Turn turn, Resource management, TransactionControl asked) {
        var creator = management.text(Attributes.CR).orElse("");
        if (!identity.originator(creator)
                .equals(identity.originator(turn.request().from())))
            throw Refused.noPrivilege("only " + creator + " may change tctl");
        if (management.whole(Attributes.TMD, CSE_CONTROLLED) == CSE_CONTROLLED)
            throw Refused.badRequest("the CSE controls this transaction (tmd 1)");
        var state = TransactionState.of(management);
        if (management.has(Coordination.PENDING))
            throw new Refused(
                    ResultCode.TRANSACTION_PROCESSING_IS_INCOMPLETE,
                    "what was asked for before is not done yet: the transaction is " + state);
        if (!state.ofAll().contains(asked)) throw TransactionProcedure.illegal(state, asked);
    }
}
