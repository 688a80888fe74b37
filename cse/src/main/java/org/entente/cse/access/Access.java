// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.cse.access.Attempt.Limits;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Neighbours;
import org.entente.cse.address.Route;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.type.AccessControlPolicy;
import org.entente.model.type.Ae;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.CseBase;
import org.entente.model.type.Delivery;
import org.entente.model.type.RemoteCse;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;

/** Decides who may do what. TS-0004 §7.3.3.15, TS-0003 §7.1. Thread-safe. */
public final class Access {
    /**
     * The originator of a resource's CREATE, kept beside its attributes and never shown: alone it has access while
     * there is no policy. To be set on whatever may have policies, except AEs, which are known by their AE-ID.
     * TS-0001 §9.6.1.3.2
     */
    public static final Attribute CREATED_BY = new Attribute("_cby", "createdBy", Scalar.ID);

    /**
     * Policies that a consulted authorization server granted for a time, kept beside the attributes and never shown.
     * TS-0004 §7.5.1.2.10
     */
    public static final Attribute GRANTED = new Attribute("_dac", "grantedPolicies", Scalar.ID);

    private static final String ATTRIBUTE_LIST = "m2m:atrl";
    private static final int DEEPEST = 100;

    private final Identity identity;
    private final AccessSettings settings;
    private final Clock clock;
    private final Policies policies;
    private final Registrations registrations;
    private final Relays relays;
    private final Announcements announcements;
    private final Sponsorships sponsorships;
    private final List<BaseGrant> base;

    /** @param neighbours the CSEs that may hand over requests of others */
    public Access(
            Identity identity, AccessSettings settings, LocationSource locations, Clock clock, Neighbours neighbours) {
        this.identity = identity;
        this.settings = settings;
        this.clock = clock;
        this.policies = new Policies(identity, locations);
        this.relays = new Relays(identity, neighbours);
        this.registrations = new Registrations(identity, settings);
        this.announcements = new Announcements(identity);
        this.sponsorships = new Sponsorships(identity, neighbours, new Originators(settings.registrants(), identity));
        this.base = settings.base().stream()
                .map(grant -> new BaseGrant(new Originators(grant.originators(), identity), grant))
                .toList();
    }

    /**
     * Refuses what the originator may not do. An AE's and a CSE's registration are judged by the settings; what goes
     * elsewhere is for the other CSE to judge; a discovery is judged resource by resource.
     *
     * @return what of the target's attributes the originator may see
     * @throws Refused ORIGINATOR_HAS_NO_PRIVILEGE; ORIGINATOR_NOT_AUTHENTICATED if it takes a proof of who it is;
     *     BAD_REQUEST if accessControlPolicyIDs are to be updated together with others
     */
    public Extent permit(Request request, Route route, View view) {
        return permit(request, route, view, Limits.USE_UP);
    }

    /**
     * Whether the originator may do it with the whole of the target, and no limit is used up by it.
     *
     * @throws Refused as {@link #permit} does, and if only a rule with a limit would grant it
     */
    public boolean permitsFreely(Request request, Route.Here target, View view) {
        return permit(request, target, view, Limits.LEAVE_OUT).whole();
    }

    /** Whether {@link #permit} would let a request through now; no limit is used up by the question. */
    public boolean wouldPermit(Request request, Route.Here target, View view) {
        try {
            permit(request, target, view, Limits.LOOK_AT);
            return true;
        } catch (Refused refused) {
            return false;
        }
    }

    private Extent permit(Request request, Route route, View view, Limits limits) {
        if (request.peer().internal()) return Extent.WHOLE;
        admit(request);
        var who = Requester.of(request.from(), identity);
        relays.permit(request.peer(), who, route, view);
        if (route instanceof Route.Channel(var channel)) {
            permitPolling(request, who, channel, view);
            return Extent.WHOLE;
        }
        if (isAdministrator(who, request.peer()) && !isForAnEntity(route)) {
            if (route instanceof Route.Here here) changesLinks(request, here);
            return Extent.WHOLE;
        }
        if (who.id().equals(identity.cseId()))
            throw Refused.noPrivilege("nobody else may speak for " + identity.cseId());
        return switch (route) {
            case Route.Here here -> permitHere(request, who, here, view, limits);
            // An instance follows its parent's policies; so does one that is missing.
            case Route.Empty(var parent) ->
                permitHere(request, who, new Route.Here(parent, Optional.empty(), true), view, limits);
            case Route.Members members -> permitMembers(request, who, members.group(), view);
            case Route.Channel _ -> Extent.WHOLE;
            case Route.SelfReference _ -> {
                // Whoever is a target may ask, and a policy decides. [TS-0001 §10.2.10.8]
                if (!isBelieved(request.peer()))
                    throw new Refused(
                            ResultCode.ORIGINATOR_NOT_AUTHENTICATED,
                            "only a target that proves who it is can leave a subscription");
                yield Extent.WHOLE;
            }
            case Route.Elsewhere _ -> {
                // It leaves in our name: the other CSE believes us that the originator is who it says.
                if (!isBelieved(request.peer()))
                    throw new Refused(
                            ResultCode.ORIGINATOR_NOT_AUTHENTICATED,
                            "only requests of those who prove who they are are forwarded");
                yield Extent.WHOLE;
            }
        };
    }

