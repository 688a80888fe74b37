// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.removal;

import java.util.ArrayList;
import java.util.List;
import org.entente.cse.address.Identity;
import org.entente.cse.notification.Withdrawals;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;

/** Does for a target what it has asked for in its answer to a notification. TS-0001 §10.2.10.6 (targetRemoval). */
public final class Withdrawal implements Duty {
    private final Identity identity;

    public Withdrawal(Identity identity) {
        this.identity = identity;
    }

    @Override
    public void perform(Errand errand, Desk desk) {
        var targets = Withdrawals.targets(errand);
        for (var target : targets)
            desk.send(Request.delete(errand.about() + "/ntsr", target).withPeer(Peer.CSE));
        desk.record(errand.about(), view -> done(errand, targets, view));
    }

    /** Further targets may have asked meanwhile. */
    private Outcome done(Errand errand, List<String> targets, View view) {
        var left = new ArrayList<String>();
        view.errand(errand.about(), errand.kind()).ifPresent(latest -> left.addAll(Withdrawals.targets(latest)));
        left.removeAll(targets);
        var write =
                left.isEmpty() ? new Write.Discharged(errand) : Withdrawals.charged(errand.about(), left, errand.due());
        return new Outcome(List.of(write), view.byId(identity.baseId()).orElseThrow());
    }
}
