// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.location;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identity;
import org.entente.cse.notification.Expiry;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.procedure.Turn;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.ContentInstance;
import org.entente.model.type.LocationPolicy;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;

/**
 * Keeps the positions of sharing-based policies: at their creation, at each period, or without a period as they are when
 * somebody looks. TS-0004 §7.4.10.2.1, TS-0001 §9.6.10 (locationUpdatePeriod)
 */
final class Sharing implements Duty {
    static final String KIND = "shared-location";

    /** At a position that is looked up when it is shown: its policy; never shown. */
    static final Attribute SHARED_BY = new Attribute("_shr", "sharedBy", Scalar.ID);

    /** Whether whoever made a policy had proved who it is; never shown. */
    private static final Attribute PROVED = new Attribute("_aut", "authenticated", Scalar.BOOLEAN);

    private static final long SHARING_BASED = 3; // m2m:locationSource
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Identity identity;
    private final Vicinity vicinity;

    Sharing(Identity identity, Access access) {
        this.identity = identity;
        this.vicinity = new Vicinity(identity, access);
    }

    static boolean isShared(Resource policy) {
        return policy.type() == LocationPolicy.TYPE && policy.whole(Attributes.LOS, 0) == SHARING_BASED;
    }

    /** Notes in whose name others are asked for their positions. */
    static Resource madeBy(Peer peer, Resource policy) {
        return isShared(policy) ? policy.with(PROVED, Value.of(peer.authenticated())) : policy;
    }

    /** In the name of whoever made a policy. */
    static Request asker(Resource policy) {
        boolean proved = policy.truth(PROVED).orElse(false);
        return Request.retrieve(policy.ri(), policy.text(Access.CREATED_BY).orElse(""))
                .withPeer(new Peer(Optional.empty(), proved, false));
    }

    /** The first is the current one. TS-0004 §7.4.10.2.1 */
    static Optional<Duration> period(Resource policy) {
        return policy.texts(Attributes.LOU).stream()
                .findFirst()
                .map(Expiry::parse)
                .filter(Duration::isPositive)
                .map(period -> period.compareTo(SHORTEST) < 0 ? SHORTEST : period);
    }

    /** When a policy is created or gets another period. */
    static void begin(Turn turn, Resource policy) {
        var next = isShared(policy)
                ? period(policy).map(period -> errand(policy, turn.now(), period))
                : Optional.<Errand>empty();
        if (next.isPresent()) turn.add(new Write.Charged(next.get()));
        else turn.view().errand(policy.ri(), KIND).ifPresent(errand -> turn.add(new Write.Discharged(errand)));
    }

    private static Errand errand(Resource policy, Instant last, Duration period) {
        return new Errand(policy.ri(), KIND, Timestamp.text(last.plus(period)), Value.Fields.EMPTY);
    }

    @Override
    public void perform(Errand errand, Desk desk) {
        desk.view().byId(errand.about()).ifPresent(policy -> locate(policy, desk));
        desk.record(errand.about(), view -> continued(errand, view, desk.now()));
    }

    private Outcome continued(Errand errand, View view, Instant now) {
        var policy = view.byId(errand.about());
        var about =
                Outcome.of(policy.orElseGet(() -> view.byId(identity.baseId()).orElseThrow()));
        if (view.errand(errand.about(), KIND).filter(errand::equals).isEmpty()) return about;
        var next = policy.flatMap(found -> period(found).map(period -> errand(found, now, period)));
        return about.plus(List.of(next.<Write>map(Write.Charged::new).orElseGet(() -> new Write.Discharged(errand))));
    }

    /** Writes down where its application is now; nothing, if nobody knows. */
    void locate(Resource policy, Desk desk) {
        var position = vicinity.position(policy, desk.view());
        var container = policy.text(Attributes.LOI);
        if (position.isEmpty() || container.isEmpty()) return;
        var content = Value.field(ContentInstance.TYPE.root(), position.get());
        desk.send(Request.create(container.get(), identity.cseId(), ContentInstance.TYPE.number(), content)
                .withPeer(Peer.CSE));
    }

    /** A position that is as old as its policy shows what it would be now. */
    Resource current(Resource instance, View view) {
        var position = instance.text(SHARED_BY).flatMap(view::byId).flatMap(policy -> vicinity.position(policy, view));
        if (position.isEmpty()) return instance;
        var now = instance.with(
                Attributes.CON, position.get().find(Attributes.CON.shortName()).orElseThrow());
        var loc = position.get().find(Attributes.LOC.shortName());
        return loc.isPresent() ? now.with(Attributes.LOC, loc.get()) : now.without(Attributes.LOC);
    }
}