    /** Whether the originator of a request to a resource here is who it says. */
    public boolean believes(Request request, Resource target, View view) {
        var route = new Route.Here(target, Optional.empty(), false);
        var who = Requester.of(request.from(), identity);
        return isBelieved(request.peer())
                && !who.id().equals(identity.cseId())
                && relays.permits(request.peer(), who, route, view);
    }

    /** Whether a request's originator has a privilege on the whole of a resource, be it the target or not. */
    public boolean allows(Request request, Resource resource, AccessOperation operation, View view) {
        return extent(request, resource, operation, view).whole();
    }

    /** How much of a resource a request's originator has a privilege on; uses nothing up. */
    public Extent extent(Request request, Resource resource, AccessOperation operation, View view) {
        if (request.peer().internal()) return Extent.WHOLE;
        var who = Requester.of(request.from(), identity);
        if (isAdministrator(who, request.peer()) && !resource.type().isForParentsEntity()) return Extent.WHOLE;
        if (!request.peer().authenticated() && settings.strangers() == AccessSettings.Strangers.REFUSED)
            return Extent.NONE;
        return judge(new Attempt(request, who, operation, resource, view, clock, Limits.LOOK_AT));
    }

    /** All privileges that a request's originator has on a resource, or on some of its attributes; for result content 12. */
    public Set<AccessOperation> permissions(Request request, Resource resource, View view) {
        var held = EnumSet.noneOf(AccessOperation.class);
        for (var operation : AccessOperation.values())
            if (!extent(request, resource, operation, view).isNone()) held.add(operation);
        return held;
    }

    /** Checks rules before they are stored: they have to be such that we can evaluate them. */
    public void check(Value privileges) {
        for (var rule : Rules.in(privileges)) Rules.rule(rule, identity, LocationSource.NONE);
    }

    /** Refuses strangers where they are refused: before anything is kept for them. */
    public void admit(Request request) {
        var peer = request.peer();
        if (!peer.internal() && !peer.authenticated() && settings.strangers() == AccessSettings.Strangers.REFUSED)
            throw new Refused(
                    ResultCode.ORIGINATOR_NOT_AUTHENTICATED, "this CSE serves only those who prove who they are");
    }

    /** Whether what a sender says of itself is enough for what no policy grants. TS-0003 §7.1.2 */
    public boolean isBelieved(Peer peer) {
        return peer.authenticated() || settings.strangers() == AccessSettings.Strangers.BELIEVED;
    }

    private boolean isAdministrator(Requester who, Peer peer) {
        if (settings.administrator().isEmpty() || !isBelieved(peer) || !who.is(settings.administrator())) return false;
        // Nobody else's word is enough for the administrator of this CSE, only for one who is registered elsewhere.
        return peer.via().isEmpty() || who.id().startsWith("/");
    }

    /** What is one entity's alone, the administrator has no share in. [TS-0004 §7.4.21.2.2] */
    private static boolean isForAnEntity(Route route) {
        return route instanceof Route.Here here && here.resource().type().isForParentsEntity();
    }

