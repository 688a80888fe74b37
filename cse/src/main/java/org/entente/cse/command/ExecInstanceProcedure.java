// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.command;

import java.util.List;
import org.entente.cse.outbound.Question;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attributes;
import org.entente.model.type.ExecInstance;
import org.entente.model.type.Resource;

/** One execution of a command; writing execDisable, or deleting it, cancels it. TS-0004 §7.4.17, TS-0001 §10.2.8.19 to §10.2.8.21. */
public final class ExecInstanceProcedure implements Procedure {
    private final Executions executions;

    public ExecInstanceProcedure(Executions executions) {
        this.executions = executions;
    }

    @Override
    public void screen(Request request, Resource target) {
        if (request.operation() == Operation.CREATE) // [TS-0004 §7.4.17.2.0]
        throw Refused.notAllowed("an execInstance is made by an UPDATE of its mgmtCmd's exe");
    }

    @Override
    public List<Question> questions(Request request, Resource target, Value.Fields attributes, View view) {
        return switch (request.operation()) {
            case UPDATE -> cancels(attributes) ? List.of(_ -> cancel(target, view)) : List.of();
            case DELETE -> request.peer().internal() ? List.of() : List.of(_ -> settle(target, view));
            case CREATE, RETRIEVE, NOTIFY -> List.of();
        };
    }

    private void cancel(Resource execution, View view) {
        if (Status.isOver(execution)) // [TS-0004 §7.4.17.2.1]
        throw new Refused(ResultCode.ALREADY_COMPLETE, execution.path() + " is over");
        settle(execution, view);
    }

    private void settle(Resource execution, View view) {
        if (!Status.isOver(execution))
            executions.cancel(view.byId(execution.pi()).orElseThrow(), execution);
    }

    /** What was about to begin when it was cancelled may have begun since. */
    @Override
    public boolean holds(Value.Fields attributes, Resource seen, Resource now) {
        return !cancels(attributes) || Status.of(seen) != Status.INITIATED || Status.of(now) == Status.INITIATED;
    }

    @Override
    public void update(Turn turn, Resource before, Resource after) {
        boolean cancels =
                turn.request().content().find(ExecInstance.TYPE.root()).orElse(null) instanceof Value.Fields given
                        && cancels(given);
        turn.update(before, cancels ? after.with(Attributes.EXS, Status.CANCELLED) : after);
        if (cancels) strikeOff(turn, before);
    }

    @Override
    public void delete(Turn turn, Resource parent, Resource execution) {
        turn.delete(execution);
        strikeOff(turn, execution);
    }

    private static void strikeOff(Turn turn, Resource execution) {
        turn.view().errand(execution.ri(), Executions.KIND).ifPresent(errand -> turn.add(new Write.Discharged(errand)));
    }

    private static boolean cancels(Value.Fields attributes) {
        return attributes
                .find(Attributes.EXD.shortName())
                .filter(Value.of(true)::equals)
                .isPresent();
    }
}
