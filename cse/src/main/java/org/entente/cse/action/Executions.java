// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.util.ArrayList;
import java.util.List;
import org.entente.cse.address.Identifiers;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/**
 * Sends the requests of actions, one after the other for each subject, and writes down the answers. After a kill in
 * between a request may be sent again. TS-0001 Release 4 §9.6.61 (actionPrimitive, actionResult)
 */
final class Executions implements Duty {
    private final Queue queue;
    private final Outcomes outcomes;
    private final Identifiers identifiers;

    Executions(Queue queue, Outcomes outcomes, Identifiers identifiers) {
        this.queue = queue;
        this.outcomes = outcomes;
        this.identifiers = identifiers;
    }

    @Override
    public void perform(Errand errand, Desk desk) {
        var places = Queue.places(errand);
        var first = places.isEmpty() ? Queue.Place.NONE : places.getFirst();
        var result = desk.view().byId(first.action()).map(action -> execute(action, first, desk));
        desk.record(first.action(), latest -> {
            var outcome = outcomes.about(latest.byId(first.action()), latest);
            var now = latest.errand(errand.about(), Queue.KIND);
            // Somebody else has been here.
            if (now.isEmpty()
                    || !Queue.places(now.get()).stream()
                            .findFirst()
                            .equals(places.stream().findFirst())) return outcome;
            var done = outcome.plus(List.of(queue.afterFirst(now.get())));
            return result.isEmpty() ? done : noted(first.action(), result.get(), done, latest, desk);
        });
    }

    private static Outcome noted(String ri, Response result, Outcome done, View latest, Desk desk) {
        var action = latest.byId(ri);
        if (action.isEmpty()) return done;
        var after = action.get()
                .with(Attributes.AIR, Primitives.fields(result))
                .with(Attributes.LT, Timestamp.text(desk.now()));
        var all = new ArrayList<Write>(done.writes());
        all.add(new Write.Updated(action.get(), after));
        return new Outcome(all, after);
    }

    private Response execute(Resource action, Queue.Place place, Desk desk) {
        Request request = Request.retrieve(action.ri(), "").withId(identifiers.requestId());
        try {
            request = Actions.primitive(action).withId(Depth.identifier(place.depth(), identifiers.requestId()));
            if (place.depth() > Depth.MOST)
                throw new Refused(
                        ResultCode.OPERATION_NOT_ALLOWED, "actions have called each other " + Depth.MOST + " times");
            return desk.send(Inputs.filled(request, action, place.taken()));
        } catch (Refused refused) {
            return Response.of(request, refused);
        }
    }
}