    private Extent permitHere(Request request, Requester who, Route.Here here, View view, Limits limits) {
        var resource = here.resource();
        var operation = AccessOperation.of(request);
        if (operation == AccessOperation.DISCOVERY) return Extent.WHOLE; // [TS-0004 §7.3.3.14] skips Recv-6.3
        if (operation == AccessOperation.CREATE && resource.type() == CseBase.TYPE && registers(request)) {
            registrations.permit(request, isBelieved(request.peer()), view);
            return Extent.WHOLE;
        }
        if (operation == AccessOperation.CREATE && handsOver(request, who, view)) return Extent.WHOLE;
        if (isBelieved(request.peer())
                && (announcements.permit(request, who, resource, view)
                        || sponsorships.permit(request, who, resource, view))) return Extent.WHOLE;
        announcements.refuse(operation, resource);
        var attempt = new Attempt(request, who, operation, resource, view, clock, limits);
        if (changesLinks(request, here) && resource.type() != AccessControlPolicy.TYPE) {
            refuseUnless(linked(attempt, true).whole(), attempt);
            return Extent.WHOLE;
        }
        var named = named(request, here);
        var extent = judge(attempt);
        refuseUnless(!extent.isNone() && extent.covers(named), attempt);
        // Whoever names the server that grants could grant itself everything.
        if (operation == AccessOperation.UPDATE && named.contains(Attributes.DACI.shortName()))
            refuseUnless(linked(attempt, true).whole(), attempt);
        // Whoever makes a resource may know it, whichever of its attributes it could choose.
        return operation == AccessOperation.CREATE ? Extent.WHOLE : extent;
    }

    /** Whether a request updates accessControlPolicyIDs, which it may do alone, whoever sends it. TS-0001 §9.6.1.3.2 */
    private static boolean changesLinks(Request request, Route.Here here) {
        if (request.operation() != Operation.UPDATE) return false;
        var named = named(request, here);
        if (!named.contains(Attributes.ACPI.shortName())) return false;
        if (named.size() > 1)
            throw Refused.badRequest("acpi cannot be updated together with others")
                    .about("acpi");
        return true;
    }

    /** TS-0004 §7.4.14.2: by membersAccessControlPolicyIDs, without them as the group itself. */
    private Extent permitMembers(Request request, Requester who, Resource group, View view) {
        var attempt = new Attempt(request, who, AccessOperation.of(request), group, view, clock, Limits.USE_UP);
        var members = group.value(Attributes.MACP).orElse(null);
        var extent = members instanceof Value.Items(var ids) && !ids.isEmpty()
                ? decide(attempt, ids, false)
                : judge(attempt);
        refuseUnless(!extent.isNone(), attempt);
        return extent;
    }

    /** What was sent to an entity is for it alone; not even the administrator may fetch it. TS-0004 §7.4.22.2.2 */
    private void permitPolling(Request request, Requester who, Resource channel, View view) {
        if (!isBelieved(request.peer()) || !isParentsEntity(who, channel, view))
            throw Refused.noPrivilege(request.from() + " is not the entity that this polling channel is for");
    }

    private static boolean isParentsEntity(Requester who, Resource resource, View view) {
        return view.byId(resource.pi())
                .flatMap(parent -> parent.text(Attributes.AEI).or(() -> parent.text(Attributes.CSI)))
                .filter(who::is)
                .isPresent();
    }

    /** A CSE that is registered may hand over requests; each of them is judged when it is executed. TS-0001 §10.2.5.8 */
    private boolean handsOver(Request request, Requester who, View view) {
        if (request.type() != Delivery.TYPE.number() || !isBelieved(request.peer())) return false;
        if (!relays.isNeighbour(who.id(), view)) // [TS-0004 §7.4.11.2.1 Recv-1.0]
        throw Refused.notAllowed("only CSEs that are registered with each other hand over deliveries");
        return true;
    }

    private static boolean registers(Request request) {
        return request.type() == Ae.TYPE.number() || request.type() == RemoteCse.TYPE.number();
    }

    private static void refuseUnless(boolean permitted, Attempt attempt) {
        if (permitted) return;
        throw Refused.noPrivilege(
                attempt.request().from() + " has no privilege to " + attempt.operation() + " this resource");
    }

    /** The attributes that a request names one by one. */
    private static Set<String> named(Request request, Route.Here here) {
        var content = request.content().members();
        if (request.operation() == Operation.RETRIEVE) return retrieved(request, here.attribute());
        if (content.size() == 1 && content.values().iterator().next() instanceof Value.Fields fields)
            return fields.members().keySet();
        return Set.of();
    }

    private static Set<String> retrieved(Request request, Optional<String> attribute) {
        if (attribute.isPresent()) return Set.of(attribute.get());
        var list = request.content()
                .find(ATTRIBUTE_LIST)
                .or(() -> request.find(Parameter.ATTRIBUTE_LIST))
                .orElse(null);
        return list instanceof Value.Items ? Set.copyOf(Rules.texts(list, "atrl")) : Set.of();
    }

