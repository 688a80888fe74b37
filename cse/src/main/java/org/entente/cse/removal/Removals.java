// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.removal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.entente.cse.access.LocationSource;
import org.entente.cse.address.Identity;
import org.entente.cse.notification.Parties;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.procedure.Desk;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Has a target of a subscription removed that asks for it, as far as a policy allows. TS-0001 §10.2.10.8, TS-0004 §7.4.33. */
public final class Removals {
    private static final String NOTIFICATION = "m2m:sgn";

    private final Identity identity;
    private final Parties parties;
    private final Policies policies;
    private final DeletionRules rules;
    private final Duration timeout;

    /** @param timeout how long the subscriber may take to answer */
    public Removals(Identity identity, LocationSource locations, Duration timeout) {
        this.identity = identity;
        this.parties = new Parties(identity);
        this.policies = new Policies(identity);
        this.rules = new DeletionRules(locations);
        this.timeout = timeout;
    }

    /**
     * @param request to the {@code ntsr} of a subscription
     * @throws Refused OPERATION_NOT_ALLOWED for anything but a DELETE; ORIGINATOR_HAS_NO_PRIVILEGE if it is no target, or
     *     the policy says no
     */
    public Response answer(Request request, Resource subscription, View view, Desk desk) {
        if (request.operation() != Operation.DELETE)
            throw Refused.notAllowed("ntsr can only be deleted"); // [TS-0004 §7.4.33.2.1, §7.4.33.2.2, §7.4.33.2.3]
        var targets = subscription.texts(Attributes.NU).stream()
                .filter(target -> parties.isOriginator(target, request.from(), view))
                .toList();
        if (targets.isEmpty()) throw Refused.noPrivilege(request.from() + " is no target of " + subscription.path());
        var policy = policies.of(subscription, targets.getFirst(), view);
        if (!rules.hold(policy, identity.originator(request.from()), desk.now(), view))
            throw Refused.noPrivilege("the rules of " + policy.path() + " do not let " + request.from() + " go now");
        switch (Action.of(policy)) {
            case ACCEPT -> remove(subscription, targets, desk);
            case REJECT -> throw Refused.noPrivilege(policy.path() + " lets no target go");
            case ASK_SUBSCRIBER -> {
                if (!isAllowed(tell(request, subscription, desk)))
                    throw Refused.noPrivilege("the subscriber does not let " + request.from() + " go");
                remove(subscription, targets, desk);
            }
            case INFORM_SUBSCRIBER -> {
                var _ = tell(request, subscription, desk);
                throw Refused.noPrivilege("the subscriber has been informed, and has to decide");
            }
        }
        return Response.of(request, ResultCode.DELETED);
    }

    private Delivery tell(Request request, Resource subscription, Desk desk) {
        var subscriber = policies.subscriber(subscription)
                .orElseThrow(() -> Refused.noPrivilege("nobody is known as the subscriber"));
        var content = Value.field("sur", Value.of(identity.spRelative(subscription.ri())))
                .with("ntt", Value.of(request.from()))
                .with("trr", Value.of(true));
        var notify = Request.notification(subscriber, identity.cseId(), Value.field(NOTIFICATION, content))
                .withPeer(Peer.CSE);
        return desk.deliver(subscriber, notify, timeout);
    }

    /** [TS-0004 §7.4.33.2.4] "with Notification Target removal allowance indication" */
    private static boolean isAllowed(Delivery delivery) {
        return delivery instanceof Delivery.Answered(var response)
                && response.isSuccess()
                && response.content().find(NOTIFICATION).orElse(null) instanceof Value.Fields answer
                && Value.of(true).equals(answer.find("tra").orElse(null));
    }

    private static void remove(Resource subscription, List<String> targets, Desk desk) {
        desk.record(subscription.ri(), view -> {
            var before = view.byId(subscription.ri())
                    .orElseThrow(() -> Refused.notFound(subscription.path() + " has just been deleted"));
            var left = new ArrayList<>(before.texts(Attributes.NU));
            left.removeAll(targets);
            // Nobody is left to be told anything.
            if (left.isEmpty()) return new Outcome(List.of(new Write.Deleted(before)), before);
            var after = before.with(Attributes.NU, Value.texts(left)).with(Attributes.LT, Timestamp.text(desk.now()));
            var writes = new ArrayList<Write>(List.of(new Write.Updated(before, after)));
            for (var notice : view.notices(before.ri(), Integer.MAX_VALUE))
                if (targets.contains(notice.target())) writes.add(new Write.Dequeued(notice));
            return new Outcome(writes, after);
        });
    }
}
