// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.delivery;

import java.time.Duration;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Neighbours;
import org.entente.cse.notification.Deliverer;
import org.entente.cse.procedure.Feature;
import org.entente.model.type.Delivery;

/** Deliveries, by which CSEs hand requests on. TS-0001 §9.6.11 */
public final class DeliveryFeature {
    private DeliveryFeature() {}

    /**
     * @param ways when something may go to another CSE
     * @param timeout how long one request to another CSE may take
     */
    public static Feature of(Identity identity, Neighbours neighbours, Deliverer.Ways ways, Duration timeout) {
        return Feature.NONE
                .with(Delivery.TYPE, new DeliveryProcedure(identity, neighbours))
                .with(DeliveryProcedure.KIND, new Deliveries(identity, neighbours, ways, timeout));
    }
}
