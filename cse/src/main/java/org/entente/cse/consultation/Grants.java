// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.consultation;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identifiers;
import org.entente.cse.address.Identity;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Store;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.type.AccessControlPolicy;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Keeps what an authorization server granted, as policies that end by themselves. TS-0004 §7.5.1.2.10. */
public final class Grants {
    /** Of a grant for which neither the server nor the consultation says how long. */
    private static final Duration STANDARD = Duration.ofMinutes(5);

    private static final int EVERYTHING = 63;
    private static final String LABEL = "dynamicAuthorization";

    private final Identity identity;
    private final Store store;
    private final Mca cse;
    private final Clock clock;
    private final Identifiers identifiers;

    public Grants(Identity identity, Store store, Mca cse, Clock clock, Identifiers identifiers) {
        this.identity = identity;
        this.store = store;
        this.cse = cse;
        this.clock = clock;
        this.identifiers = identifiers;
    }

    /** @return false if it has ended already, or its policy could not be stored */
    boolean add(Resource governed, Value.Fields granted, Resource consultation) {
        var now = clock.instant();
        var until = granted.text("pl")
                .or(() -> consultation.text(Attributes.DAL))
                .map(text -> Timestamp.parseRelativeTo(text, now))
                .orElse(now.plus(STANDARD));
        if (!until.isAfter(now)) return false;
        var policy = Value.field(Attributes.PV.shortName(), granted.find("gp").orElseThrow())
                .with(Attributes.PVS.shortName(), Value.field("acr", Value.of(List.of(own()))))
                .with(Attributes.ET.shortName(), Value.of(Timestamp.text(until)))
                .with(Attributes.LBL.shortName(), Value.texts(List.of(LABEL, governed.ri())));
        var created = create(home(governed, store.view()), policy);
        created.ifPresent(ri -> link(governed, ri));
        return created.isPresent();
    }

    /** It goes below the resource, or below the nearest one above that may have policies as children. */
    private static Resource home(Resource governed, View view) {
        var home = governed;
        while (!home.type().children().contains(AccessControlPolicy.TYPE.kind()))
            home = view.byId(home.pi()).orElseThrow();
        return home;
    }

    private Value own() {
        return Value.field("acor", Value.texts(List.of(identity.cseId()))).with("acop", Value.of(EVERYTHING));
    }

    private Optional<String> create(Resource parent, Value.Fields policy) {
        var request = Request.create(
                        parent.ri(),
                        identity.cseId(),
                        AccessControlPolicy.TYPE.number(),
                        Value.field(AccessControlPolicy.TYPE.root(), policy))
                .withId(identifiers.requestId())
                .withPeer(Peer.CSE);
        var response = cse.send(request);
        return response.isSuccess()
                        && response.content()
                                        .find(AccessControlPolicy.TYPE.root())
                                        .orElse(null)
                                instanceof Value.Fields created
                ? created.text(Attributes.RI.shortName())
                : Optional.empty();
    }

    /** Beside accessControlPolicyIDs: a first policy there would take its creator's own access away. */
    private void link(Resource governed, String policy) {
        store.commit(latest -> {
            var before = latest.byId(governed.ri())
                    .orElseThrow(() -> Refused.notFound(governed.path() + " has just been deleted"));
            var all = new ArrayList<Value>();
            for (var each : before.texts(Access.GRANTED)) if (latest.byId(each).isPresent()) all.add(Value.of(each));
            all.add(Value.of(policy));
            var after = before.with(Access.GRANTED, Value.of(all));
            return new Outcome(List.of(new Write.Updated(before, after)), after);
        });
    }
}
