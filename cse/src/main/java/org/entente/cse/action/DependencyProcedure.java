// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.util.List;
import org.entente.cse.outbound.Question;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.cse.store.View;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Checks that a dependency can be evaluated, for whoever wants it. TS-0001 Release 4 §9.6.62. */
public final class DependencyProcedure implements Procedure {
    private final Subjects subjects;
    private final Outposts outposts;

    DependencyProcedure(Subjects subjects, Outposts outposts) {
        this.subjects = subjects;
        this.outposts = outposts;
    }

    @Override
    public List<Question> questions(Request request, Resource target, Value.Fields attributes, View view) {
        return outposts.questions(request, target, attributes, view);
    }

    @Override
    public Resource settle(Request request, Resource subject, Desk desk) {
        return outposts.settle(request, subject, desk);
    }

    @Override
    public void validate(Turn turn, Resource dependency) {
        var subject = subjects.find(dependency.text(Attributes.RRI).orElseThrow(), turn.view());
        subjects.permit(turn.request(), subject, turn.view());
        subjects.check(Actions.criterion(dependency), subject, turn);
    }
}
