// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Neighbours;
import org.entente.cse.notification.Deliverer;
import org.entente.cse.outbound.Outbound;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Delivery;
import org.entente.model.type.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes what is meant for this CSE, and hands everything else over to the next one on the way, until its time is
 * up. TS-0001 §10.2.5.7, §10.2.5.8.
 */
public final class Deliveries implements Duty {
    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);
    private static final List<Attribute> HANDED_ON =
            List.of(Attributes.SR, Attributes.TG, Attributes.LS, Attributes.EC, Attributes.DMD, Attributes.ARQ);

    private final Identity identity;
    private final Neighbours neighbours;
    private final Deliverer.Ways ways;
    private final Duration timeout;

    /** @param timeout how long the next CSE has to take a delivery */
    public Deliveries(Identity identity, Neighbours neighbours, Deliverer.Ways ways, Duration timeout) {
        this.identity = identity;
        this.neighbours = neighbours;
        this.ways = ways;
        this.timeout = timeout;
    }

    @Override
    public void perform(Errand errand, Desk desk) {
        var found = desk.view().byId(errand.about());
        if (found.isEmpty()) {
            desk.record(identity.baseId(), latest -> new Outcome(List.of(new Write.Discharged(errand)), base(latest)));
            return;
        }
        var delivery = found.get();
        var target = identity.cse(delivery.text(Attributes.TG).orElseThrow()).orElseThrow();
        if (delivery.text(Attributes.LS).orElseThrow().compareTo(Timestamp.text(desk.now())) <= 0)
            end(errand, desk, UnaryOperator.identity()); // no further attempts [TS-0001 §9.6.11]
        else if (target.equals(identity.cseId())) execute(errand, delivery, desk);
        else handOver(errand, delivery, target, desk);
    }

    /** One after the other, each struck off before the next begins: a restart repeats one at most. */
    private void execute(Errand errand, Resource delivery, Desk desk) {
        var left = new ArrayList<>(Entries.in(delivery));
        while (!left.isEmpty()) {
            execute(left.removeFirst(), delivery, desk);
            var rest = List.copyOf(left);
            if (!rest.isEmpty()) change(errand, desk, now -> now.with(Attributes.ARQ, Entries.of(rest)), false);
        }
        end(errand, desk, this::traced);
    }

    private void execute(Value entry, Resource delivery, Desk desk) {
        try {
            var response = desk.send(Primitives.request(flat((Value.Fields) entry), peer(delivery)));
            if (!response.isSuccess()) refused(delivery, response);
        } catch (Refused malformed) {
            log.info("a request in {} cannot be executed: {}", delivery.path(), malformed.sentence());
        }
    }

    /** Nobody waits for the answer: the one who handed it over is long gone. */
    private static void refused(Resource delivery, Response response) {
        log.info("a request in {} was refused: {} {}", delivery.path(), response.code(), response.sentence());
    }

    /** The CSE that handed it over vouches for the originators, as if it had forwarded each request. TS-0004 §7.3.2.6 */
    private static Peer peer(Resource delivery) {
        return new Peer(Optional.empty(), true, false, delivery.text(Access.CREATED_BY));
    }

    /** An entry keeps apart what a request has side by side. TS-0004 §6.3.5.36 (metaInformation) */
    private static Value.Fields flat(Value.Fields entry) {
        var all = Value.Fields.EMPTY;
        for (var each : entry.members().entrySet()) {
            if (each.getKey().equals("mi") && each.getValue() instanceof Value.Fields meta)
                for (var more : meta.members().entrySet()) all = all.with(more.getKey(), more.getValue());
            else all = all.with(each.getKey(), each.getValue());
        }
        return all;
    }

    private void handOver(Errand errand, Resource delivery, String target, Desk desk) {
        boolean fromAbove =
                delivery.text(Access.CREATED_BY).filter(neighbours::isRegistrar).isPresent();
        var next = neighbours.toward(target, !fromAbove, desk.view());
        if (next.isEmpty()) return; // a CSE that is to lead there may register again
        var opening = ways.opening(next.get(), delivery.value(Attributes.EC), desk.now());
        if (opening.filter(at -> !at.isAfter(desk.now())).isEmpty()) {
            var ends = Timestamp.parse(delivery.text(Attributes.LS).orElseThrow());
            putOff(errand, opening.filter(ends::isAfter).orElse(ends), desk);
            return;
        }
        var content = Value.Fields.EMPTY;
        for (var each : HANDED_ON) {
            var value = delivery.value(each);
            if (value.isPresent()) content = content.with(each.shortName(), value.get());
        }
        var request = Request.create(
                        next.get(),
                        identity.cseId(),
                        Delivery.TYPE.number(),
                        Value.field(Delivery.TYPE.root(), content))
                .withPeer(Peer.CSE);
        switch (desk.deliver(next.get(), request, timeout)) {
            case Outbound.Delivery.Answered(var response) -> answered(errand, delivery, next.get(), response, desk);
            case Outbound.Delivery.Unreachable _, Outbound.Delivery.Awaited _, Outbound.Delivery.Undeliverable _ -> {
                // Left as it is, it is tried again.
            }
        }
    }

    private void answered(Errand errand, Resource delivery, String next, Response response, Desk desk) {
        if (response.isSuccess()) passed(errand, Entries.in(delivery).size(), desk);
        else
            switch (response.code()) {
                case TARGET_NOT_REACHABLE, REQUEST_TIMEOUT, INTERNAL_SERVER_ERROR -> {} // tried again
                default -> {
                    log.warn("{} does not take {}: {} {}", next, delivery.path(), response.code(), response.sentence());
                    end(errand, desk, UnaryOperator.identity());
                }
            }
    }

    /** What has joined meanwhile goes next. */
    private void passed(Errand errand, int handedOver, Desk desk) {
        desk.record(errand.about(), latest -> {
            var before = latest.byId(errand.about());
            if (before.isEmpty()) return new Outcome(List.of(new Write.Discharged(errand)), base(latest));
            var all = Entries.in(before.get());
            var left = all.subList(Math.min(handedOver, all.size()), all.size());
            var after = left.isEmpty()
                    ? traced(before.get()).without(Attributes.ARQ).with(DeliveryProcedure.DONE, Value.of(true))
                    : before.get().with(Attributes.ARQ, Entries.of(left));
            Write next = left.isEmpty()
                    ? new Write.Discharged(errand)
                    : new Write.Charged(new Errand(
                            errand.about(),
                            DeliveryProcedure.KIND,
                            Timestamp.text(desk.now()),
                            Value.field("left", Value.of(left.size()))));
            var stamped = after.with(Attributes.LT, Timestamp.text(desk.now()));
            return new Outcome(List.of(next, new Write.Updated(before.get(), stamped)), stamped);
        });
    }

    /** Until the network may be used, or it is too late. TS-0001 §10.2.5.7 (in line with provisioned CMDH policies) */
    private void putOff(Errand errand, Instant due, Desk desk) {
        desk.record(errand.about(), latest -> {
            var later = new Errand(errand.about(), DeliveryProcedure.KIND, Timestamp.text(due), errand.details());
            var still = latest.byId(errand.about());
            return Outcome.of(still.orElseGet(() -> base(latest)))
                    .plus(List.of(still.isPresent() ? new Write.Charged(later) : new Write.Discharged(errand)));
        });
    }

    /** With this CSE on the list of those that have passed it on. TS-0004 §6.3.5.10 (tracingInfo) */
    private Resource traced(Resource delivery) {
        if (!(delivery.value(Attributes.DMD).orElse(null) instanceof Value.Fields meta)
                || !meta.find("tcop").filter(Value.of(true)::equals).isPresent()) return delivery;
        var trace = new ArrayList<Value>();
        if (meta.find("tcin").orElse(null) instanceof Value.Items(var known)) trace.addAll(known);
        trace.add(Value.of(identity.cseId()));
        return delivery.with(Attributes.DMD, meta.with("tcin", Value.of(trace)));
    }

    private void end(Errand errand, Desk desk, UnaryOperator<Resource> how) {
        change(errand, desk, now -> how.apply(now).with(DeliveryProcedure.DONE, Value.of(true)), true);
    }

    private void change(Errand errand, Desk desk, UnaryOperator<Resource> how, boolean last) {
        desk.record(errand.about(), latest -> {
            var writes = new ArrayList<Write>();
            if (last) writes.add(new Write.Discharged(errand));
            var before = latest.byId(errand.about());
            if (before.isEmpty()) return new Outcome(writes, base(latest));
            var after = how.apply(before.get()).with(Attributes.LT, Timestamp.text(desk.now()));
            writes.add(new Write.Updated(before.get(), after));
            return new Outcome(writes, after);
        });
    }

    private Resource base(View latest) {
        return latest.byId(identity.baseId()).orElseThrow();
    }
}
