// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.entente.cse.address.Identity;
import org.entente.cse.removal.DefaultPolicy;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.CseBase;
import org.entente.model.type.Resource;

/** Creates the CSEBase at the first start, and has it tell the truth after each change of settings. TS-0001 §9.6.3. */
final class Base {
    /** What each way in takes. TS-0001 §9.6.3 (contentSerialization) */
    private static final List<String> SERIALIZATIONS = List.of("json", "cbor", "xml");

    private final Identity identity;
    private final Surroundings around;

    Base(Identity identity, Surroundings around) {
        this.identity = identity;
        this.around = around;
    }

    void ensure() {
        around.store().commit(this::decide);
    }

    private Outcome decide(View view) {
        var now = Value.of(Timestamp.text(around.clock().instant()));
        var existing = view.byId(identity.baseId());
        if (existing.isEmpty()) {
            var created = told(new Resource(CseBase.TYPE, identity.name(), fresh(now)));
            return new Outcome(List.of(new Write.Created(created), policy(now)), created);
        }
        var before = existing.get();
        if (!before.path().equals(identity.name()))
            throw new IllegalStateException(
                    "the data belongs to a CSEBase named " + before.path() + ", not " + identity.name());
        var writes = new ArrayList<Write>();
        if (view.byId(DefaultPolicy.RI).isEmpty()) writes.add(policy(now));
        var after = told(before);
        if (after.equals(before)) return new Outcome(writes, before);
        var stamped = after.with(Attributes.LT, now);
        writes.add(new Write.Updated(before, stamped));
        return new Outcome(writes, stamped);
    }

    /** [TS-0001 §9.6.32] there is always a default one */
    private Write policy(Value now) {
        return new Write.Created(DefaultPolicy.of(identity, ((Value.Text) now).text()));
    }

    private Map<String, Value> fresh(Value now) {
        var all = new LinkedHashMap<String, Value>();
        put(all, Attributes.RN, Value.of(identity.name()));
        put(all, Attributes.TY, Value.of(CseBase.TYPE.number()));
        put(all, Attributes.RI, Value.of(identity.baseId()));
        put(all, Attributes.PI, Value.of("")); // [TS-0001 §9.6.1.3.1] a CSEBase has no parent
        put(all, Attributes.CT, now);
        put(all, Attributes.LT, now);
        return all;
    }

    private Resource told(Resource base) {
        var own = around.types().all().stream()
                .filter(type -> type.isImplemented())
                .map(type -> type.number());
        var types = Stream.concat(own, around.types().announcedNumbers().stream())
                .filter(identity::hosts)
                .distinct()
                .sorted()
                .<Value>map(Value::of)
                .toList();
        return base.with(Attributes.CST, identity.cseType())
                .with(Attributes.CSI, identity.cseId())
                .with(Attributes.SRT, Value.of(types))
                .with(Attributes.SRV, Value.texts(identity.releases()))
                .with(Attributes.CSZ, Value.texts(SERIALIZATIONS))
                .with(Attributes.POA, Value.texts(around.pointsOfAccess()));
    }

    private static void put(Map<String, Value> all, Attribute attribute, Value value) {
        all.put(attribute.shortName(), value);
    }
}
