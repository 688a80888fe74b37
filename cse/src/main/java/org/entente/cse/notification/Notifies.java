// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.time.Clock;
import org.entente.cse.outbound.Couriers;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Resource;

/** Answers a NOTIFY whose target is a resource of this CSE. TS-0004 §7.3.3.9. */
public final class Notifies {

    public Notifies(Couriers couriers, Privileges privileges, Clock clock, DeliverySettings settings) {}

    /** @throws Refused if the resource takes no NOTIFY, or its entity cannot be reached */
    public Response answer(Request request, Resource target, View view) {
        throw new Refused(ResultCode.NOT_IMPLEMENTED, "NOTIFY is not served yet");
    }
}
