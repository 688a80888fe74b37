// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.beacon;

import org.entente.cse.address.Identity;
import org.entente.cse.procedure.Feature;
import org.entente.model.type.TimeSyncBeacon;

/** Beacons by which entities set their clocks. TS-0001 Release 4 (timeSyncBeacon) */
public final class BeaconFeature {
    private BeaconFeature() {}

    public static Feature of(Identity identity, Beacons beacons) {
        return Feature.NONE
                .with(TimeSyncBeacon.TYPE, new BeaconProcedure(identity))
                .with(Beacons.KIND, beacons);
    }
}
