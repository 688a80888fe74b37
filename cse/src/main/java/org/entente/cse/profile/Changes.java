// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.profile;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/**
 * What a profile takes from primitives, and what it puts into them where it is missing. A name is that of a parameter if
 * there is one, else of an attribute of the resource in the content.
 */
record Changes(List<String> deletions, Map<String, Value> additions) {
    // What says who asks for what, and when it is done, is for the originator alone to say.
    private static final Set<Parameter> CHANGEABLE = EnumSet.of(
            Parameter.RESULT_CONTENT,
            Parameter.EVENT_CATEGORY,
            Parameter.DELIVERY_AGGREGATION,
            Parameter.REQUEST_EXPIRATION_TIMESTAMP,
            Parameter.RESULT_EXPIRATION_TIMESTAMP,
            Parameter.RESULT_PERSISTENCE,
            Parameter.DESIRED_IDENTIFIER_RESULT_TYPE,
            Parameter.RELEASE_VERSION_INDICATOR,
            Parameter.VENDOR_INFORMATION);

    /** Names that attributes have too, and that no profile could mean as parameters. */
    private static final Set<Parameter> ATTRIBUTES_TOO = EnumSet.of(Parameter.RESOURCE_TYPE);

    static Changes of(Resource profile) {
        var additions = new LinkedHashMap<String, Value>();
        if (profile.value(Attributes.ADDS).orElse(null) instanceof Value.Items(var pairs))
            for (var pair : pairs)
                if (pair instanceof Value.Fields named && named.find("val").isPresent())
                    additions.put(
                            named.text("nm").orElseThrow(), named.find("val").orElseThrow());
        return new Changes(profile.texts(Attributes.DELS), additions);
    }

    /** @throws Refused BAD_REQUEST if a parameter is named that no profile may touch, or has a value that it cannot have */
    void check() {
        for (var name : deletions) parameter(name);
        additions.forEach(
                (name, value) -> parameter(name).ifPresent(each -> each.type().check(value, name)));
    }

    private static Optional<Parameter> parameter(String name) {
        var parameter = Parameter.of(name).filter(each -> !ATTRIBUTES_TOO.contains(each));
        if (parameter.isPresent() && !CHANGEABLE.contains(parameter.get()))
            throw Refused.badRequest("a profile may not touch " + name).about(name);
        return parameter;
    }

    Request in(Request request) {
        var changed = request;
        for (var name : deletions) {
            var parameter = parameter(name);
            if (parameter.isPresent()) changed = changed.without(parameter.get());
        }
        for (var addition : additions.entrySet()) {
            var parameter = parameter(addition.getKey());
            if (parameter.isPresent() && changed.find(parameter.get()).isEmpty())
                changed = changed.with(parameter.get(), addition.getValue());
        }
        return switch (request.operation()) {
            case CREATE, UPDATE -> changed.withContent(in(changed.content()));
            case RETRIEVE, DELETE, NOTIFY -> changed;
        };
    }

    Response in(Response response) {
        var changed = new Response(response.code(), response.id(), in(response.content()), Map.of());
        for (var other : response.others().entrySet())
            if (!deletions.contains(other.getKey().shortName()))
                changed = changed.with(other.getKey(), other.getValue());
        return changed;
    }

    /** In the one resource that a content has under its root name. */
    Value.Fields in(Value.Fields content) {
        var roots = new ArrayList<>(content.members().entrySet());
        if (roots.size() != 1 || !(roots.getFirst().getValue() instanceof Value.Fields resource)) return content;
        var changed = new LinkedHashMap<>(resource.members());
        for (var name : deletions) if (parameter(name).isEmpty()) changed.remove(name);
        additions.forEach((name, value) -> {
            if (parameter(name).isEmpty()) changed.putIfAbsent(name, value);
        });
        return Value.field(roots.getFirst().getKey(), new Value.Fields(changed));
    }
}
