// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.sponsored;

import java.util.List;
import org.entente.cse.address.Identity;
import org.entente.cse.contact.Told;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Write;

/** Has all that refers to an AE follow it to the CSE where it has registered now. TS-0001 §10.2.16.1. */
public record Relocation(Identity identity, Told told) implements Duty {
    public static final String KIND = "relocation";

    @Override
    public void perform(Errand errand, Desk desk) {
        var before = errand.details().text("before").orElseThrow();
        var after = errand.details().text("after").orElseThrow();
        if (!told.spread(before, after, desk)) return; // it is tried again
        desk.record(
                identity.baseId(),
                view -> new Outcome(
                        List.of(new Write.Discharged(errand)),
                        view.byId(identity.baseId()).orElseThrow()));
    }
}
