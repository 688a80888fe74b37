// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.transaction;

import java.util.List;
import java.util.stream.Stream;
import org.entente.cse.access.Access;
import org.entente.cse.access.Extent;
import org.entente.cse.address.Route;
import org.entente.cse.address.Tree;
import org.entente.cse.discovery.Answers;
import org.entente.cse.notification.BlockingUpdates;
import org.entente.cse.outbound.Question;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Procedures;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Resource;

/** What a request would bring about, decided in a turn that is not its own. TS-0001 §10.2.18.1. */
public final class Performance {
    private final Tree tree;
    private final Access access;
    private final Procedures procedures;
    private final Answers answers;
    private final BlockingUpdates blocking;

    public Performance(Tree tree, Access access, Procedures procedures, Answers answers, BlockingUpdates blocking) {
        this.tree = tree;
        this.access = access;
        this.procedures = procedures;
        this.answers = answers;
        this.blocking = blocking;
    }

    record Performed(Outcome outcome, Response response) {}

    /** Who has to be asked before, on behalf of the originator. */
    List<Question> questions(Request request, View view) {
        var target = target(request, view);
        access.permit(request, target, view);
        if (request.operation() == Operation.RETRIEVE) return List.of();
        var plan = procedures.plan(request, target, view);
        return Stream.concat(
                        plan.questions().stream(),
                        blocking.questions(request, target.resource(), plan.attributes(), view).stream())
                .toList();
    }

    /**
     * @param permitted whether the originator's rights have been looked at before, and count no more
     * @throws Refused as the request would be
     */
    Performed decide(Request request, View latest, boolean permitted) {
        var target = target(request, latest);
        var extent = permitted ? Extent.WHOLE : access.permit(request, target, latest);
        answers.check(request, target, extent, latest);
        return switch (request.operation()) {
            case RETRIEVE ->
                new Performed(Outcome.of(target.resource()), answers.retrieve(request, target, extent, latest));
            case CREATE -> changed(request, target, extent, latest, ResultCode.CREATED);
            case UPDATE -> changed(request, target, extent, latest, ResultCode.UPDATED);
            case DELETE -> changed(request, target, extent, latest, ResultCode.DELETED);
            case NOTIFY -> throw notification();
        };
    }

    /** Whether what it made has something to do elsewhere when it lasts. */
    boolean isToBeSettled(Resource made) {
        return procedures.isToBeSettled(made);
    }

    /** @throws Refused if it cannot be done; what was made is gone again */
    void settle(Request request, Resource made, Desk desk) {
        procedures.settle(request, Outcome.of(made), desk);
    }

    private Performed changed(Request request, Route.Here target, Extent extent, View latest, ResultCode code) {
        var outcome = procedures.plan(request, target, latest).change().decide(latest);
        return new Performed(outcome, answers.answer(request, outcome, extent, code, latest));
    }

    /** @throws Refused NOT_FOUND, BAD_REQUEST */
    Route.Here target(Request request, View view) {
        if (request.operation() == Operation.NOTIFY) throw notification();
        if (tree.locate(request.to(), view) instanceof Route.Here here && !here.virtual()) return here;
        throw Refused.badRequest("a transaction goes to resources of this CSE, and " + request.to() + " is none");
    }

    private static Refused notification() {
        return Refused.badRequest("a notification cannot be taken back, so it is no part of a transaction");
    }
}
