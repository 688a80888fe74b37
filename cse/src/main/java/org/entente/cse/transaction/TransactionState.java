// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.transaction;

import java.util.EnumSet;
import java.util.Set;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** How far a transaction is, as a whole or at one resource. TS-0004 §6.3.4.2.65. */
enum TransactionState {
    INITIAL(1),
    LOCKED(2),
    EXECUTED(3),
    COMMITTED(4),
    ERROR(5),
    ABORTED(6);

    private final long number;

    TransactionState(long number) {
        this.number = number;
    }

    static TransactionState of(Resource transaction) {
        return of(transaction.whole(Attributes.TRST, INITIAL.number));
    }

    /** What nobody knows is an error. */
    static TransactionState of(long number) {
        for (var state : values()) if (state.number == number) return state;
        return ERROR;
    }

    long number() {
        return number;
    }

    boolean isOver() {
        return this == COMMITTED || this == ABORTED;
    }

    /** Whether what was asked for last has been done, well or badly. */
    boolean completes(TransactionControl asked) {
        return this == ERROR || this == asked.goal();
    }

    /** What may be asked for next of one resource. TS-0001 table 10.2.18.1-2 */
    Set<TransactionControl> ofOne() {
        return switch (this) {
            case INITIAL -> EnumSet.of(TransactionControl.ABORT);
            case LOCKED -> EnumSet.of(TransactionControl.EXECUTE, TransactionControl.ABORT);
            case EXECUTED -> EnumSet.of(TransactionControl.COMMIT, TransactionControl.ABORT);
            case ERROR -> EnumSet.of(TransactionControl.ABORT, TransactionControl.LOCK);
            case COMMITTED, ABORTED -> EnumSet.of(TransactionControl.LOCK);
        };
    }

    /** What may be asked for next of all. TS-0001 table 10.2.18.1-1 */
    Set<TransactionControl> ofAll() {
        return switch (this) {
            case INITIAL -> EnumSet.of(TransactionControl.LOCK);
            case LOCKED -> EnumSet.of(TransactionControl.EXECUTE, TransactionControl.ABORT);
            case EXECUTED -> EnumSet.of(TransactionControl.COMMIT, TransactionControl.ABORT);
            case ERROR -> EnumSet.of(TransactionControl.ABORT, TransactionControl.INITIAL);
            case COMMITTED, ABORTED -> EnumSet.of(TransactionControl.INITIAL);
        };
    }
}
