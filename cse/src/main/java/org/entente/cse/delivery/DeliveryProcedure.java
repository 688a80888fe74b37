// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.delivery;

import java.util.List;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Neighbours;
import org.entente.cse.outbound.Question;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.cse.store.Errand;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;

/** Takes responsibility for requests that another CSE hands over. TS-0004 §7.4.11, TS-0001 §10.2.5.8 to §10.2.5.11. */
public final class DeliveryProcedure implements Procedure {
    public static final String KIND = "delivery";

    /** Whether the responsibility has gone on, or ended; never shown. */
    static final Attribute DONE = new Attribute("_dlv", "delivered", Scalar.BOOLEAN);

    private final Identity identity;
    private final Neighbours neighbours;

    public DeliveryProcedure(Identity identity, Neighbours neighbours) {
        this.identity = identity;
        this.neighbours = neighbours;
    }

    @Override
    public List<Question> questions(Request request, Resource target, Value.Fields attributes, View view) {
        if (!request.peer().internal() && !isNeighbour(request.from(), view)) // [TS-0004 §7.4.11.2.1]
        throw Refused.notAllowed("only CSEs that are registered with each other hand over deliveries");
        if (request.operation() == Operation.CREATE) {
            var to = identity.cse(attributes.text(Attributes.TG.shortName()).orElseThrow());
            if (to.isEmpty()) throw Refused.badRequest("tg must be a CSE-ID");
            if (!to.get().equals(identity.cseId())
                    && neighbours.toward(to.get(), true, view).isEmpty())
                throw Refused.notFound("no CSE is known that leads to " + to.get());
        }
        return List.of();
    }

    private boolean isNeighbour(String from, View view) {
        var originator = identity.originator(from);
        return identity.cse(originator).filter(originator::equals).isPresent()
                && neighbours.known(originator, view).isPresent();
    }

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        validate(turn, created);
        turn.create(created);
        charge(turn, created);
    }

    @Override
    public void update(Turn turn, Resource before, Resource after) {
        if (before.has(DONE)) // [TS-0001 §10.2.5.10]
        throw Refused.notAllowed("the responsibility for " + before.path() + " has ended here");
        validate(turn, after);
        turn.update(before, after);
        charge(turn, after);
    }

    @Override
    public void delete(Turn turn, Resource parent, Resource delivery) {
        turn.delete(delivery);
        turn.view().errand(delivery.ri(), KIND).ifPresent(errand -> turn.add(new Write.Discharged(errand)));
    }

    @Override
    public void validate(Turn turn, Resource delivery) {
        var lifespan = delivery.text(Attributes.LS).orElseThrow();
        if (lifespan.compareTo(Timestamp.text(turn.now())) <= 0) throw Refused.badRequest("ls is in the past");
    }

    /** Begins as soon as there is something to deliver. */
    private static void charge(Turn turn, Resource delivery) {
        if (delivery.has(Attributes.ARQ))
            turn.add(
                    new Write.Charged(new Errand(delivery.ri(), KIND, Timestamp.text(turn.now()), Value.Fields.EMPTY)));
    }
}
