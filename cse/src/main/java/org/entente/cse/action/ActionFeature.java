// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.time.Clock;
import java.util.Map;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identifiers;
import org.entente.cse.address.Identity;
import org.entente.cse.procedure.Feature;
import org.entente.model.type.Action;
import org.entente.model.type.Dependency;
import org.entente.model.type.ProcessManagement;
import org.entente.model.type.State;

/** Actions that act and processes that proceed. TS-0001 §9.6.61 to §9.6.64 */
public final class ActionFeature {
    private ActionFeature() {}

    public static Feature of(Identity identity, Access access, Identifiers identifiers, Clock clock) {
        var subjects = new Subjects(identity, access);
        var outcomes = new Outcomes(identity);
        var queue = new Queue(clock);
        var triggers = new Triggers(subjects, queue);
        var shape = new ProcessShape(subjects);
        var proceedings = new Proceedings(subjects, shape, triggers);
        return Feature.NONE
                .with(Action.TYPE, new ActionProcedure(identity, subjects))
                .with(Dependency.TYPE, new DependencyProcedure(subjects))
                .with(ProcessManagement.TYPE, new ProcessProcedure(subjects, shape, proceedings))
                .with(State.TYPE, new StateProcedure(shape))
                .with(new Evaluations(
                        Map.of(Action.TYPE.number(), triggers, ProcessManagement.TYPE.number(), proceedings)))
                .with(Queue.KIND, new Executions(queue, outcomes, identifiers))
                .with(Periods.KIND, new Periods(triggers, outcomes));
    }
}
