// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.transaction;

import org.entente.model.Refused;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** What a transaction is to do next. TS-0004 §6.3.4.2.64. */
enum TransactionControl {
    INITIAL(1),
    LOCK(2),
    EXECUTE(3),
    COMMIT(4),
    ABORT(5);

    private final long number;

    TransactionControl(long number) {
        this.number = number;
    }

    static TransactionControl of(Resource transaction) {
        return of(transaction.whole(Attributes.TCTL, INITIAL.number));
    }

    static TransactionControl of(long number) {
        for (var control : values()) if (control.number == number) return control;
        throw Refused.badRequest("tctl must be between 1 and 5");
    }

    long number() {
        return number;
    }

    /** The state in which it has been done. */
    TransactionState goal() {
        return switch (this) {
            case INITIAL -> TransactionState.INITIAL;
            case LOCK -> TransactionState.LOCKED;
            case EXECUTE -> TransactionState.EXECUTED;
            case COMMIT -> TransactionState.COMMITTED;
            case ABORT -> TransactionState.ABORTED;
        };
    }
}
