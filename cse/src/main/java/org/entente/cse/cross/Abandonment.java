// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cross;

import java.util.List;
import org.entente.cse.address.Identity;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Write;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;

/** Deletes a crossResourceSubscription whose creation was never finished, say by a crash. TS-0004 §7.4.58.2.1 (time-out). */
public final class Abandonment implements Duty {
    public static final String KIND = "abandonment";

    private final Identity identity;

    public Abandonment(Identity identity) {
        this.identity = identity;
    }

    @Override
    public void perform(Errand errand, Desk desk) {
        var found = desk.view().byId(errand.about());
        boolean unfinished =
                found.filter(each -> each.has(CrossResourceProcedure.LINKING)).isPresent();
        if (unfinished)
            desk.send(Request.delete(errand.about(), identity.cseId()).withPeer(Peer.CSE));
        desk.record(
                errand.about(),
                view -> new Outcome(
                        List.of(new Write.Discharged(errand)),
                        view.byId(identity.baseId()).orElseThrow()));
    }
}
