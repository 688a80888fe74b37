// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Tree;
import org.entente.cse.notification.Batches;
import org.entente.cse.notification.Events;
import org.entente.cse.notification.Verifications;
import org.entente.cse.outbound.Courier;
import org.entente.cse.outbound.Target;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Receiver;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Group;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;
import org.entente.model.type.Subscription;

/**
 * Collects the notifications of a group's members for the subscriber, if it wants them in one. TS-0004 §7.4.14.2.3,
 * §7.5.1.2.6, TS-0001 §10.2.7.10, §10.2.7.11.
 */
public final class Aggregation implements Receiver {
    /** By notificationForwardingURI: where a group above this one wants to have them instead; never shown. */
    private static final Attribute ABOVE = new Attribute("_fwd", "forwardingAbove", Scalar.ANY);

    private static final String NOTIFICATION = "m2m:sgn";
    private static final String AGGREGATED = "m2m:agn";
    private static final String FAN_OUT = "/fopt";
    private static final Value LATEST = Value.of(4); // m2m:eventCat
    private static final int DEEPEST = 10;

    private final Identity identity;
    private final Tree tree;
    private final Events events;
    private final Verifications verifications;

    public Aggregation(Identity identity, Events events, Verifications verifications) {
        this.identity = identity;
        this.tree = new Tree(identity);
        this.events = events;
        this.verifications = verifications;
    }

    /**
     * A request as the members get it: a subscription whose notifications are to be collected notifies the group.
     *
     * @throws Refused SUBSCRIPTION_VERIFICATION_INITIATION_FAILED if the subscriber does not agree to be notified
     */
    Request forMembers(Request request, Resource group, Courier courier, Desk desk) {
        if (request.operation() != Operation.CREATE || request.type() != Subscription.TYPE.number()) return request;
        if (!(request.content().find(Subscription.TYPE.root()).orElse(null) instanceof Value.Fields wanted))
            return request;
        var forwarding = wanted.text(Attributes.NFU.shortName());
        if (forwarding.isEmpty()) return request;
        for (var question : verifications.of(request, group.path(), List.of(forwarding.get()), desk.view()))
            question.ask(courier);
        above(wanted, forwarding.get())
                .filter(target -> isAbove(target, group, request, desk.view()))
                .ifPresent(target -> remember(group, forwarding.get(), target, desk));
        var own = identity.spRelative(group.ri());
        return request.withContent(Value.field(
                Subscription.TYPE.root(),
                wanted.with(Attributes.NU.shortName(), Value.texts(List.of(own)))
                        .with(Attributes.GPI.shortName(), Value.of(own))));
    }

    /** A group that has this one as a member has put its own address there. TS-0001 §10.2.7.10 */
    private static Optional<String> above(Value.Fields wanted, String forwarding) {
        return wanted.find(Attributes.NU.shortName()).orElse(null) instanceof Value.Items(var targets)
                        && !targets.isEmpty()
                        && targets.getFirst() instanceof Value.Text(var target)
                        && !target.equals(forwarding)
                ? Optional.of(target)
                : Optional.empty();
    }

    /**
     * Whether an address can be that of a group above: a group here says so itself, one elsewhere sends by its CSE.
     * Whoever subscribes could have others' notifications sent anywhere otherwise.
     */
    private boolean isAbove(String target, Resource group, Request request, View view) {
        if (Target.of(target).isUrl()) return false;
        if (identity.local(target).startsWith("/"))
            return request.peer().via().isPresent() || !request.peer().authenticated();
        return find(target, view)
                .filter(above -> above.type() == Group.TYPE && has(above, group, view))
                .isPresent();
    }

    private boolean has(Resource above, Resource group, View view) {
        return above.texts(Attributes.MID).stream()
                .filter(Conformity::isFanOut)
                .flatMap(member -> find(Conformity.behind(member), view).stream())
                .anyMatch(member -> member.ri().equals(group.ri()));
    }

    private static void remember(Resource group, String forwarding, String target, Desk desk) {
        desk.record(group.ri(), view -> {
            var before = view.byId(group.ri()).orElseThrow(() -> Refused.notFound(group.path() + " is gone"));
            var after = before.with(ABOVE, mapping(before).with(forwarding, Value.of(target)));
            return new Outcome(List.of(new Write.Updated(before, after)), after);
        });
    }

    private static Value.Fields mapping(Resource group) {
        return group.value(ABOVE).orElse(null) instanceof Value.Fields known ? known : Value.Fields.EMPTY;
    }

    /** Subscriptions at members on other CSEs are known by their hosts. */
    @Override
    public boolean expects(Request notification, Resource target) {
        return hosts(target).contains(notification.from());
    }

