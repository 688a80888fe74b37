// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.location;

import org.entente.cse.access.Access;
import org.entente.cse.address.Identity;
import org.entente.cse.geo.Geography;
import org.entente.cse.procedure.ContentInstanceProcedure;
import org.entente.cse.procedure.Feature;
import org.entente.model.type.ContentInstance;
import org.entente.model.type.LocationPolicy;

/** Location policies, and instances that may be positions. TS-0001 §10.2.9 */
public final class LocationFeature {
    private LocationFeature() {}

    public static Feature of(Identity identity, Access access, Geography geography) {
        var sharing = new Sharing(identity, access);
        return Feature.NONE
                .with(ContentInstance.TYPE, new PositionProcedure(new ContentInstanceProcedure(), geography, sharing))
                .with(LocationPolicy.TYPE, new LocationPolicyProcedure(geography, sharing))
                .with(Sharing.KIND, sharing);
    }
}
