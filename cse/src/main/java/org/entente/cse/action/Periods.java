// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.procedure.Turn;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Evaluates periodic actions when their time comes. TS-0004 §6.3.4 (m2m:evalMode 2, Release 4). */
final class Periods implements Duty {
    static final String KIND = "evaluation";

    private final Triggers triggers;
    private final Outcomes outcomes;

    Periods(Triggers triggers, Outcomes outcomes) {
        this.triggers = triggers;
        this.outcomes = outcomes;
    }

    /** The first evaluation is one period from now; an action that has no periods loses those it had. */
    static void begin(Turn turn, Resource action) {
        if (EvalMode.of(action) == EvalMode.PERIODIC) turn.add(new Write.Charged(errand(action, turn.now())));
        else end(turn, action);
    }

    static void end(Turn turn, Resource action) {
        turn.view().errand(action.ri(), KIND).ifPresent(errand -> turn.add(new Write.Discharged(errand)));
    }

    private static Errand errand(Resource action, Instant last) {
        var due = last.plusMillis(Math.min(action.whole(Attributes.ECP, 0), Integer.MAX_VALUE));
        return new Errand(action.ri(), KIND, Timestamp.text(due), Value.Fields.EMPTY);
    }

    @Override
    public void perform(Errand errand, Desk desk) {
        desk.record(errand.about(), latest -> decide(errand, latest, desk.now()));
    }

    private Outcome decide(Errand errand, View view, Instant now) {
        var action = view.byId(errand.about());
        var base = outcomes.about(action, view);
        if (!view.errand(errand.about(), KIND).equals(Optional.of(errand))) return base;
        if (action.filter(found -> EvalMode.of(found) == EvalMode.PERIODIC).isEmpty())
            return base.plus(List.of(new Write.Discharged(errand)));
        var next = errand(action.get(), Timestamp.parse(errand.due()));
        // Periods that nobody was there for are not made up for.
        if (!Timestamp.parse(next.due()).isAfter(now)) next = errand(action.get(), now);
        return base.plus(triggers.evaluate(action.get(), view, next));
    }
}
