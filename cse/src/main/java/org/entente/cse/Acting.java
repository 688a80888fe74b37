// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.entente.cse.access.Access;
import org.entente.cse.action.ActionParts;
import org.entente.cse.address.Identifiers;
import org.entente.cse.address.Identity;
import org.entente.cse.beacon.BeaconProcedure;
import org.entente.cse.beacon.Beacons;
import org.entente.cse.geo.Geography;
import org.entente.cse.location.LocationPolicyProcedure;
import org.entente.cse.location.PositionProcedure;
import org.entente.cse.procedure.Duty;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Reaction;
import org.entente.cse.transaction.Performance;
import org.entente.cse.transaction.TransactionParts;
import org.entente.model.type.ContentInstance;
import org.entente.model.type.LocationPolicy;
import org.entente.model.type.TimeSyncBeacon;

/** The parts by which the CSE acts: actions and processes, fences, transactions, beacons. */
record Acting(
        ActionParts actions,
        TransactionParts transactions,
        Geography geography,
        BeaconProcedure beacon,
        Beacons beacons) {

    static Acting of(Identity identity, Access access, Identifiers identifiers, Clock clock, Geography geography) {
        return new Acting(
                ActionParts.of(identity, access, identifiers, clock),
                new TransactionParts(identity),
                geography,
                new BeaconProcedure(identity),
                new Beacons(identity));
    }

    /** All procedures by type number; instances may be positions as well. */
    Map<Integer, Procedure> beside(Map<Integer, Procedure> others) {
        var all = new HashMap<>(others);
        all.putAll(actions.procedures());
        all.putAll(transactions.procedures());
        all.put(LocationPolicy.TYPE.number(), new LocationPolicyProcedure(geography));
        all.put(TimeSyncBeacon.TYPE.number(), beacon);
        all.computeIfPresent(
                ContentInstance.TYPE.number(), (_, instances) -> new PositionProcedure(instances, geography));
        return all;
    }

    /** Trying a request needs all procedures, so it comes last. */
    void connect(Performance performance) {
        transactions.connect(performance);
    }

    List<Reaction> reactions() {
        return List.of(actions.reaction());
    }

    Map<String, Duty> duties() {
        var all = new HashMap<>(actions.duties());
        all.putAll(transactions.duties());
        all.put(Beacons.KIND, beacons);
        return all;
    }
}
