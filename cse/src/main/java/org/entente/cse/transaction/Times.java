// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.transaction;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.procedure.Turn;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Write;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Has a transaction go on by itself when the times that it names have come. TS-0001 §9.6.48 (transactionLockTime ...). */
final class Times implements Duty {
    static final String KIND = "transaction-time";

    private final String originator;

    /** @param originator the CSE-ID */
    Times(String originator) {
        this.originator = originator;
    }

    /** What is to be done at a time that an attribute names. */
    private record Step(TransactionControl control, Attribute time) {}

    // What comes before is done on the way, if it has not been. [TS-0001 §9.6.48]
    private static final List<Step> STEPS = List.of(
            new Step(TransactionControl.LOCK, Attributes.TLTM),
            new Step(TransactionControl.EXECUTE, Attributes.TEXT),
            new Step(TransactionControl.COMMIT, Attributes.TCT));

    static boolean isLater(Resource transaction, Attribute time, Instant now) {
        return transaction
                .text(time)
                .filter(text -> Timestamp.parse(text).isAfter(now))
                .isPresent();
    }

    /** The next time that is still to come for this transaction. */
    static Optional<Errand> next(Resource transaction) {
        return STEPS.stream()
                .filter(step -> isAhead(transaction, step))
                .flatMap(step -> transaction.text(step.time()).stream())
                .map(Timestamp::parse)
                .min(Instant::compareTo)
                .map(time -> new Errand(transaction.ri(), KIND, Timestamp.text(time), Value.Fields.EMPTY));
    }

    static void end(Turn turn, Resource transaction) {
        turn.view().errand(transaction.ri(), KIND).ifPresent(errand -> turn.add(new Write.Discharged(errand)));
    }

    private static boolean isAhead(Resource transaction, Step step) {
        return switch (TransactionState.of(transaction)) {
            case INITIAL -> true;
            case LOCKED -> step.control() != TransactionControl.LOCK;
            case EXECUTED -> step.control() == TransactionControl.COMMIT;
            case COMMITTED, ERROR, ABORTED -> false;
        };
    }

    @Override
    public void perform(Errand errand, Desk desk) {
        desk.view().byId(errand.about()).ifPresent(found -> goOn(found, desk));
        desk.record(errand.about(), latest -> {
            var transaction = latest.byId(errand.about());
            var about = Outcome.of(transaction.orElseGet(
                    () -> latest.byId(originator.substring(1)).orElseThrow()));
            if (latest.errand(errand.about(), KIND).filter(errand::equals).isEmpty()) return about;
            var next = transaction.flatMap(found -> next(found));
            return about.plus(
                    List.of(next.<Write>map(Write.Charged::new).orElseGet(() -> new Write.Discharged(errand))));
        });
    }

    private void goOn(Resource transaction, Desk desk) {
        var now = desk.now();
        for (var step : STEPS) {
            boolean due = STEPS.stream()
                    .skip(STEPS.indexOf(step))
                    .flatMap(later -> transaction.text(later.time()).stream())
                    .anyMatch(time -> !Timestamp.parse(time).isAfter(now));
            var current = desk.view().byId(transaction.ri());
            if (!due || current.isEmpty() || !isAhead(current.get(), step)) continue;
            desk.send(update(transaction, step.control()));
        }
    }

    private Request update(Resource transaction, TransactionControl control) {
        var body = Value.field(Attributes.TCTL.shortName(), Value.of(control.number()));
        return Request.update(
                        transaction.ri(),
                        originator,
                        Value.field(transaction.type().root(), body))
                .withPeer(Peer.CSE);
    }
}
