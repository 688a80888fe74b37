// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.location;

import java.util.LinkedHashMap;
import java.util.List;
import org.entente.cse.access.Access;
import org.entente.cse.geo.Geography;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Container;
import org.entente.model.type.Resource;

/** Keeps the container in which a locationPolicy's positions are, and checks its fence. TS-0004 §7.4.10, TS-0001 §10.2.9. */
public final class LocationPolicyProcedure implements Procedure {
    static final String KNOWN = "a position is known";

    private static final String UNKNOWN = "no position is known yet";

    private static final int NETWORK_BASED = 1; // m2m:locationSource

    private static final long POSITION_FIX = 1; // m2m:locationInformationType
    private static final long GEOFENCE_EVENT = 2;

    private static final List<Attribute> FENCE = List.of(Attributes.LIT, Attributes.GTA, Attributes.GEC);

    private final Geography geography;

    private final Sharing sharing;

    LocationPolicyProcedure(Geography geography, Sharing sharing) {
        this.geography = geography;
        this.sharing = sharing;
    }

    /** The first position of a sharing-based policy, as far as it is known. */
    @Override
    public Resource settle(Request request, Resource subject, Desk desk) {
        if (request.operation() != Operation.CREATE || !Sharing.isShared(subject)) return subject;
        sharing.locate(subject, desk);
        return desk.view().byId(subject.ri()).orElse(subject);
    }

    @Override
    public boolean isToBeSettled(Resource made) {
        return Sharing.isShared(made);
    }

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        checkSource(created);
        var policy = created.has(Attributes.LIT) ? created : created.with(Attributes.LIT, POSITION_FIX);
        check(policy);
        var container = container(turn, parent, policy);
        turn.create(container);
        turn.create(Sharing.madeBy(turn.request().peer(), policy)
                .with(Attributes.LOI, container.ri())
                .with(Attributes.LOST, UNKNOWN)); // [TS-0004 §7.4.10.2.1]
        Sharing.begin(turn, policy);
    }

    @Override
    public void update(Turn turn, Resource before, Resource after) {
        check(after);
        // Nobody knows on which side of another fence it was.
        boolean moved = FENCE.stream().anyMatch(each -> !before.value(each).equals(after.value(each)));
        turn.update(before, moved ? after.without(PositionProcedure.INSIDE) : after);
        if (!before.value(Attributes.LOU).equals(after.value(Attributes.LOU))) Sharing.begin(turn, after);
    }

    @Override
    public void delete(Turn turn, Resource parent, Resource policy) {
        turn.delete(policy);
        policy.text(Attributes.LOI).flatMap(turn::byId).ifPresent(turn::delete); // [TS-0004 §7.4.10.2.4]
    }

    private static void checkSource(Resource policy) {
        long source = policy.whole(Attributes.LOS, 0);
        if (source != NETWORK_BASED) return;
        if (!(policy.has(Attributes.LOT) && policy.has(Attributes.LOR)))
            throw Refused.badRequest("a network-based location needs lot and lor"); // [TS-0004 §7.4.10.2.1]
        throw new Refused(
                ResultCode.NOT_IMPLEMENTED,
                "no location server is asked here; a location is device-based or sharing-based (los 2, 3)");
    }

    private void check(Resource policy) {
        if (policy.has(Attributes.RLKL) || policy.has(Attributes.LUEC))
            throw Refused.badRequest(
                    "rlkl and luec have a meaning for network-based locations alone"); // [TS-0001 §9.6.10]
        checkPeriods(policy.texts(Attributes.LOU));
        if (policy.whole(Attributes.LIT, POSITION_FIX) == GEOFENCE_EVENT) Fence.of(policy, geography);
        else if (policy.has(Attributes.GTA))
            geography.check(Fence.area(policy.value(Attributes.GTA).orElseThrow()));
    }

    /** Zero stands alone. TS-0001 §9.6.10 (locationUpdatePeriod) */
    private static void checkPeriods(List<String> periods) {
        for (var period : periods) {
            if (period.startsWith("-")) throw Refused.badRequest("lou has no negative durations");
            if (periods.size() > 1 && !period.matches(".*[1-9].*"))
                throw Refused.badRequest("a lou of zero stands alone");
        }
    }

    /** Beside the policy, with its rights and as long as it. TS-0001 §10.2.9.6 */
    private static Resource container(Turn turn, Resource parent, Resource policy) {
        var ri = turn.identifiers().resource(Container.TYPE);
        var name = policy.text(Attributes.LON).orElse(ri);
        if (!name.matches("[\\p{L}\\p{N}._~-]{1,255}"))
            throw Refused.badRequest("lon must be a name: letters, digits and -._~");
        var path = parent.path() + "/" + name;
        if (turn.view().byPath(path).isPresent() || path.equals(policy.path()))
            throw Refused.conflict("there is already a resource named " + name + " in " + parent.path());
        var all = new LinkedHashMap<String, Value>();
        all.put(Attributes.RN.shortName(), Value.of(name));
        all.put(Attributes.TY.shortName(), Value.of(Container.TYPE.number()));
        all.put(Attributes.RI.shortName(), Value.of(ri));
        all.put(Attributes.PI.shortName(), Value.of(parent.ri()));
        for (var same : List.of(
                Attributes.CT, Attributes.LT, Attributes.ET, Attributes.ACPI, Attributes.CSTN, Access.CREATED_BY))
            policy.value(same).ifPresent(value -> all.put(same.shortName(), value));
        all.put(Attributes.ST.shortName(), Value.of(0));
        all.put(Attributes.CNI.shortName(), Value.of(0));
        all.put(Attributes.CBS.shortName(), Value.of(0));
        all.put(Attributes.LI.shortName(), Value.of(policy.ri()));
        return new Resource(Container.TYPE, path, all);
    }
}
