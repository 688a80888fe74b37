// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cross;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.entente.cse.address.Identity;
import org.entente.cse.address.References;
import org.entente.cse.notification.Unlinking;
import org.entente.cse.procedure.Desk;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.Subscription;

/**
 * Ties a new crossResourceSubscription to its targets, on behalf of its originator: joins subscriptions that there are,
 * creates others. Each tie is written down at once, so that a deletion finds it. TS-0004 §7.4.58.2.1.
 */
final class Linking {
    private final References references;
    private final Ties ties;
    private final Desk desk;
    private final Request request;

    Linking(Identity identity, Ties ties, Desk desk, Request request) {
        this.references = new References(identity);
        this.ties = ties;
        this.desk = desk;
        this.request = request;
    }

    /** @throws Refused CROSS_RESOURCE_OPERATION_FAILURE at the first target that cannot be tied */
    void link(Resource crossResource) {
        for (var subscription : crossResource.texts(Attributes.SRAT)) join(crossResource, subscription);
        var criteria = CriteriaSet.entries(new Value.Fields(crossResource.attributes()));
        var targets = crossResource.texts(Attributes.RRAT);
        for (int i = 0; i < targets.size(); i++)
            create(crossResource, targets.get(i), criteria.get(criteria.size() == 1 ? 0 : i));
    }

    private void join(Resource crossResource, String address) {
        var self = references.target(crossResource, address);
        var changed = ties.change(
                address,
                request.from(),
                this::ask,
                shown -> Value.field(Attributes.NU.shortName(), plus(shown, Attributes.NU, self))
                        .with(Attributes.ACRS.shortName(), plus(shown, Attributes.ACRS, self)));
        succeeded(changed.response(), address);
        var shown = changed.shown().orElseThrow(() -> noSubscription(address));
        remember(crossResource, Unlinking.JOINED_SO_FAR, references.reference(address, ri(shown, address)));
    }

    private void create(Resource crossResource, String address, Value criteria) {
        var self = Value.texts(List.of(references.target(crossResource, address)));
        var members = new LinkedHashMap<String, Value>(Map.of(
                Attributes.ENC.shortName(), criteria,
                Attributes.NU.shortName(), self,
                Attributes.ACRS.shortName(), self));
        crossResource.value(Attributes.NEC).ifPresent(nec -> members.put(Attributes.NEC.shortName(), nec));
        crossResource.value(Attributes.ET).ifPresent(et -> members.put(Attributes.ET.shortName(), et));
        var content = Value.field(Subscription.TYPE.root(), new Value.Fields(members));
        var creation = Request.create(address, request.from(), Subscription.TYPE.number(), content);
        var shown = shown(succeeded(ask(creation), address), address);
        remember(crossResource, Attributes.RRATS, references.reference(address, ri(shown, address)));
    }

    private Response ask(Request asked) {
        return desk.send(asked.withPeer(request.peer()));
    }

    private static Response succeeded(Response response, String address) {
        if (!response.isSuccess()) throw failed(address, response.code().number() + " " + response.sentence());
        return response;
    }

    private static Value.Fields shown(Response response, String address) {
        if (response.content().find(Subscription.TYPE.root()).orElse(null) instanceof Value.Fields fields)
            return fields;
        throw noSubscription(address);
    }

    private static Refused noSubscription(String address) {
        return failed(address, "it is no subscription");
    }

    private static String ri(Value.Fields shown, String address) {
        return shown.text(Attributes.RI.shortName()).orElseThrow(() -> failed(address, "it has no identifier"));
    }

    private static Value plus(Value.Fields shown, Attribute attribute, String more) {
        var all = new ArrayList<Value>();
        if (shown.find(attribute.shortName()).orElse(null) instanceof Value.Items(var values)) all.addAll(values);
        if (!all.contains(Value.of(more))) all.add(Value.of(more));
        return Value.of(all);
    }

    private void remember(Resource crossResource, Attribute where, String reference) {
        change(crossResource, before -> {
            var all = new ArrayList<>(before.texts(where));
            all.add(reference);
            return before.with(where, Value.texts(all));
        });
    }

    private void change(Resource crossResource, UnaryOperator<Resource> change) {
        desk.record(crossResource.ri(), view -> {
            var before = view.byId(crossResource.ri()).orElseThrow(() -> failed(crossResource.path(), "it is gone"));
            var after = change.apply(before);
            return new Outcome(List.of(new Write.Updated(before, after)), after);
        });
    }

    private static Refused failed(String target, String reason) {
        return new Refused(
                ResultCode.CROSS_RESOURCE_OPERATION_FAILURE, "the target " + target + " cannot be tied: " + reason);
    }
}
