// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.announcement;

import java.time.Duration;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Receiver;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/**
 * Passes a NOTIFY for an announced AE on to the AE itself, at its own CSE. TS-0001 §10.2.13.12.
 *
 * @param timeout how long that CSE may take for its answer
 */
record AnnouncedReceiver(Duration timeout) implements Receiver {

    @Override
    public Response take(Request notification, Resource target, Desk desk) {
        var original = target.text(Attributes.LNK).orElseThrow();
        return switch (desk.deliver(original, notification, timeout)) {
            case Delivery.Answered(var response) -> response.withId(notification.id());
            case Delivery.Awaited(var _, var reason) -> throw unreachable(original, reason);
            case Delivery.Unreachable(var reason) -> throw unreachable(original, reason);
            case Delivery.Undeliverable(var reason) -> throw unreachable(original, reason);
        };
    }

    private static Refused unreachable(String original, String reason) {
        return new Refused(ResultCode.TARGET_NOT_REACHABLE, original + " cannot be reached: " + reason);
    }
}
