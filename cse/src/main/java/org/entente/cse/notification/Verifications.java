// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.entente.cse.access.AccessOperation;
import org.entente.cse.address.Identifiers;
import org.entente.cse.address.Identity;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.outbound.Question;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.type.Ae;

/** Asks those who are to be notified, and did not ask for it, whether they agree. TS-0004 §7.5.1.2.3. */
public final class Verifications {
    private final Identity identity;
    private final Parties parties;
    private final Privileges privileges;
    private final Identifiers identifiers;
    private final Clock clock;
    private final NotificationSettings settings;

    public Verifications(
            Identity identity,
            Privileges privileges,
            Identifiers identifiers,
            Clock clock,
            NotificationSettings settings) {
        this.identity = identity;
        this.parties = new Parties(identity);
        this.privileges = privileges;
        this.identifiers = identifiers;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * @param name the resource that will notify them; its path as far as it is known
     * @throws Refused SUBSCRIPTION_VERIFICATION_INITIATION_FAILED if it can be told already that one does not agree
     */
    public List<Question> of(Request request, String name, List<String> targets, View view) {
        return targets.stream()
                .distinct()
                .filter(target -> !parties.isOriginator(target, request.from(), view))
                .<Question>map(target -> verification(request, name, target, view))
                .toList();
    }

    private Question verification(Request request, String name, String target, View view) {
        // Of an AE that is registered here this CSE is the receiver too, so it judges for it.
        var registered = parties.resource(target, view).filter(found -> found.type() == Ae.TYPE);
        boolean allowed = registered
                .map(ae -> request.peer().internal()
                        || privileges.allows(as(request.from(), request), ae, AccessOperation.NOTIFY, view))
                .orElse(true);
        if (!allowed)
            throw failed(
                    target,
                    request.from() + " may not have it notified ("
                            + ResultCode.SUBSCRIPTION_CREATOR_HAS_NO_PRIVILEGE.number() + ")");
        var notify = Request.notification(
                        target, identity.cseId(), Notification.verification(identity, name, target, request.from()))
                .withId(identifiers.requestId())
                .withPeer(Peer.CSE)
                .with(Parameter.RELEASE_VERSION_INDICATOR, Request.RELEASE);
        return courier -> {
            var timeout = Expiry.shorter(request, clock.instant(), settings.verificationTimeout());
            switch (courier.deliver(target, notify, timeout)) {
                case Delivery.Answered(var response) -> {
                    if (!response.isSuccess())
                        throw failed(target, "it answered " + response.code().number() + " " + response.sentence());
                }
                case Delivery.Unreachable(var reason) -> throw failed(target, reason);
                case Delivery.Awaited(var _, var reason) -> throw failed(target, reason);
                case Delivery.Undeliverable(var reason) -> throw failed(target, reason);
            }
        };
    }

    static Request as(String originator, Request request) {
        var asking = new Request(
                Operation.RETRIEVE,
                request.to(),
                originator,
                request.id(),
                0,
                Value.Fields.EMPTY,
                FilterCriteria.NONE,
                Map.of(),
                Peer.LOCAL);
        return originator.equals(request.from()) ? asking.withPeer(request.peer()) : asking;
    }

    private static Refused failed(String target, String reason) {
        return new Refused(
                ResultCode.SUBSCRIPTION_VERIFICATION_INITIATION_FAILED,
                "the notification target " + target + " did not agree: " + reason);
    }
}
