// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.util.List;
import java.util.function.UnaryOperator;
import org.entente.cse.address.Identity;
import org.entente.cse.address.References;
import org.entente.cse.procedure.Desk;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.Subscription;

/** Makes and ends the subscriptions on other CSEs that outposts stand on. TS-0001 §9.6.8 */
final class Links {
    private static final int UPDATED = 1; // m2m:notificationEventType
    private static final int CHILD_CREATED = 3;

    private final References references;
    private final Needs needs;

    Links(Identity identity, Needs needs) {
        this.references = new References(identity);
        this.needs = needs;
    }

    /**
     * Subscribes, and looks at the other resource as it is then.
     *
     * @throws Refused as the other CSE refuses it
     */
    void make(Resource holder, Needs.Need need, Desk desk) {
        var asker = needs.asker(holder, desk.view())
                .orElseThrow(() -> Refused.badRequest("it is not clear for whom " + holder.path() + " is evaluated"));
        var address = need.address();
        var created = succeeded(desk.send(subscription(holder, need, asker)), address);
        var reference = references.reference(
                address,
                Needs.shown(created.content())
                        .text(Attributes.RI.shortName())
                        .orElseThrow(() -> Refused.badRequest(address + " answers without an identifier")));
        try {
            note(
                    holder.ri(),
                    desk,
                    before -> Outpost.of(before, address).isPresent()
                            ? before
                            : Outpost.with(before, Outpost.at(address, need.names(), reference)));
            var read = desk.send(Request.retrieve(address, asker.from()).withPeer(asker.peer()));
            boolean none = read.code() == ResultCode.NOT_FOUND && address.endsWith(Subject.NEWEST);
            if (!none)
                found(holder, address, Needs.shown(succeeded(read, address).content()), desk);
        } catch (Refused refused) {
            note(
                    holder.ri(),
                    desk,
                    before -> isOurs(before, address, reference) ? Outpost.without(before, address) : before);
            end(reference, asker.from(), desk);
            throw refused;
        }
        var latest = desk.view().byId(holder.ri());
        // Somebody else was here at the same time, or the resource has gone meanwhile.
        if (latest.filter(each -> isOurs(each, address, reference)).isEmpty()) end(reference, asker.from(), desk);
    }

    private void found(Resource holder, String address, Value.Fields shown, Desk desk) {
        note(
                holder.ri(),
                desk,
                before -> Outpost.of(before, address)
                        .map(outpost -> Outpost.with(before, outpost.found(shown)))
                        .orElse(before));
    }

    private static boolean isOurs(Resource holder, String address, String reference) {
        return Outpost.of(holder, address)
                .filter(each -> each.subscription().equals(reference))
                .isPresent();
    }

    private Request subscription(Resource holder, Needs.Need need, Request asker) {
        var address = need.address();
        boolean newest = address.endsWith(Subject.NEWEST);
        var target = newest ? address.substring(0, address.length() - Subject.NEWEST.length()) : address;
        var self = references.target(holder, address);
        var criteria = newest
                ? Value.field("net", Value.of(List.of(Value.of(CHILD_CREATED))))
                : Value.field("net", Value.of(List.of(Value.of(UPDATED))))
                        .with("atr", Value.texts(need.names().stream().sorted().toList()));
        var subscription = Value.field(Attributes.ENC.shortName(), criteria)
                .with(Attributes.NU.shortName(), Value.texts(List.of(self)))
                .with(Attributes.SU.shortName(), Value.of(self));
        var content = Value.field(Subscription.TYPE.root(), subscription);
        return Request.create(target, asker.from(), Subscription.TYPE.number(), content)
                .withPeer(asker.peer());
    }

    private static Response succeeded(Response response, String address) {
        if (response.isSuccess()) return response;
        throw new Refused(response.code(), address + " cannot be watched: its CSE answers " + response.sentence());
    }

    /** What cannot be undone is left alone. */
    void end(String reference, String originator, Desk desk) {
        desk.send(Request.delete(reference, originator).withPeer(Peer.CSE));
    }

    /** Changes a resource of this CSE, if it is still there. */
    void note(String ri, Desk desk, UnaryOperator<Resource> change) {
        if (desk.view().byId(ri).isEmpty()) return;
        desk.record(ri, view -> {
            var before = view.byId(ri).orElseThrow(() -> Refused.notFound(ri + " has just been deleted"));
            var after = change.apply(before);
            return before.equals(after)
                    ? Outcome.of(before)
                    : new Outcome(List.of(new Write.Updated(before, after)), after);
        });
    }
}