    @Override
    public Response take(Request notification, Resource target, Desk desk) {
        var all = notifications(notification.content());
        if (all.isEmpty()) throw Refused.badRequest("a group takes notifications only");
        var events = all.stream().filter(each -> each.find("nev").isPresent()).toList();
        var view = desk.view();
        for (var each : events)
            if (!isOfMember(each, notification, target, view)) // [TS-0004 §7.5.1.2.6]
            throw Refused.noPrivilege(each.text("sur").orElse("nobody") + " is at no member of " + target.path());
        if (!events.isEmpty()) desk.record(target.ri(), latest -> collected(notification, events, target, latest));
        return Response.of(notification, ResultCode.OK);
    }

    private Outcome collected(Request notification, List<Value.Fields> all, Resource target, View view) {
        var group =
                view.byId(target.ri()).orElseThrow(() -> Refused.notFound(target.path() + " has just been deleted"));
        var ruled = Batches.ofGroup(group);
        var writes = new ArrayList<Write>();
        if (!ruled.equals(group)) writes.add(new Write.Updated(group, ruled));
        boolean latest = notification
                .find(Parameter.EVENT_CATEGORY)
                .filter(LATEST::equals)
                .isPresent();
        for (var each : all) {
            var forwarding = each.text("nfu")
                    .orElseThrow(() -> Refused.badRequest("a notification to a group says where it goes on, in nfu"));
            if (latest) writes.addAll(older(ruled, each, view));
            var receiver = mapping(ruled).text(forwarding).orElse(forwarding);
            var sent = events.forward(notification, writes, ruled, receiver, Value.field(NOTIFICATION, each), view);
            for (var write : sent)
                if (write instanceof Write.Updated(var _, var after)
                        && after.ri().equals(ruled.ri())) ruled = after;
            writes.addAll(sent);
        }
        return new Outcome(writes, ruled);
    }

    /** Of what a subscription marks as latest only the last waits. TS-0004 §7.5.1.2.2 (Receiver) */
    private static List<Write> older(Resource group, Value.Fields notification, View view) {
        var writes = new ArrayList<Write>();
        for (var waiting : view.notices(group.ri(), Integer.MAX_VALUE))
            if (waiting.content().find(NOTIFICATION).orElse(null) instanceof Value.Fields kept
                    && kept.find("sur").equals(notification.find("sur"))) writes.add(new Write.Dequeued(waiting));
        return writes;
    }

    private boolean isOfMember(Value.Fields notification, Request request, Resource group, View view) {
        var subscription = identity.local(notification.text("sur").orElse(""));
        if (subscription.startsWith("/")) return hosts(group).contains(request.from());
        return view.byId(subscription)
                .flatMap(found -> view.byId(found.pi()))
                .filter(subject -> isAtMember(subject, group, view, 0))
                .isPresent();
    }

    private boolean isAtMember(Resource subject, Resource group, View view, int depth) {
        if (depth > DEEPEST) return false;
        for (var member : group.texts(Attributes.MID)) {
            boolean nested = member.endsWith(FAN_OUT);
            var found = find(nested ? member.substring(0, member.length() - FAN_OUT.length()) : member, view);
            if (found.isEmpty()) continue;
            if (nested && found.get().type() == Group.TYPE && isAtMember(subject, found.get(), view, depth + 1))
                return true;
            if ((subject.path() + "/").startsWith(found.get().path() + "/")) return true;
        }
        return false;
    }

    private Optional<Resource> find(String address, View view) {
        var local = identity.local(address);
        return local.startsWith("/") ? Optional.empty() : tree.resource(local, view);
    }

    /** The CSE-IDs of members elsewhere. */
    private List<String> hosts(Resource group) {
        return group.texts(Attributes.MID).stream()
                .map(identity::local)
                .filter(address -> address.startsWith("/"))
                .map(Aggregation::host)
                .toList();
    }

    private static String host(String address) {
        int from = address.startsWith("//") ? address.indexOf('/', 2) + 1 : 1;
        int end = address.indexOf('/', from);
        return end < 0 ? address : address.substring(0, end);
    }

    private static List<Value.Fields> notifications(Value.Fields content) {
        if (content.find(NOTIFICATION).orElse(null) instanceof Value.Fields one) return List.of(one);
        var all = new ArrayList<Value.Fields>();
        if (content.find(AGGREGATED).orElse(null) instanceof Value.Fields many
                && many.find(NOTIFICATION).orElse(null) instanceof Value.Items(var each))
            for (var item : each) if (item instanceof Value.Fields one) all.add(one);
        return all;
    }
}
