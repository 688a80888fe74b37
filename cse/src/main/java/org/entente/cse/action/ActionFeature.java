// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identifiers;
import org.entente.cse.address.Identity;
import org.entente.cse.procedure.Feature;
import org.entente.cse.procedure.Reaction;
import org.entente.model.type.Action;
import org.entente.model.type.Dependency;
import org.entente.model.type.ProcessManagement;
import org.entente.model.type.ResourceTypes;
import org.entente.model.type.State;

/** Actions that act and processes that proceed. TS-0001 §9.6.61 to §9.6.64 */
public final class ActionFeature {
    private ActionFeature() {}

    /** @param timeout how long other CSEs have to answer before an action is created */
    public static Feature of(
            Identity identity,
            Access access,
            Identifiers identifiers,
            ResourceTypes types,
            Clock clock,
            Duration timeout) {
        var subjects = new Subjects(identity, access);
        var outcomes = new Outcomes(identity);
        var queue = new Queue(clock);
        var triggers = new Triggers(subjects, queue);
        var shape = new ProcessShape(subjects);
        var proceedings = new Proceedings(subjects, shape, triggers);
        var needs = new Needs(subjects, shape);
        var links = new Links(identity, needs);
        var outposts = new Outposts(identity.cseId(), needs, new Inquiries(types, identifiers, timeout), links, clock);
        var reporting = new Reporting(identity, needs, links, types);
        return Feature.NONE
                .with(Action.TYPE, new ActionProcedure(identity, subjects, outposts))
                .with(Action.TYPE, reporting)
                .with(Dependency.TYPE, new DependencyProcedure(subjects, outposts))
                .with(Dependency.TYPE, reporting)
                .with(ProcessManagement.TYPE, new ProcessProcedure(subjects, shape, proceedings, outposts))
                .with(ProcessManagement.TYPE, reporting)
                .with((Reaction) outposts)
                .with(Outposts.KIND, outposts)
                .with(State.TYPE, new StateProcedure(shape))
                .with(new Evaluations(
                        Map.of(Action.TYPE.number(), triggers, ProcessManagement.TYPE.number(), proceedings)))
                .with(Queue.KIND, new Executions(queue, outcomes, identifiers))
                .with(Periods.KIND, new Periods(triggers, outcomes));
    }
}
