// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cross;

import org.entente.cse.address.Identity;
import org.entente.cse.notification.Events;
import org.entente.cse.notification.Unlinking;
import org.entente.cse.notification.Verifications;
import org.entente.cse.procedure.Feature;
import org.entente.model.type.CrossResourceSubscription;

/** Subscriptions to what happens at several resources within a window. TS-0001 §9.6.58 */
public final class CrossResourceFeature {
    private CrossResourceFeature() {}

    public static Feature of(Identity identity, Verifications verifications) {
        var ties = new Ties(identity);
        return Feature.NONE
                .with(CrossResourceSubscription.TYPE, new CrossResourceProcedure(identity, ties, verifications))
                .with(Abandonment.KIND, new Abandonment(identity))
                .with(Unlinking.KIND, new Separation(identity, ties));
    }

    /** What comes of the events that were gathered. */
    public static Feature gathering(Identity identity, Events events) {
        return Feature.NONE
                .with(CrossResourceSubscription.TYPE, new Collecting(identity, events))
                .with(WindowEnd.KIND, new WindowEnd(identity, events));
    }
}
