// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Checks that a dependency can be evaluated, for whoever wants it. TS-0001 Release 4 §9.6.62. */
public final class DependencyProcedure implements Procedure {
    private final Subjects subjects;

    DependencyProcedure(Subjects subjects) {
        this.subjects = subjects;
    }

    @Override
    public void validate(Turn turn, Resource dependency) {
        var subject = subjects.find(dependency.text(Attributes.RRI).orElseThrow(), turn.view());
        subjects.permit(turn.request(), subject, turn.view());
        subjects.check(Actions.criterion(dependency), subject, turn);
    }
}
