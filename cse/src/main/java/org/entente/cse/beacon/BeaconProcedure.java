// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.beacon;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.entente.cse.address.Entities;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Tree;
import org.entente.cse.notification.Expiry;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.cse.store.Errand;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.type.Ae;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.RemoteCse;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;

/** Begins and ends what a timeSyncBeacon asks for. TS-0001 and TS-0004 of Release 4 (timeSyncBeacon). */
public final class BeaconProcedure implements Procedure {
    static final String KIND = "beacon";

    /** At a registered entity: the beacons that want to know when its clock goes wrong; never shown. */
    static final Attribute WATCHED_BY = new Attribute("_bcn", "beacons", Scalar.ANY);

    static final long PERIODIC = 1;
    static final long LOSS_OF_SYNCHRONIZATION = 2;

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final String USUAL_INTERVAL = "PT1H";
    private static final String USUAL_THRESHOLD = "PT5S";

    private final Identity identity;
    private final Tree tree;

    public BeaconProcedure(Identity identity) {
        this.identity = identity;
        this.tree = new Tree(identity);
    }

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        var requested = created.has(Attributes.BCNR)
                ? created
                : created.with(Attributes.BCNR, turn.request().from());
        var beacon = complete(requested);
        turn.create(beacon);
        begin(turn, beacon);
    }

    @Override
    public void update(Turn turn, Resource before, Resource after) {
        var beacon = complete(after);
        turn.update(before, beacon);
        boolean same = before.value(Attributes.BCNC).equals(beacon.value(Attributes.BCNC))
                && before.value(Attributes.BCNI).equals(beacon.value(Attributes.BCNI));
        if (same) return;
        end(turn, before);
        begin(turn, beacon);
    }

    @Override
    public void delete(Turn turn, Resource parent, Resource beacon) {
        turn.delete(beacon);
        end(turn, beacon);
    }

    /** @throws Refused BAD_REQUEST if what is asked for has no meaning for these criteria */
    private static Resource complete(Resource beacon) {
        long criteria = beacon.whole(Attributes.BCNC, 0);
        boolean periodic = criteria == PERIODIC;
        if (!periodic && criteria != LOSS_OF_SYNCHRONIZATION)
            throw Refused.badRequest("bcnc is 1 (periodic) or 2 (loss of synchronization)");
        if (beacon.has(periodic ? Attributes.BCNT : Attributes.BCNI))
            throw Refused.badRequest(
                    periodic
                            ? "a periodic beacon has no threshold (bcnt)"
                            : "only a periodic beacon has an interval (bcni)");
        var measure = periodic ? Attributes.BCNI : Attributes.BCNT;
        var whole = beacon.has(measure) ? beacon : beacon.with(measure, periodic ? USUAL_INTERVAL : USUAL_THRESHOLD);
        if (measure(whole).compareTo(SHORTEST) < 0) throw Refused.badRequest(measure + " must be at least one second");
        return whole;
    }

    static Duration measure(Resource beacon) {
        return beacon.text(Attributes.BCNI)
                .or(() -> beacon.text(Attributes.BCNT))
                .map(Expiry::parse)
                .orElse(SHORTEST);
    }

    static Errand errand(Resource beacon, Instant due) {
        return new Errand(beacon.ri(), KIND, Timestamp.text(due), Value.Fields.EMPTY);
    }

    private void begin(Turn turn, Resource beacon) {
        if (beacon.whole(Attributes.BCNC, 0) == PERIODIC)
            turn.add(new Write.Charged(errand(beacon, turn.now().plus(measure(beacon)))));
        else
            note(
                    turn,
                    requester(beacon, turn.view())
                            .orElseThrow(() -> Refused.badRequest("bcnr names nobody who is registered here")),
                    beacon,
                    true);
    }

    private void end(Turn turn, Resource beacon) {
        turn.view().errand(beacon.ri(), KIND).ifPresent(errand -> turn.add(new Write.Discharged(errand)));
        requester(beacon, turn.view()).ifPresent(entity -> note(turn, entity, beacon, false));
    }

    private Optional<Resource> requester(Resource beacon, View view) {
        return beacon.text(Attributes.BCNR).flatMap(id -> entity(id, view));
    }

    private Optional<Resource> entity(String id, View view) {
        return Entities.find(identity, tree, id, view)
                .filter(found -> found.type() == Ae.TYPE || found.type() == RemoteCse.TYPE);
    }

    private static void note(Turn turn, Resource entity, Resource beacon, boolean watches) {
        var before = turn.byId(entity.ri()).orElse(entity);
        var all = new ArrayList<>(before.texts(WATCHED_BY));
        if (!all.remove(beacon.ri()) && !watches) return;
        if (watches) all.add(beacon.ri());
        turn.update(before, all.isEmpty() ? before.without(WATCHED_BY) : before.with(WATCHED_BY, Value.texts(all)));
    }
}
