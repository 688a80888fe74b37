// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.outbound;

import java.time.Duration;
import java.util.Map;
import org.entente.cse.address.Identity;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.store.Store;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Request;
import org.entente.model.type.Resource;

/** Finds the way to an entity: a URL, the points of access of an AE or CSE, or a part of this process. TS-0001 §9.6.8. */
public final class Couriers implements Courier {

    /** @param outbounds the ways out by URL scheme in lower case */
    public Couriers(
            Identity identity,
            Store store,
            LocalEntities entities,
            Map<String, Outbound> outbounds,
            TargetRules rules) {}

    /** Hands in the pipeline, for notifications whose target is a resource of this CSE. */
    public void connect(Mca cse) {}

    @Override
    public Delivery deliver(String target, Request request, Duration timeout) {
        return new Delivery.Undeliverable("there is no way to " + target);
    }

    /** Sends a request on to the entity behind an AE, CSEBase or remoteCSE resource. TS-0004 §7.3.3.9 */
    public Delivery toEntity(Resource entity, Request request, Duration timeout) {
        return new Delivery.Undeliverable("there is no way to " + entity);
    }
}
