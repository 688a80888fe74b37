// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import org.entente.cse.access.AccessOperation;
import org.entente.cse.address.Identity;
import org.entente.cse.outbound.Question;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.cse.store.Interest;
import org.entente.cse.store.Notice;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** What a subscription may ask for, and who has to agree. TS-0004 §7.4.8. */
public final class SubscriptionProcedure implements Procedure {
    private final Parties parties;
    private final Privileges privileges;
    private final Verifications verifications;
    private final NotificationSettings settings;

    public SubscriptionProcedure(
            Identity identity, Privileges privileges, Verifications verifications, NotificationSettings settings) {
        this.parties = new Parties(identity);
        this.privileges = privileges;
        this.verifications = verifications;
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
                yield verifications.of(request, name, SubscriptionRules.targets(attributes), view);
            }
            case UPDATE -> {
                checkUpdate(target, attributes, view);
                var added = new ArrayList<>(SubscriptionRules.targets(attributes));
                added.removeAll(target.texts(Attributes.NU));
                yield verifications.of(request, target.ri(), added, view);
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
        complete = Statistics.begun(complete);
        // What cannot be told of any more: only that it is not there can warn of it. [TS-0001 §10.2.10.7]
        if (!criteria.types().contains(Interest.CHILD_CREATED)) complete = complete.without(Attributes.PSN);
        turn.create(withBatchDuration(complete));
    }

    @Override
    public void update(Turn turn, Resource before, Resource after) {
        var complete = Statistics.changed(before, withBatchDuration(after));
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
        if (!privileges.allows(Verifications.as(entity, request), parent, AccessOperation.UPDATE, view))
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
        for (var other : view.interested(parent.ri(), Criteria.BLOCKING))
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
}
