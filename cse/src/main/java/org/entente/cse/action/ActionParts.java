// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.time.Clock;
import java.util.Map;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identifiers;
import org.entente.cse.address.Identity;
import org.entente.cse.procedure.Duty;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Reaction;
import org.entente.model.type.Action;
import org.entente.model.type.Dependency;
import org.entente.model.type.ProcessManagement;
import org.entente.model.type.State;

/**
 * What a CSE needs so that actions act and processes proceed.
 *
 * @param procedures by type number
 * @param duties by the kind of errand
 */
public record ActionParts(Map<Integer, Procedure> procedures, Reaction reaction, Map<String, Duty> duties) {

    public static ActionParts of(Identity identity, Access access, Identifiers identifiers, Clock clock) {
        var subjects = new Subjects(identity, access);
        var outcomes = new Outcomes(identity);
        var queue = new Queue(clock);
        var triggers = new Triggers(subjects, queue);
        var shape = new ProcessShape(subjects);
        var proceedings = new Proceedings(subjects, shape, triggers);
        return new ActionParts(
                Map.of(
                        Action.TYPE.number(), new ActionProcedure(identity, subjects),
                        Dependency.TYPE.number(), new DependencyProcedure(subjects),
                        ProcessManagement.TYPE.number(), new ProcessProcedure(subjects, shape, proceedings),
                        State.TYPE.number(), new StateProcedure(shape)),
                new Evaluations(Map.of(
                        Action.TYPE.number(), triggers,
                        ProcessManagement.TYPE.number(), proceedings)),
                Map.of(
                        Queue.KIND, new Executions(queue, outcomes, identifiers),
                        Periods.KIND, new Periods(triggers, outcomes)));
    }
}
