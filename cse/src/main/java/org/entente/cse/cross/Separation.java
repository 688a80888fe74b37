// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cross;

import java.util.ArrayList;
import java.util.List;
import org.entente.cse.address.Identity;
import org.entente.cse.notification.Unlinking;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Write;
import org.entente.model.Value;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;

/** Undoes the ties of a crossResourceSubscription that is gone. What cannot be undone is left alone. TS-0004 §7.4.58.2.4. */
public final class Separation implements Duty {
    private final Identity identity;
    private final Ties ties;

    /** @param ties the same for all that change them */
    public Separation(Identity identity, Ties ties) {
        this.identity = identity;
        this.ties = ties;
    }

    @Override
    public void perform(Errand errand, Desk desk) {
        var originator = errand.details().text(Unlinking.ORIGINATOR).orElse(identity.cseId());
        for (var created : texts(errand.details(), Unlinking.CREATED))
            desk.send(Request.delete(created, originator).withPeer(Peer.CSE));
        for (var joined : texts(errand.details(), Unlinking.JOINED)) leave(joined, errand.about(), originator, desk);
        desk.record(
                errand.about(),
                view -> new Outcome(
                        List.of(new Write.Discharged(errand)),
                        view.byId(identity.baseId()).orElseThrow()));
    }

    private void leave(String subscription, String crossResource, String originator, Desk desk) {
        ties.change(
                subscription,
                originator,
                request -> desk.send(request.withPeer(Peer.CSE)),
                shown -> Value.field(Attributes.NU.shortName(), without(shown, Attributes.NU, crossResource))
                        .with(Attributes.ACRS.shortName(), without(shown, Attributes.ACRS, crossResource)));
    }

    /** A list without the one that leaves; no list, if nothing else was in it. */
    private Value without(Value.Fields shown, Attribute attribute, String crossResource) {
        var left = new ArrayList<Value>();
        if (shown.find(attribute.shortName()).orElse(null) instanceof Value.Items(var values))
            for (var each : values)
                if (!(each instanceof Value.Text(var text)
                        && identity.local(text).equals(crossResource))) left.add(each);
        return left.isEmpty() ? Value.Deleted.DELETED : Value.of(left);
    }

    private static List<String> texts(Value.Fields details, String name) {
        var texts = new ArrayList<String>();
        if (details.find(name).orElse(null) instanceof Value.Items(var values))
            for (var each : values) if (each instanceof Value.Text(var text)) texts.add(text);
        return texts;
    }
}
