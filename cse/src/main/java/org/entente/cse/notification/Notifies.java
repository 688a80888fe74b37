// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.cse.access.AccessOperation;
import org.entente.cse.outbound.Couriers;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Receiver;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Ae;
import org.entente.model.type.CseBase;
import org.entente.model.type.Resource;

/** Answers a NOTIFY whose target is a resource of this CSE. TS-0004 §7.3.3.9. */
public final class Notifies {
    private static final Set<String> UNDERSTOOD = Set.of(Notification.ROOT, Notification.AGGREGATED);

    private final Couriers couriers;
    private final Privileges privileges;
    private final Clock clock;
    private final DeliverySettings settings;
    private final Map<Integer, Receiver> receivers;

    /** @param receivers by the number of their type */
    public Notifies(
            Couriers couriers,
            Privileges privileges,
            Clock clock,
            DeliverySettings settings,
            Map<Integer, Receiver> receivers) {
        this.couriers = couriers;
        this.privileges = privileges;
        this.clock = clock;
        this.settings = settings;
        this.receivers = Map.copyOf(receivers);
    }

    /** Whether a notification was asked for by the target itself, so that its sender needs no privilege. */
    public boolean expects(Request request, Resource target) {
        var receiver = receivers.get(target.type().number());
        return receiver != null && receiver.takes(request) && receiver.expects(request, target);
    }

    /** What is told to a sender who may not notify: of a verification, that its host may not. TS-0004 §7.5.1.2.3 */
    public Refused refusal(Request request, Refused refused) {
        return refused.code() == ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE
                        && verification(request).isPresent()
                ? new Refused(ResultCode.SUBSCRIPTION_HOST_HAS_NO_PRIVILEGE, refused.sentence())
                : refused;
    }

    /** @throws Refused if the resource takes no NOTIFY, or its entity cannot be reached */
    public Response answer(Request request, Resource target, View view, Desk desk) {
        var receiver = receivers.get(target.type().number());
        if (receiver != null && receiver.takes(request)) return receiver.take(request, target, desk);
        verifyCreator(request, target, view);
        if (target.type() == Ae.TYPE) return forward(request, target);
        if (target.type() != CseBase.TYPE) throw Refused.notAllowed(target.type() + " takes no NOTIFY");
        var roots = request.content().members().keySet();
        if (roots.size() != 1) throw Refused.badRequest("a NOTIFY carries one notification"); // [TS-0004 §7.5.1.1]
        if (!UNDERSTOOD.containsAll(roots))
            throw new Refused(ResultCode.NOT_IMPLEMENTED, "this CSE takes no notification of type " + roots);
        return Response.of(request, ResultCode.OK);
    }

    private Response forward(Request request, Resource ae) {
        var timeout = Expiry.left(request, clock.instant(), settings.timeout());
        return switch (couriers.toEntity(ae, request, timeout)) {
            case Delivery.Answered(var response) -> response.withId(request.id());
            case Delivery.Unreachable(var reason) -> throw unreachable(ae, reason);
            case Delivery.Awaited(var _, var reason) -> throw unreachable(ae, reason);
            case Delivery.Undeliverable(var reason) -> throw unreachable(ae, reason);
        };
    }

    /** Who asks for notifications to somebody else must be allowed to notify it. TS-0004 §7.5.1.2.3 */
    private void verifyCreator(Request request, Resource target, View view) {
        var verification = verification(request);
        if (verification.isEmpty()) return;
        var creator = verification.get().text(Notification.CREATOR).orElse(request.from());
        var asking = request.withFrom(creator).withPeer(Peer.LOCAL);
        if (!privileges.allows(asking, target, AccessOperation.NOTIFY, view))
            throw new Refused(
                    ResultCode.SUBSCRIPTION_CREATOR_HAS_NO_PRIVILEGE,
                    creator + " may not have " + target.path() + " notified");
    }

    private static Optional<Value.Fields> verification(Request request) {
        return request.content().find(Notification.ROOT).orElse(null) instanceof Value.Fields notification
                        && Value.of(true)
                                .equals(notification
                                        .find(Notification.VERIFICATION)
                                        .orElse(null))
                ? Optional.of(notification)
                : Optional.empty();
    }

    private static Refused unreachable(Resource ae, String reason) {
        return new Refused(ResultCode.TARGET_NOT_REACHABLE, ae.path() + " cannot be reached: " + reason);
    }
}
