// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cmdh;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identity;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.procedure.Reaction;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.type.Ae;
import org.entente.model.type.Attributes;
import org.entente.model.type.CmdhLimits;
import org.entente.model.type.MgmtObj;
import org.entente.model.type.Node;
import org.entente.model.type.Resource;
import org.entente.model.type.Subscription;

/**
 * Has the applications that limits name know of them: each gets a subscription to the limits of the active policy that
 * ask for it. TS-0004 §H.1 (requestContextNotification). What it calls context has no form, so nobody is told of that.
 */
final class Audience implements Reaction, Duty {
    static final String KIND = "cmdh-audience";

    /** What the names of its subscriptions begin with. */
    private static final String PREFIX = "requestContext-";

    private static final String COUNT = "count";
    private static final long UPDATED = 1; // m2m:notificationEventType

    private final Identity identity;
    private final Policies policies;
    private final Clock clock;

    Audience(Identity identity, Policies policies, Clock clock) {
        this.identity = identity;
        this.policies = policies;
        this.clock = clock;
    }

    @Override
    public List<Write> to(Request request, List<Write> writes, View view) {
        boolean changed = false;
        boolean joined = false;
        for (var write : writes) {
            changed |= Policies.concerns(write);
            joined |= isApplication(write);
        }
        if (!changed && !(joined && isPolicyThere(view))) return List.of();
        if (!isAnyTold(writes, view)) return List.of();
        var now = Timestamp.text(clock.instant());
        // Another one each time, so that who does the last sees that there was a further change.
        long count = view.errand(identity.baseId(), KIND)
                .flatMap(errand -> errand.details().find(COUNT))
                .map(known -> ((Value.Whole) known).number())
                .orElse(0L);
        var details = Value.field(COUNT, Value.of(count + 1));
        return List.of(new Write.Charged(new Errand(identity.baseId(), KIND, now, details)));
    }

    /** An application that comes where there is none looks at no nodes; a policy that is not read yet still has its errand. */
    private boolean isPolicyThere(View view) {
        return policies.active().isPresent()
                || view.errand(identity.baseId(), KIND).isPresent();
    }

    /** Whether there are, or were, limits that somebody is to know. */
    private boolean isAnyTold(List<Write> writes, View view) {
        return writes.stream().anyMatch(Audience::isTold) || limits(view).anyMatch(Audience::isTold);
    }

    private static boolean isTold(Write write) {
        return switch (write) {
            case Write.Created(var resource) -> isTold(resource);
            case Write.Updated(var before, var after) -> isTold(before) || isTold(after);
            case Write.Deleted(var resource) -> isTold(resource);
            case Write.Evicted _, Write.Enqueued _, Write.Dequeued _, Write.Charged _, Write.Discharged _ -> false;
        };
    }

    private static boolean isTold(Resource limits) {
        return limits.type() == CmdhLimits.TYPE && limits.has(Attributes.RCTN);
    }

    /** Those of all nodes, active or not. */
    private Stream<Resource> limits(View view) {
        return view.children(identity.baseId(), Node.TYPE.number()).stream()
                .flatMap(node -> view.children(node.ri(), MgmtObj.NUMBER).stream())
                .filter(object -> object.type() == CmdhLimits.TYPE);
    }

    private static boolean isApplication(Write write) {
        return write instanceof Write.Created(var resource) && resource.type() == Ae.TYPE;
    }

    /** One application and the limits that it is to know. */
    private record Listener(String limits, String ae) {}

    @Override
    public void perform(Errand errand, Desk desk) {
        var view = desk.view();
        var wanted = wanted(view);
        var there = there(view);
        boolean all = true;
        for (var each : there.entrySet()) {
            if (wanted.contains(each.getKey())) continue;
            desk.send(Request.delete(each.getValue(), identity.cseId()).withPeer(Peer.CSE));
        }
        var established = new LinkedHashSet<String>();
        for (var each : wanted) {
            if (there.containsKey(each)) continue;
            boolean subscribed = desk.send(subscription(each)).isSuccess();
            if (subscribed) established.add(each.limits());
            all &= subscribed;
        }
        // Its establishment is told like a change of it.
        for (var limits : established) desk.send(touch(limits, view));
        if (all) desk.record(identity.baseId(), latest -> done(errand, latest));
    }

    /** Unless there was a further change meanwhile. */
    private Outcome done(Errand errand, View latest) {
        var about = Outcome.of(latest.byId(identity.baseId()).orElseThrow());
        boolean isSame =
                latest.errand(identity.baseId(), KIND).filter(errand::equals).isPresent();
        return isSame ? about.plus(List.of(new Write.Discharged(errand))) : about;
    }

    private Set<Listener> wanted(View view) {
        var applications = view.children(identity.baseId(), Ae.TYPE.number());
        var wanted = new LinkedHashSet<Listener>();
        for (var limits : policies.limits(view)) {
            if (!limits.truth(Attributes.RCTN).orElse(false)) continue;
            for (var ae : applications)
                if (limits.texts(Attributes.ROR).stream().anyMatch(named -> isNamed(ae, named)))
                    wanted.add(new Listener(limits.ri(), ae.ri()));
        }
        return wanted;
    }

    private boolean isNamed(Resource ae, String named) {
        return identity.originator(named).equals(ae.ri())
                || ae.text(Attributes.API).filter(named::equals).isPresent();
    }

    /** Those that this duty has made, wherever the limits are; by whom they are for. */
    private Map<Listener, String> there(View view) {
        var found = new LinkedHashMap<Listener, String>();
        limits(view)
                .flatMap(limits -> subscriptions(limits, view))
                .forEach(each -> found.put(new Listener(each.pi(), each.rn().substring(PREFIX.length())), each.ri()));
        return found;
    }

    private Stream<Resource> subscriptions(Resource limits, View view) {
        return view.children(limits.ri(), Subscription.TYPE.number()).stream()
                .filter(each -> each.rn().startsWith(PREFIX))
                .filter(each -> each.text(Access.CREATED_BY)
                        .filter(identity.cseId()::equals)
                        .isPresent());
    }

    private Request subscription(Listener listener) {
        var attributes = Value.field(Attributes.RN.shortName(), Value.of(PREFIX + listener.ae()))
                .with(Attributes.NU.shortName(), Value.texts(List.of(listener.ae())))
                .with(Attributes.ENC.shortName(), Value.field("net", Value.of(List.of(Value.of(UPDATED)))));
        return Request.create(
                        listener.limits(),
                        identity.cseId(),
                        Subscription.TYPE.number(),
                        Value.field(Subscription.TYPE.root(), attributes))
                .withPeer(Peer.CSE);
    }

    private Request touch(String limits, View view) {
        var same =
                view.byId(limits).flatMap(found -> found.value(Attributes.RCTN)).orElse(Value.of(true));
        var content = Value.field(CmdhLimits.TYPE.root(), Value.field(Attributes.RCTN.shortName(), same));
        return Request.update(limits, identity.cseId(), content).withPeer(Peer.CSE);
    }
}
