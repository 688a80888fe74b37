// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cross;

import java.util.List;
import org.entente.cse.address.Identity;
import org.entente.cse.notification.Events;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Value;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;

/** Ends a window when its time is up. TS-0004 §7.5.1.2.18. */
public final class WindowEnd implements Duty {
    public static final String KIND = Progress.KIND;

    private final Identity identity;
    private final Events events;

    public WindowEnd(Identity identity, Events events) {
        this.identity = identity;
        this.events = events;
    }

    @Override
    public void perform(Errand errand, Desk desk) {
        desk.record(errand.about(), view -> end(errand, desk, view));
    }

    private Outcome end(Errand errand, Desk desk, View view) {
        var found = view.byId(errand.about());
        if (found.flatMap(Window::of).isEmpty())
            return new Outcome(
                    List.of(new Write.Discharged(errand)),
                    view.byId(identity.baseId()).orElseThrow());
        var progress = new Progress(found.get(), desk.now());
        progress.pass();
        var cause = Request.update(found.get().ri(), identity.cseId(), Value.Fields.EMPTY)
                .withPeer(Peer.CSE);
        return progress.outcome(events, cause, view);
    }
}
