// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.entente.cse.address.Identity;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.type.Resource;

/** Drops the oldest instances in pieces, where so many have to go at once that others would wait for it. TS-0001 §9.6.6. */
public final class Surplus implements Duty {
    public static final String KIND = "surplus";

    private final Identity identity;

    public Surplus(Identity identity) {
        this.identity = identity;
    }

    static Write of(Resource parent, Instant now) {
        return new Write.Charged(new Errand(parent.ri(), KIND, Timestamp.text(now), Value.Fields.EMPTY));
    }

    @Override
    public void perform(Errand errand, Desk desk) {
        Outcome done;
        do done = desk.record(errand.about(), view -> piece(errand, view));
        while (!done.writes().contains(new Write.Discharged(errand)));
    }

    private Outcome piece(Errand errand, View view) {
        var writes = new ArrayList<Write>();
        var parent = view.byId(errand.about());
        var left = parent.map(full ->
                Instances.drop(view.instances(full.ri(), false), full, each -> writes.add(new Write.Evicted(each))));
        if (parent.isPresent() && left.isPresent()) writes.add(new Write.Updated(parent.get(), left.get()));
        if (left.filter(Instances::hasSurplus).isEmpty()) writes.add(new Write.Discharged(errand));
        return new Outcome(
                List.copyOf(writes), left.or(() -> view.byId(identity.baseId())).orElseThrow());
    }
}
