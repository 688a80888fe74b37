// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.sponsored;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.entente.cse.address.Identity;
import org.entente.cse.outbound.Courier;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.outbound.Question;
import org.entente.cse.procedure.AeProcedure;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.procedure.Reaction;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Ae;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;

/**
 * Has the IN-CSE assign or confirm the identifiers of AEs that register here, and tells it when they leave. TS-0004
 * §7.4.5.2.1, TS-0001 §10.2.2.2, §10.2.2.5. Thread-safe.
 */
public final class Sponsor implements AeProcedure.Sponsorship, Duty, Reaction {
    public static final String KIND = "sponsored";

    private static final int ANNOUNCED = ResourceType.ANNOUNCED + Ae.TYPE.number();
    private static final String ROOT = "m2m:aeA";
    private static final String CREDENTIAL = "Credential-ID:";
    private static final String AT_ONCE = Timestamp.text(Instant.EPOCH);
    private static final int MOST = 1000;

    private final Identity identity;
    private final String infrastructure;
    private final Duration timeout;
    private final Duration lifetime;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    /** What the IN-CSE said to a registration that is under way. */
    private final Map<Asked, String> granted = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, String> eldest) {
            return size() > MOST;
        }
    };

    /** One registration among others that may look the same. */
    private record Asked(Request request) {
        @Override
        @SuppressWarnings("ReferenceEquality") // two registrations that look the same are two
        public boolean equals(Object other) {
            return other instanceof Asked(var another) && another == request;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(request);
        }
    }

    /**
     * @param infrastructure the CSE-ID of the IN-CSE
     * @param timeout how long it has to answer
     * @param lifetime for how long AEs are announced
     */
    public Sponsor(Identity identity, String infrastructure, Duration timeout, Duration lifetime, Clock clock) {
        this.identity = identity;
        this.infrastructure = infrastructure;
        this.timeout = timeout;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    @Override
    public Question question(Request registration, String stem, Value.Fields ae) {
        return courier -> keep(registration, ask(courier, stem, ae));
    }

    @Override
    public String granted(Request registration) {
        lock.lock();
        try {
            var stem = granted.get(new Asked(registration));
            if (stem == null) throw new IllegalStateException("the IN-CSE was not asked for an identifier");
            return stem;
        } finally {
            lock.unlock();
        }
    }

    private void keep(Request registration, String stem) {
        lock.lock();
        try {
            granted.put(new Asked(registration), stem);
        } finally {
            lock.unlock();
        }
    }

    private String ask(Courier courier, String stem, Value.Fields ae) {
        if (stem.length() > 1) {
            var link = Value.field(ROOT, content(stem, ae, List.of(Attributes.TRPS)));
            var updated = send(courier, Request.update(infrastructure + "/" + stem, originator(stem), link));
            if (updated.isSuccess()) return stem;
            if (updated.code() != ResultCode.NOT_FOUND) throw refused(updated);
        }
        var content = content(stem, ae, List.of(Attributes.API, Attributes.TRPS))
                .with(
                        Attributes.ET.shortName(),
                        Value.of(Timestamp.text(clock.instant().plus(lifetime))));
        var request = Request.create(infrastructure, originator(stem), ANNOUNCED, Value.field(ROOT, content));
        var created = send(courier, request);
        if (!created.isSuccess()) throw refused(created);
        return created.content().find(ROOT).orElse(null) instanceof Value.Fields announced
                ? announced.text(Attributes.RI.shortName()).orElse(stem)
                : stem;
    }

    private Value.Fields content(String stem, Value.Fields ae, List<Attribute> further) {
        var all = new LinkedHashMap<String, Value>();
        put(all, Attributes.LNK, Value.of(originator(stem)));
        // A credential's name is ours alone; the IN-CSE learns that there was no security association it could check.
        put(all, Attributes.LBL, Value.texts(List.of(CREDENTIAL)));
        for (var each : further) ae.find(each.shortName()).ifPresent(value -> put(all, each, value));
        return new Value.Fields(all);
    }

    private String originator(String stem) {
        return identity.spRelative(stem);
    }

    private Response send(Courier courier, Request request) {
        return switch (courier.deliver(request.to(), told(request), timeout)) {
            case Delivery.Answered(var response) -> response;
            case Delivery.Unreachable(var reason) -> throw unreachable(reason);
            case Delivery.Awaited(var _, var reason) -> throw unreachable(reason);
            case Delivery.Undeliverable(var reason) -> throw unreachable(reason);
        };
    }

    private static Request told(Request request) {
        return request.withId("sponsored")
                .withPeer(Peer.CSE)
                .with(Parameter.RELEASE_VERSION_INDICATOR, Request.RELEASE);
    }

    private static Refused refused(Response response) {
        return new Refused(response.code(), "the IN-CSE does not agree: " + response.sentence());
    }

    private static Refused unreachable(String reason) {
        return new Refused(
                ResultCode.TARGET_NOT_REACHABLE, "the IN-CSE, which assigns identifiers, cannot be reached: " + reason);
    }

    /** The IN-CSE learns that an AE is not registered any more, or that it is again. */
    @Override
    public List<Write> to(Request request, List<Write> writes, View view) {
        var further = new ArrayList<Write>();
        for (var write : writes) {
            if (write instanceof Write.Deleted(var gone) && isSponsored(gone))
                further.add(new Write.Charged(new Errand(gone.ri(), KIND, AT_ONCE, Value.Fields.EMPTY)));
            if (write instanceof Write.Created(var made) && isSponsored(made))
                view.errand(made.ri(), KIND).ifPresent(errand -> further.add(new Write.Discharged(errand)));
        }
        return further;
    }

    private static boolean isSponsored(Resource resource) {
        return resource.type() == Ae.TYPE && resource.ri().startsWith("S");
    }

    // [TS-0001 §10.2.2.5]
    @Override
    public void perform(Errand errand, Desk desk) {
        if (desk.view().byId(errand.about()).isEmpty()) {
            var link =
                    Value.field(ROOT, Value.field(Attributes.LNK.shortName(), Value.of(SponsoredProcedure.INACTIVE)));
            var target = infrastructure + "/" + errand.about();
            var answer = desk.deliver(target, told(Request.update(target, originator(errand.about()), link)), timeout);
            boolean told = answer instanceof Delivery.Answered(var response)
                    && (response.isSuccess() || response.code() == ResultCode.NOT_FOUND);
            if (!told) return; // it is tried again
        }
        desk.record(
                identity.baseId(),
                view -> new Outcome(
                        Optional.of(errand)
                                .filter(each -> view.errand(each.about(), KIND)
                                        .filter(each::equals)
                                        .isPresent())
                                .<List<Write>>map(each -> List.of(new Write.Discharged(each)))
                                .orElse(List.of()),
                        view.byId(identity.baseId()).orElseThrow()));
    }

    private static void put(Map<String, Value> all, Attribute attribute, Value value) {
        all.put(attribute.shortName(), value);
    }
}
