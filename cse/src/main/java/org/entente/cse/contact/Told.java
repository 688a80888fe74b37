// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.contact;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Neighbours;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Receiver;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Selection;
import org.entente.cse.store.Store;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Ae;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceTypes;

/** What other CSEs tell this one about AEs, by a NOTIFY to the CSEBase. TS-0004 §7.5.1.2.16, §7.5.1.2.17. */
public final class Told implements Receiver {
    private static final int IN_CSE = 1;
    private static final int INACTIVE = 2; // m2m:AERegistrationStatus

    private final Identity identity;
    private final Neighbours neighbours;
    private final Access access;
    private final Store store;
    private final ContactLists lists;
    private final References references;
    private final Integer[] types;
    private final Duration timeout;

    public Told(
            Identity identity,
            Neighbours neighbours,
            Access access,
            Store store,
            ContactLists lists,
            ResourceTypes types,
            Duration timeout) {
        this.identity = identity;
        this.neighbours = neighbours;
        this.access = access;
        this.store = store;
        this.lists = lists;
        this.references = new References(identity);
        this.timeout = timeout;
        this.types = types.all().stream()
                .filter(References::refers)
                .map(type -> type.number())
                .distinct()
                .toArray(Integer[]::new);
    }

    @Override
    public boolean takes(Request notification) {
        return Tracking.in(notification).isPresent();
    }

    /** CSEs that are registered need no privilege for what the specification has them say. */
    @Override
    public boolean expects(Request notification, Resource target) {
        var tracking = Tracking.in(notification);
        if (tracking.isEmpty()) return false;
        var view = store.view();
        var from = identity.originator(notification.from());
        boolean fromBelow =
                identity.cseType() == IN_CSE && neighbours.registree(from, view).isPresent();
        boolean known = tracking.get().moved()
                ? neighbours.isRegistrar(from) || (fromBelow && isAt(from, tracking.get()))
                : fromBelow;
        return known && access.believes(notification, target, view);
    }

    /** A CSE may say who has come to it, and not who has gone elsewhere. */
    private boolean isAt(String cse, Tracking tracking) {
        return tracking.after().flatMap(identity::cse).filter(cse::equals).isPresent();
    }

    @Override
    public Response take(Request notification, Resource target, Desk desk) {
        var tracking = Tracking.in(notification).orElseThrow();
        var before = tracking.before().flatMap(references::ae);
        var after = tracking.after().flatMap(references::ae);
        if (before.isEmpty() && after.isEmpty()) throw Refused.badRequest("the notification names no AE (tid1, tid2)");
        if (tracking.moved()) {
            if (before.isEmpty() || after.isEmpty())
                throw Refused.badRequest("an AE that has moved was somewhere (tid1) and is somewhere (tid2)");
            if (identity.cseType() == IN_CSE) later(before.get(), after.get(), desk);
            else moved(before.get(), after.get(), desk);
        } else {
            if (identity.cseType() != IN_CSE)
                throw new Refused(ResultCode.OPERATION_NOT_ALLOWED, "only the IN-CSE keeps an AEContactList");
            var cse = identity.cse(identity.originator(notification.from()))
                    .orElseThrow(() -> Refused.badRequest("only CSEs refer to AEs"));
            lists.note(cse, new Tracking(false, before, after), desk);
        }
        return Response.of(notification, ResultCode.OK);
    }

    /** The IN-CSE tells others in its own time, until they have heard it. */
    private void later(String before, String after, Desk desk) {
        desk.record(
                identity.baseId(),
                view -> new Outcome(
                        List.of(Relocation.charge(before, before, after)),
                        view.byId(identity.baseId()).orElseThrow()));
    }

    /**
     * Tells everybody whom it concerns that an AE has moved, and this CSE itself. TS-0001 §10.2.16.1
     *
     * @return false if somebody did not hear it
     */
    public boolean spread(String before, String after, Desk desk) {
        var concerned = new TreeSet<>(lists.referring(before, desk.view()));
        identity.cse(before).filter(cse -> !cse.equals(identity.cseId())).ifPresent(concerned::add);
        boolean all = true;
        for (var cse : concerned) all &= tell(cse, before, after, desk);
        moved(before, after, desk);
        return all;
    }

    /** @return false if the CSE did not hear that an AE has moved */
    boolean tell(String cse, String before, String after, Desk desk) {
        var content = new Tracking(true, Optional.of(before), Optional.of(after)).content();
        var notify = Request.notification(cse, identity.cseId(), content)
                .withPeer(Peer.CSE)
                .with(Parameter.RELEASE_VERSION_INDICATOR, Request.RELEASE);
        return desk.deliver(cse, notify, timeout) instanceof Delivery.Answered(var response)
                && (response.isSuccess() || response.code() == ResultCode.NOT_FOUND);
    }

    /** All that refers to the AE where it was refers to it where it is. TS-0004 §7.5.1.2.16 */
    void moved(String before, String after, Desk desk) {
        desk.record(identity.baseId(), view -> {
            var base = view.byId(identity.baseId()).orElseThrow();
            var now = Timestamp.text(desk.now());
            var writes = new ArrayList<Write>();
            try (var all = view.select(Selection.descendants(base).ofTypes(types))) {
                all.forEach(each -> references
                        .replaced(each, before, after)
                        .ifPresent(changed -> writes.add(new Write.Updated(each, changed.with(Attributes.LT, now)))));
            }
            left(before, view)
                    .forEach(ae -> writes.add(new Write.Updated(
                            ae, ae.with(Attributes.REGS, INACTIVE).with(Attributes.LT, now))));
            return new Outcome(writes, base);
        });
    }

    /** The AE's registration here, if it was here. */
    private List<Resource> left(String before, View view) {
        var local = identity.local(before);
        if (local.startsWith("/")) return List.of();
        return view.byId(local).filter(found -> found.type() == Ae.TYPE).stream()
                .toList();
    }
}
