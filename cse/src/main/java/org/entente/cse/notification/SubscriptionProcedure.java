// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entente.cse.access.AccessOperation;
import org.entente.cse.address.Identifiers;
import org.entente.cse.address.Identity;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.outbound.Question;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.cse.store.Notice;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.type.Ae;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.Subscription;

/** What a subscription may ask for, and who has to agree. TS-0004 §7.4.8. */
public final class SubscriptionProcedure implements Procedure {
    private final Identity identity;
    private final Parties parties;
    private final Privileges privileges;
    private final Identifiers identifiers;
    private final Clock clock;
    private final NotificationSettings settings;

    public SubscriptionProcedure(
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

    @Override
    public List<Question> questions(Request request, Resource target, Value.Fields attributes, View view) {
        return switch (request.operation()) {
            case CREATE -> {
                checkCreate(request, target, attributes, view);
                var name = attributes
                        .text("rn")
                        .map(rn -> target.path() + "/" + rn)
                        .orElse(target.path());
                yield verifications(request, name, SubscriptionRules.targets(attributes), view);
            }
            case UPDATE -> {
                checkUpdate(target, attributes, view);
                var added = new ArrayList<>(SubscriptionRules.targets(attributes));
                added.removeAll(target.texts(Attributes.NU));
                yield verifications(request, target.ri(), added, view);
            }
            case RETRIEVE, DELETE, NOTIFY -> List.of();
        };
    }

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        var criteria = Criteria.of(created);
        if (criteria.isBlocking()) refuseSecondBlocking(parent, turn.view());
        var from = turn.request().from();
        boolean forOthers = created.texts(Attributes.NU).stream()
                .anyMatch(target -> !parties.isOriginator(target, from, turn.view()));
        var complete = created.has(Attributes.NCT)
                ? created
                : created.with(Attributes.NCT, SubscriptionRules.defaultContentType(criteria));
        if (forOthers) complete = complete.with(Attributes.CR, from); // [TS-0004 §7.4.8.2.1 Recv-6.5]
        if (complete.truth(Attributes.NSE).orElse(false)) complete = complete.with(Attributes.NSI, Value.of(List.of()));
        // What cannot be told of any more: only that it is not there can warn of it. [TS-0001 §10.2.10.7]
        if (!criteria.types().contains(Criteria.CHILD_CREATED)) complete = complete.without(Attributes.PSN);
        turn.create(withBatchDuration(complete));
    }

    @Override
    public void update(Turn turn, Resource before, Resource after) {
        var complete = withBatchDuration(after);
        boolean counts = after.truth(Attributes.NSE).orElse(false);
        // Switching statistics on begins them anew; switching them off keeps the figures.
        if (counts && !before.truth(Attributes.NSE).orElse(false))
            complete = complete.with(Attributes.NSI, Value.of(List.of()));
        // A changed condition begins to count anew. [TS-0001 §9.6.8 missingData]
        if (!MissingData.condition(before).equals(MissingData.condition(after)))
            complete = complete.without(MissingData.WINDOW);
        turn.update(before, complete);
        if (after.truth(Attributes.LN).orElse(false)
                && !before.truth(Attributes.LN).orElse(false)) keepLatest(turn, after);
    }

    private void checkCreate(Request request, Resource parent, Value.Fields attributes, View view) {
        if (!privileges.allows(request, parent, AccessOperation.RETRIEVE, view))
            throw Refused.noPrivilege(
                    request.from() + " may not retrieve " + parent.path() + ", so not subscribe to it either");
        SubscriptionRules.check(attributes, parent);
        if (!SubscriptionRules.criteria(attributes).isBlocking()) return;
        refuseSecondBlocking(parent, view);
        var entity = parties.entity(SubscriptionRules.targets(attributes).getFirst(), view);
        if (!privileges.allows(as(entity, request), parent, AccessOperation.UPDATE, view))
            throw Refused.noPrivilege(entity + " may not update " + parent.path()
                    + ", so not decide about its updates either"); // [TS-0001 §10.2.10.2]
    }

    private void checkUpdate(Resource subscription, Value.Fields given, View view) {
        if (SubscriptionRules.criteria(given).isBlocking())
            throw Refused.badRequest("no UPDATE can make a subscription blocking"); // [TS-0004 §7.4.8.2.3]
        var merged = new LinkedHashMap<>(subscription.attributes());
        given.members().forEach((name, value) -> {
            if (value == Value.Deleted.DELETED) merged.remove(name);
            else merged.put(name, value);
        });
        var parent = view.byId(subscription.pi())
                .orElseThrow(() -> Refused.notFound(subscription.path() + " has just been deleted"));
        SubscriptionRules.check(new Value.Fields(merged), parent);
    }

    private static void refuseSecondBlocking(Resource parent, View view) {
        for (var other : view.children(parent.ri(), Subscription.TYPE.number()))
            if (Criteria.of(other).isBlocking())
                throw new Refused(
                        ResultCode.BLOCKING_SUBSCRIPTION_ALREADY_EXISTS,
                        other.path() + " already decides about updates of its parent");
    }

    private Resource withBatchDuration(Resource subscription) {
        return subscription.value(Attributes.BN).orElse(null) instanceof Value.Fields batch
                        && batch.find("dur").isEmpty()
                ? subscription.with(
                        Attributes.BN,
                        batch.with("dur", Value.of(settings.batchDuration().toString())))
                : subscription;
    }

    /** Of what waits for each target only the last stays. TS-0001 §10.2.10.4 */
    private static void keepLatest(Turn turn, Resource subscription) {
        var waiting = turn.view().notices(subscription.ri(), Integer.MAX_VALUE);
        var latest = new HashMap<String, Notice>();
        for (var notice : waiting) latest.put(notice.target(), notice);
        for (var notice : waiting)
            if (!notice.equals(latest.get(notice.target()))) turn.add(new Write.Dequeued(notice));
    }

    /** Everybody who is to be notified, and did not ask for it, has to agree. TS-0004 §7.5.1.2.3 */
    private List<Question> verifications(Request request, String name, List<String> targets, View view) {
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

    private static Request as(String originator, Request request) {
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
