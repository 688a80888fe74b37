// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.beacon;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.cse.address.Entities;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Tree;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.TimeSyncBeacon;

/** Notices whose clock goes wrong, and sends beacons: at intervals, or because of that. TS-0001 Release 4 (timeSyncBeacon). */
public final class Beacons implements Duty {
    public static final String KIND = BeaconProcedure.KIND;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Identity identity;
    private final Tree tree;

    public Beacons(Identity identity) {
        this.identity = identity;
        this.tree = new Tree(identity);
    }

    /** Holds the time that a request carries against ours; most carry none. */
    public void observe(Request request, View view, Desk desk) {
        // Who might be anybody says nothing about an entity's clock.
        if (request.peer().internal() || !request.peer().authenticated()) return;
        var told = request.text(Parameter.ORIGINATING_TIMESTAMP);
        if (told.isEmpty() || request.from().isEmpty()) return;
        var entity = Entities.find(identity, tree, request.from(), view);
        if (entity.isEmpty() || !entity.get().has(BeaconProcedure.WATCHED_BY)) return;
        var off = Duration.between(Timestamp.parseRelativeTo(told.get(), desk.now()), desk.now())
                .abs();
        for (var ri : entity.get().texts(BeaconProcedure.WATCHED_BY))
            view.byId(ri)
                    .filter(beacon -> beacon.type() == TimeSyncBeacon.TYPE)
                    .filter(beacon -> off.compareTo(BeaconProcedure.measure(beacon)) > 0)
                    .ifPresent(beacon -> charge(beacon, desk));
    }

    /** One that waits to be sent is enough. */
    private static void charge(Resource beacon, Desk desk) {
        desk.record(beacon.ri(), latest -> {
            var now = latest.byId(beacon.ri());
            if (now.isEmpty() || latest.errand(beacon.ri(), KIND).isPresent()) return Outcome.of(now.orElse(beacon));
            return Outcome.of(now.get())
                    .plus(List.of(new Write.Charged(BeaconProcedure.errand(now.get(), desk.now()))));
        });
    }

    @Override
    public void perform(Errand errand, Desk desk) {
        var beacon = desk.view().byId(errand.about());
        beacon.ifPresent(found -> send(found, desk));
        desk.record(errand.about(), latest -> {
            var now = latest.byId(errand.about());
            var about = Outcome.of(
                    now.orElseGet(() -> latest.byId(identity.baseId()).orElseThrow()));
            return about.plus(List.of(next(errand, now, desk)
                    .<Write>map(Write.Charged::new)
                    .orElseGet(() -> new Write.Discharged(errand))));
        });
    }

    private static Optional<Errand> next(Errand errand, Optional<Resource> beacon, Desk desk) {
        return beacon.filter(found -> found.whole(Attributes.BCNC, 0) == BeaconProcedure.PERIODIC)
                .map(found -> {
                    var interval = BeaconProcedure.measure(found);
                    var due = Timestamp.parse(errand.due()).plus(interval);
                    return BeaconProcedure.errand(
                            found, due.isAfter(desk.now()) ? due : desk.now().plus(interval));
                });
    }

    /** A beacon that does not arrive is worth nothing later. */
    private void send(Resource beacon, Desk desk) {
        for (var target : new ArrayList<>(beacon.texts(Attributes.BCNU))) {
            var told = Value.Fields.EMPTY
                    .with("tbr", Value.of(identity.spRelative(beacon.ri())))
                    .with("ctm", Value.of(Timestamp.text(desk.now())));
            var notify = Request.notification(target, identity.cseId(), Value.field("m2m:tsbn", told))
                    .withPeer(Peer.CSE)
                    .with(Parameter.RELEASE_VERSION_INDICATOR, Request.RELEASE);
            try {
                desk.deliver(target, notify, PATIENCE);
            } catch (Refused nobodyThere) {
                // The others are still told.
            }
        }
    }
}