    private Extent judge(Attempt attempt) {
        var target = attempt.target();
        if (target.type() == AccessControlPolicy.TYPE) return own(attempt);
        if (target.type().isForParentsEntity()) return forParentsEntity(attempt);
        var extent = linked(attempt, false);
        if (target.type() == CseBase.TYPE)
            for (var grant : base)
                if (grant.permits(attempt, isBelieved(attempt.request().peer()))) return Extent.WHOLE;
        return extent;
    }

    private Extent forParentsEntity(Attempt attempt) {
        boolean believed = isBelieved(attempt.request().peer());
        return believed && isParentsEntity(attempt.who(), attempt.target(), attempt.view())
                ? Extent.WHOLE
                : Extent.NONE;
    }

    /** By the policy's own selfPrivileges. TS-0001 §9.6.2.0 */
    private Extent own(Attempt attempt) {
        var policy = policies.of(attempt.target());
        var extent = policy.grants(attempt, true, false);
        boolean more = policy.isLimited() && attempt.limits() != Limits.LEAVE_OUT;
        return extent.whole() || !more ? extent : extent.plus(policy.grants(attempt, true, true));
    }

    /** By the policies that govern the target; a type that has none of its own follows its parent. TS-0001 §10.2.3.1 */
    private Extent linked(Attempt attempt, boolean self) {
        var governed = attempt.target();
        for (int i = 0; i < DEEPEST && !governed.type().has(Attributes.ACPI); i++) {
            if (governed.type() == AccessControlPolicy.TYPE) return own(attempt.on(governed));
            var parent = attempt.view().byId(governed.pi());
            if (parent.isEmpty()) return Extent.NONE;
            governed = parent.get();
        }
        var linked = governed.attributes().get(Attributes.ACPI.shortName());
        var extent = linked instanceof Value.Items(var ids) && !ids.isEmpty()
                ? decide(attempt, ids, self)
                : isCreator(attempt, governed) ? Extent.WHOLE : Extent.NONE;
        return self || extent.whole() || !governed.has(GRANTED) ? extent : extent.plus(granted(attempt, governed));
    }

    /** By what an authorization server granted, as long as it lasts: the sweep may come a moment later. */
    private Extent granted(Attempt attempt, Resource governed) {
        var now = Timestamp.text(attempt.now());
        var lasting = governed.texts(GRANTED).stream()
                .filter(ri -> attempt.view()
                        .byId(ri)
                        .flatMap(policy -> policy.text(Attributes.ET))
                        .filter(et -> et.compareTo(now) > 0)
                        .isPresent())
                .<Value>map(Value::of)
                .toList();
        return decide(attempt, lasting, false);
    }

    private Extent decide(Attempt attempt, List<Value> ids, boolean self) {
        var extent = Extent.NONE;
        boolean limited = false;
        for (int i = 0; i < ids.size() && !extent.whole(); i++) {
            var policy = find(ids.get(i), attempt.view());
            if (policy.isEmpty()) continue;
            extent = extent.plus(policy.get().grants(attempt, self, false));
            limited |= policy.get().isLimited();
        }
        // Rules with limits come last, so that nothing is used up that was not needed.
        limited &= attempt.limits() != Limits.LEAVE_OUT;
        for (int i = 0; limited && i < ids.size() && !extent.whole(); i++) {
            var policy = find(ids.get(i), attempt.view());
            if (policy.isPresent() && policy.get().isLimited())
                extent = extent.plus(policy.get().grants(attempt, self, true));
        }
        return extent;
    }

    private Optional<Policy> find(Value id, View view) {
        return id instanceof Value.Text(var address) ? policies.find(address, view) : Optional.empty();
    }

    /** Without policies: the custodian alone if there is one, else the creator. TS-0001 §9.6.1.3.2 */
    private boolean isCreator(Attempt attempt, Resource resource) {
        if (!isBelieved(attempt.request().peer())) return false;
        var holder = resource.text(Attributes.CSTN)
                .or(() -> resource.text(resource.type() == Ae.TYPE ? Attributes.AEI : CREATED_BY))
                .or(() -> resource.text(Attributes.CR));
        return holder.isPresent() && attempt.who().is(holder.get());
    }

    private record BaseGrant(Originators originators, AccessSettings.Grant grant) {
        boolean permits(Attempt attempt, boolean believed) {
            return believed
                    && grant.operations().contains(attempt.operation())
                    && originators.include(attempt.who(), attempt.view())
                    && (attempt.operation() != AccessOperation.CREATE
                            || grant.childTypes().isEmpty()
                            || grant.childTypes().contains(attempt.request().type()));
        }
    }
}
