// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.entente.cse.address.Identity;
import org.entente.cse.procedure.Desk;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.primitive.ResultContent;
import org.entente.model.type.Attributes;
import org.entente.model.type.Delivery;
import org.entente.model.type.Resource;

/**
 * Turns requests to other CSEs that ask for delivery aggregation into deliveries; those that wait for the same CSE go
 * together. TS-0001 §9.6.11, §10.2.5.7.
 */
public final class Bundles {
    private static final int MOST_REQUESTS = 100;
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Value BEST_EFFORT = Value.of(3);

    private final Identity identity;

    public Bundles(Identity identity) {
        this.identity = identity;
    }

    /** Only those that want no result: a delivery brings none back. */
    public boolean takes(Request request) {
        return request.isSet(Parameter.DELIVERY_AGGREGATION)
                && request.operation() != Operation.RETRIEVE
                && !request.peer().internal()
                && request.resultContent().filter(ResultContent.NOTHING::equals).isPresent();
    }

    /**
     * Takes responsibility for a request; it lasts when the answer is given.
     *
     * @param ready the request as the CSE that it is for has to see it
     * @param cse the CSE-ID of that CSE
     */
    public Response take(Request ready, String cse, Desk desk) {
        var category = ready.find(Parameter.EVENT_CATEGORY).orElse(BEST_EFFORT);
        var ends = ready.time(Parameter.REQUEST_EXPIRATION_TIMESTAMP, desk.now())
                .orElseGet(() -> desk.now().plus(LONGEST));
        for (var waiting : desk.view().children(identity.baseId(), Delivery.TYPE.number()))
            if (goesWith(waiting, cse, category, ends) && join(waiting, entry(ready, ends), desk))
                return Response.of(ready, ResultCode.ACCEPTED);
        var made = desk.send(Request.create(
                        identity.baseId(),
                        identity.cseId(),
                        Delivery.TYPE.number(),
                        Value.field(Delivery.TYPE.root(), delivery(ready, cse, category, ends)))
                .withPeer(Peer.CSE));
        return made.isSuccess() ? Response.of(ready, ResultCode.ACCEPTED) : made.withId(ready.id());
    }

    private Value.Fields delivery(Request ready, String cse, Value category, Instant ends) {
        var until = Value.of(Timestamp.text(ends));
        return Value.field(Attributes.SR.shortName(), Value.of(identity.cseId()))
                .with(Attributes.TG.shortName(), Value.of(cse))
                .with(Attributes.LS.shortName(), until)
                .with(Attributes.ET.shortName(), until)
                .with(Attributes.EC.shortName(), category)
                .with(Attributes.DMD.shortName(), Value.field("tcop", Value.of(true)))
                .with(Attributes.ARQ.shortName(), Entries.of(List.of(entry(ready, ends))));
    }

    private static Value.Fields entry(Request ready, Instant ends) {
        // How and when it is answered is over; what is in a delivery need not become one again.
        var told = ready.without(
                        Parameter.DELIVERY_AGGREGATION,
                        Parameter.RESPONSE_TYPE,
                        Parameter.OPERATION_EXECUTION_TIME,
                        Parameter.RESULT_PERSISTENCE,
                        Parameter.RESULT_EXPIRATION_TIMESTAMP)
                .with(Parameter.REQUEST_EXPIRATION_TIMESTAMP, Timestamp.text(ends));
        var entry = Value.field(
                        Parameter.OPERATION.shortName(),
                        Value.of(ready.operation().number()))
                .with(Parameter.TO.shortName(), Value.of(ready.to()))
                .with(Parameter.FROM.shortName(), Value.of(ready.from()))
                .with(Parameter.REQUEST_IDENTIFIER.shortName(), Value.of(ready.id()))
                .with("mi", Primitives.metaInformation(told));
        return ready.content().members().isEmpty() ? entry : entry.with(Parameter.CONTENT.shortName(), ready.content());
    }

    /** None of a delivery's requests may expire before the delivery does. TS-0001 §9.6.11 (lifespan) */
    private boolean goesWith(Resource waiting, String cse, Value category, Instant ends) {
        return isOpen(waiting)
                && waiting.text(Attributes.SR).filter(identity.cseId()::equals).isPresent()
                && waiting.text(Attributes.TG).filter(cse::equals).isPresent()
                && waiting.value(Attributes.EC).filter(category::equals).isPresent()
                && !Timestamp.parse(waiting.text(Attributes.LS).orElseThrow()).isAfter(ends);
    }

    private static boolean isOpen(Resource delivery) {
        return !delivery.has(DeliveryProcedure.DONE) && Entries.in(delivery).size() < MOST_REQUESTS;
    }

    private static boolean join(Resource waiting, Value entry, Desk desk) {
        var joined = new AtomicBoolean();
        desk.record(waiting.ri(), latest -> {
            var before = latest.byId(waiting.ri()).filter(now -> isOpen(now) && isCharged(now, latest));
            joined.set(before.isPresent());
            if (before.isEmpty()) return Outcome.of(waiting);
            var all = new ArrayList<>(Entries.in(before.get()));
            all.add(entry);
            var after = before.get().with(Attributes.ARQ, Entries.of(all));
            return new Outcome(List.of(new Write.Updated(before.get(), after)), after);
        });
        return joined.get();
    }

    private static boolean isCharged(Resource delivery, View latest) {
        return latest.errand(delivery.ri(), DeliveryProcedure.KIND).isPresent();
    }
}
