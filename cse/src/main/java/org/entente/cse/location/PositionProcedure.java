// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.location;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.entente.cse.address.Identifiers;
import org.entente.cse.geo.Geography;
import org.entente.cse.geo.Geometry;
import org.entente.cse.geo.Position;
import org.entente.cse.procedure.Instances;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.ContentInstance;
import org.entente.model.type.LocationPolicy;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;

/**
 * A contentInstance, which in the container of a locationPolicy is a position: it may cross a fence, and what happened is
 * another instance there. TS-0001 §9.6.10, §10.2.9.7.
 */
public final class PositionProcedure implements Procedure {
    /** Whether the last position lay in the area; never shown. */
    static final Attribute INSIDE = new Attribute("_ins", "inside", Scalar.BOOLEAN);

    /** Tells instances that the CSE has made from those that were given. */
    static final String LABEL = "geofence";

    private static final long GEOFENCE_EVENT = 2; // m2m:locationInformationType

    private final Procedure instances;
    private final Geography geography;
    private final Sharing sharing;

    /** @param instances what every contentInstance does */
    PositionProcedure(Procedure instances, Geography geography, Sharing sharing) {
        this.instances = instances;
        this.geography = geography;
        this.sharing = sharing;
    }

    @Override
    public Resource present(Resource instance, View view) {
        return instance.has(Sharing.SHARED_BY) ? sharing.current(instance, view) : instance;
    }

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        var policy =
                parent.text(Attributes.LI).flatMap(turn::byId).filter(found -> found.type() == LocationPolicy.TYPE);
        boolean isLookedUp = policy.filter(Sharing::isShared)
                        .filter(found -> Sharing.period(found).isEmpty())
                        .isPresent()
                && turn.request().peer().internal();
        instances.create(
                turn,
                parent,
                isLookedUp ? created.with(Sharing.SHARED_BY, policy.get().ri()) : created);
        policy.ifPresent(found -> arrive(turn, found, parent, created));
    }

    @Override
    public void delete(Turn turn, Resource parent, Resource resource) {
        instances.delete(turn, parent, resource);
    }

    private void arrive(Turn turn, Resource policy, Resource container, Resource created) {
        var known = policy.with(Attributes.LOST, LocationPolicyProcedure.KNOWN);
        if (policy.whole(Attributes.LIT, 1) != GEOFENCE_EVENT) {
            if (!known.equals(policy)) turn.update(policy, known);
            return;
        }
        var position = position(created)
                .orElseThrow(() -> Refused.badRequest(
                        "a position is expected, such as [11.58,48.14] (longitude first), or a point as loc"));
        var fence = Fence.of(policy, geography);
        boolean now = fence.includes(position, geography);
        turn.update(policy, known.with(INSIDE, Value.of(now)));
        if (fence.tells(policy.truth(INSIDE), now)) tell(turn, container.ri(), fence.event());
    }

    private static Optional<Position> position(Resource instance) {
        var location = Geometry.of(instance).filter(Geometry::isPoint).map(Geometry::first);
        return location.or(() -> instance.value(Attributes.CON).flatMap(Geometry::position));
    }

    /** The event result. TS-0001 §9.6.10 */
    private void tell(Turn turn, String container, long event) {
        var parent = turn.byId(container).orElseThrow();
        long number = Instances.next(parent);
        var name = Identifiers.instanceName(ContentInstance.TYPE, number);
        var now = Value.of(Timestamp.text(turn.now()));
        var all = new LinkedHashMap<String, Value>();
        all.put(Attributes.RN.shortName(), Value.of(name));
        all.put(Attributes.TY.shortName(), Value.of(ContentInstance.TYPE.number()));
        all.put(Attributes.RI.shortName(), Value.of(Identifiers.instance(container, number)));
        all.put(Attributes.PI.shortName(), Value.of(container));
        all.put(Attributes.CT.shortName(), now);
        all.put(Attributes.LT.shortName(), now);
        parent.value(Attributes.ET).ifPresent(et -> all.put(Attributes.ET.shortName(), et));
        all.put(Attributes.LBL.shortName(), Value.texts(List.of(LABEL)));
        all.put(Attributes.CNF.shortName(), Value.of("text/plain:0"));
        all.put(Attributes.CON.shortName(), Value.of(Long.toString(event)));
        instances.create(turn, parent, new Resource(ContentInstance.TYPE, parent.path() + "/" + name, all));
    }
}
