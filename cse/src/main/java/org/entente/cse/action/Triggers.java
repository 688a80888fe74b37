// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.util.List;
import org.entente.cse.store.Errand;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Decides in the writer's turn whether actions are to be executed. TS-0001 Release 4 §9.6.61, §9.6.62. */
final class Triggers implements Watcher {
    private final Subjects subjects;
    private final Inputs inputs;
    private final Queue queue;

    Triggers(Subjects subjects, Queue queue) {
        this.subjects = subjects;
        this.inputs = new Inputs(subjects);
        this.queue = queue;
    }

    @Override
    public void changed(Resource action, Touched touched, Latest latest, int depth) {
        if (!EvalMode.of(action).evaluatesChange(action, action.whole(Actions.RUNS, 0))) return;
        var criterion = Actions.criterion(action);
        subjects.look(Actions.subject(action), latest.view())
                .filter(subject -> touched.changes(subject, criterion.subject(), latest))
                .ifPresent(subject -> evaluate(action, latest, depth));
    }

    /** What a periodic evaluation brings about, and when the next one is. */
    List<Write> evaluate(Resource action, View view, Errand next) {
        var latest = new Latest(view, List.of());
        latest.write(new Write.Charged(next));
        evaluate(action, latest, 0);
        return latest.further();
    }

    /** Has the action executed if its criterion and its dependencies hold now. */
    void evaluate(Resource action, Latest latest, int depth) {
        if (!Actions.isAwake(action, latest) || !latest.evaluatesFirst(action) || !holds(action, latest)) return;
        latest.update(action, action.with(Actions.RUNS, action.whole(Actions.RUNS, 0) + 1));
        var about = subjects.here(Actions.subject(action), latest.view())
                .map(Resource::ri)
                .orElse(action.pi());
        queue.join(about, new Queue.Place(action.ri(), depth + 1, inputs.taken(action, latest)), latest);
    }

    private boolean holds(Resource action, Latest latest) {
        return holds(action, Actions.subject(action), action, latest) && depends(action, latest);
    }

    /** @param judge whose criterion it is */
    private boolean holds(Resource action, String address, Resource judge, Latest latest) {
        var subject = subjects.look(address, latest.view());
        if (subject.isEmpty()) return false;
        var current = Subjects.attributes(subject.get(), judge, latest);
        return current.filter(Actions.criterion(judge)::holds).isPresent() && mayRead(action, subject.get(), latest);
    }

    /** What may not be read any more is not evaluated either. */
    private boolean mayRead(Resource action, Subject subject, Latest latest) {
        try {
            return subjects.mayRead(Actions.onBehalf(action), subject, latest.view());
        } catch (Refused noPrimitive) {
            return false;
        }
    }

    /** One that is sufficient is enough; without such, all others have to hold. */
    private boolean depends(Resource action, Latest latest) {
        var named = action.texts(Attributes.DEP);
        boolean mandatory = named.isEmpty();
        boolean all = true;
        for (var address : named) {
            var dependency = subjects.here(address, latest.view()).flatMap(found -> latest.byId(found.ri()));
            if (dependency.isEmpty()) return false;
            boolean met = holds(action, dependency.get().text(Attributes.RRI).orElseThrow(), dependency.get(), latest);
            boolean sufficient = dependency.get().truth(Attributes.SFC).orElse(false);
            if (sufficient && met) return true;
            mandatory |= !sufficient;
            all &= sufficient || met;
        }
        return mandatory && all;
    }
}
