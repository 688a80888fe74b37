// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.profile;

import org.entente.cse.address.Identity;
import org.entente.cse.procedure.Feature;
import org.entente.model.type.PrimitiveProfile;

/** Profiles of primitives. TS-0001 Release 4 (primitiveProfile) */
public final class ProfileFeature {
    private ProfileFeature() {}

    public static Feature of(Identity identity) {
        return Feature.NONE.with(PrimitiveProfile.TYPE, new ProfileProcedure(identity));
    }
}
