// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.util.List;
import org.entente.cse.address.Identity;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Counts how often an instance may still be retrieved; the last time deletes it. TS-0001 Release 4 §9.6.7 (deletionCnt) */
public record LimitedReads(Identity identity) {

    /** @throws Refused NOT_FOUND if others were quicker, and nothing is left to be read */
    public void count(Resource instance, Desk desk) {
        if (!instance.has(Attributes.DCNT)) return;
        var left = desk.record(instance.ri(), view -> counted(instance, view)).subject();
        if (left.whole(Attributes.DCNT, 0) > 0) return;
        desk.send(Request.delete(instance.ri(), identity.cseId()).withPeer(Peer.CSE));
        if (instance.whole(Attributes.DCNT, 0) == 0) throw nothing(instance); // a kill came before its end
    }

    private static Outcome counted(Resource instance, View view) {
        var before = view.byId(instance.ri()).orElseThrow(() -> nothing(instance));
        long left = before.whole(Attributes.DCNT, 0);
        if (left == 0 && instance.whole(Attributes.DCNT, 0) > 0) throw nothing(instance);
        var after = before.with(Attributes.DCNT, Math.max(left - 1, 0));
        return new Outcome(List.of(new Write.Updated(before, after)), after);
    }

    private static Refused nothing(Resource instance) {
        return Refused.notFound(instance.path() + " was retrieved as often as it may be (dcnt)");
    }
}
