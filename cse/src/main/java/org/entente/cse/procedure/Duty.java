// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.util.List;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Write;

/**
 * How errands of one kind are done: on a thread of its own, outside the writer's turn, so it may wait and send
 * requests. Each is done once at a time.
 *
 * <p>Who has done an errand strikes it off, or writes it down again with a later time, by {@link Desk#record} and in the
 * same commit as what came of it. One that is still there unchanged is tried again, after a pause that grows. After a
 * {@code kill -9} in between it is done a second time.
 */
@FunctionalInterface
public interface Duty {
    /** Of errands that an earlier run had reason for, under other settings. */
    Duty NOBODYS = (errand, desk) -> desk.record(
            errand.about(),
            view -> new Outcome(
                    List.of(new Write.Discharged(errand)),
                    view.byId(errand.about()).orElseThrow()));

    void perform(Errand errand, Desk desk);
}
