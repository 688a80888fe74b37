// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.cse.address.Entities;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Route;
import org.entente.cse.address.Tree;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.PrimitiveProfile;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;

/**
 * Changes primitives as the profiles of who sends or receives them say: they can be shorter on a narrow way. TS-0001
 * Release 4 (primitiveProfile).
 */
public final class Profiles {
    private final Identity identity;
    private final String base;
    private final ResourceTypes types;
    private final Tree tree;

    public Profiles(Identity identity, ResourceTypes types) {
        this.identity = identity;
        this.base = identity.baseId();
        this.types = types;
        this.tree = new Tree(identity);
    }

    /**
     * What a primitive is about, as far as profiles ask.
     *
     * @param type the number of the resource type
     * @param resource the target; of a CREATE the parent, of a notification what was subscribed to
     */
    private record About(
            Operation operation, Optional<String> release, Optional<Long> type, Optional<Resource> resource) {}

    /** The request as this CSE takes it; most originators have no profiles. */
    public Request completed(Request request, View view) {
        var profiles = of(request, view);
        if (profiles.isEmpty()) return request;
        var about = about(request, view);
        var completed = request;
        for (var profile : profiles)
            if (fits(profile, Way.REQUEST, about, view))
                completed = Changes.of(profile).in(completed);
        return completed;
    }

    /** The answer as its originator gets it: what is a resource in it, and no refusal. */
    public Response shortened(Request request, Response response, View view) {
        if (!response.isSuccess() || type(response.content()).isEmpty()) return response;
        var profiles = of(request, view);
        if (profiles.isEmpty()) return response;
        var asked = about(request, view);
        var about = new About(asked.operation(), asked.release(), type(response.content()), asked.resource());
        var shortened = response;
        for (var profile : profiles)
            if (fits(profile, Way.RESPONSE, about, view))
                shortened = Changes.of(profile).in(shortened);
        return shortened;
    }

    /** A notification, single or several in one, as its target gets it. */
    public Request notification(String target, Request notification, View view) {
        var profiles = of(target, view);
        if (profiles.isEmpty()) return notification;
        return notification.withContent(notified(notification, notification.content(), profiles, view));
    }

    private Value.Fields notified(Request request, Value.Fields content, List<Resource> profiles, View view) {
        if (content.find("m2m:agn").orElse(null) instanceof Value.Fields several
                && several.find("m2m:sgn").orElse(null) instanceof Value.Items(var each)) {
            var changed = new ArrayList<Value>();
            for (var one : each) changed.add(notified(request, (Value.Fields) one, profiles, view));
            return content.with("m2m:agn", several.with("m2m:sgn", Value.of(changed)));
        }
        if (content.find("m2m:sgn").orElse(null) instanceof Value.Fields one)
            return content.with("m2m:sgn", notified(request, one, profiles, view));
        if (!(content.find("nev").orElse(null) instanceof Value.Fields event
                && event.find("rep").orElse(null) instanceof Value.Fields shown)) return content;
        var about = new About(
                Operation.NOTIFY,
                request.text(Parameter.RELEASE_VERSION_INDICATOR),
                type(shown),
                content.text("sur")
                        .flatMap(address -> resource(address, view))
                        .flatMap(subscription -> view.byId(subscription.pi())));
        var changed = shown;
        for (var profile : profiles)
            if (fits(profile, Way.NOTIFICATION, about, view))
                changed = Changes.of(profile).in(changed);
        return content.with("nev", event.with("rep", changed));
    }

    private About about(Request request, View view) {
        var target = target(request.to(), view);
        return new About(
                request.operation(),
                request.text(Parameter.RELEASE_VERSION_INDICATOR),
                request.operation() == Operation.CREATE
                        ? Optional.of((long) request.type())
                        : target.map(found -> (long) found.type().number()),
                target);
    }

    /** The one that a request is for; what is elsewhere has no type that is known here. */
    private Optional<Resource> target(String to, View view) {
        try {
            return switch (tree.locate(to, view)) {
                case Route.Here here -> Optional.of(here.resource());
                case Route.Empty(var parent) -> Optional.of(parent);
                case Route.Members members -> Optional.of(members.group());
                case Route.Channel(var channel) -> Optional.of(channel);
                case Route.SelfReference self -> Optional.of(self.subscription());
                case Route.Elsewhere _ -> Optional.empty();
            };
        } catch (Refused nowhere) {
            return Optional.empty();
        }
    }

    private static boolean names(Resource profile, Attribute attribute, Optional<Long> number) {
        return !(profile.value(attribute).orElse(null) instanceof Value.Items(var wanted))
                || number.filter(each -> wanted.contains(Value.of(each))).isPresent();
    }

    /** What a profile does not say does not matter. */
    private boolean fits(Resource profile, Way way, About about, View view) {
        return way.isIn(profile.whole(Attributes.APPL, Way.ALL))
                && names(profile, Attributes.OPS, Optional.of((long)
                        about.operation().number()))
                && names(profile, Attributes.RTYS, about.type())
                && (!profile.has(Attributes.RVS)
                        || profile.texts(Attributes.RVS)
                                .contains(about.release().orElse(Request.RELEASE)))
                && (!profile.has(Attributes.RSDS)
                        || about.resource()
                                .filter(each -> isOneOf(profile, each, view))
                                .isPresent());
    }

    private boolean isOneOf(Resource profile, Resource resource, View view) {
        return profile.texts(Attributes.RSDS).stream()
                .flatMap(address -> resource(address, view).stream())
                .anyMatch(named -> named.ri().equals(resource.ri()));
    }

    private Optional<Resource> resource(String address, View view) {
        return Entities.find(identity, tree, address, view);
    }

    /** The type of the one resource that is the content. */
    private Optional<Long> type(Value.Fields content) {
        var roots = content.members().keySet();
        return roots.size() != 1
                ? Optional.empty()
                : types.byRoot(roots.iterator().next())
                        .map(ResourceType::number)
                        .map(Integer::longValue);
    }

    private List<Resource> of(Request request, View view) {
        return request.peer().internal() || request.from().isEmpty() ? List.of() : of(request.from(), view);
    }

    /** The profiles of an entity: those that the whole CSE has for it first, then its own. */
    private List<Resource> of(String entity, View view) {
        var profiled = view.byId(base).filter(found -> found.has(ProfileProcedure.PROFILED));
        if (profiled.isEmpty()) return List.of();
        var registration = resource(entity, view);
        var id = registration
                .flatMap(found -> found.text(Attributes.AEI).or(() -> found.text(Attributes.CSI)))
                .orElse(entity);
        var all = new ArrayList<Resource>();
        for (var place : List.of(profiled, registration))
            for (var ri :
                    place.map(each -> each.texts(ProfileProcedure.PROFILES)).orElse(List.of()))
                view.byId(ri).filter(found -> isFor(found, id)).ifPresent(all::add);
        return all;
    }

    private boolean isFor(Resource profile, String entity) {
        var id = identity.originator(entity);
        return profile.type() == PrimitiveProfile.TYPE
                && profile.texts(Attributes.IDL).stream()
                        .map(identity::originator)
                        .anyMatch(id::equals);
    }
}
