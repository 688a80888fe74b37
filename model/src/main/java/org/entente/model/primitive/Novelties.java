// SPDX-License-Identifier: Apache-2.0
package org.entente.model.primitive;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * Takes from resources what came with Release 4, for who speaks an earlier one. FlexContainers and management objects
 * have versions of their own. TS-0001 §8.1.3 (Release Version Indicator).
 */
final class Novelties {
    private static final int LAST_TYPE = 57; // of Release 3, without the announced variants
    private static final int ANNOUNCED = 10_000;

    /** Attributes that no type of Release 3 has: announceSyncType, custodian and location. */
    private static final Set<String> ATTRIBUTES = Set.of("ast", "cstn", "loc");

    /** Those that some types of Release 3 got later, by the root name of the type. */
    private static final Map<String, Set<String>> BY_TYPE = Map.of(
            "m2m:cb",
            Set.of("ncp", "ctm"),
            "m2m:cin",
            Set.of("dcnt", "dgt"),
            "m2m:crs",
            Set.of("eem", "nse", "nsi"),
            "m2m:nod",
            Set.of("nty"),
            "m2m:pch",
            Set.of("rqag"),
            "m2m:sub",
            Set.of("nse", "nsi", "eeno", "ma"));

    /** Where references to children are. TS-0004 §6.3.5.29 */
    private static final Set<String> REFERENCES = Set.of("ch", "rrf");

    private Novelties() {}

    static boolean isType(long number) {
        return number % ANNOUNCED > LAST_TYPE;
    }

    /** The first of them that a resource with this root name is given. */
    static Optional<String> in(String root, Value.Fields given) {
        return given.members().keySet().stream()
                .filter(attribute -> isNew(root, attribute))
                .findFirst();
    }

    /** A content without them; what was asked for itself stays, whatever its type is. */
    static Value.Fields without(Value.Fields content) {
        var imprint = content.imprint();
        if (imprint != null && imprint.isCommon()) return content;
        var left = content.mapped(Novelties::resources);
        if (imprint != null && left.equals(content)) imprint.keepCommon();
        return left;
    }

    /** Only what has the root name of a type is looked into: the rest may be somebody's own. */
    private static Value resources(String name, Value value) {
        if (name.indexOf(':') < 0) return value;
        return switch (value) {
            case Value.Fields resource -> resource(name, resource);
            case Value.Items(var several) ->
                new Value.Items(several.stream()
                        .map(each -> each instanceof Value.Fields resource ? resource(name, resource) : each)
                        .toList());
            case Value.Text _, Value.Whole _, Value.Real _, Value.Bool _, Value.Deleted _ -> value;
        };
    }

    private static Value.Fields resource(String root, Value.Fields resource) {
        var members = resource.members();
        boolean hasOwnVersion = members.containsKey("mgd") || members.containsKey("cnd");
        var later = BY_TYPE.getOrDefault(root, Set.of());
        return resource.mapped((name, value) -> {
            if (!hasOwnVersion && (ATTRIBUTES.contains(name) || later.contains(name))) return null;
            var known = children(name, value);
            return known == null ? null : resources(name, known);
        });
    }

    private static boolean isNew(String root, String attribute) {
        return ATTRIBUTES.contains(attribute)
                || BY_TYPE.getOrDefault(root, Set.of()).contains(attribute);
    }

    /** Of children, or references to them, those whose type is known; null if none is left. */
    private static @Nullable Value children(String name, Value value) {
        // The name first: most values need not be looked at.
        if ((name.indexOf(':') < 0 && !REFERENCES.contains(name)) || !(value instanceof Value.Items(var all)))
            return value;
        var known = all.stream().filter(each -> !isTooNew(each)).toList();
        return known.isEmpty() && !all.isEmpty() ? null : new Value.Items(known);
    }

    private static boolean isTooNew(Value child) {
        return child instanceof Value.Fields fields
                && (fields.find("ty").or(() -> fields.find("typ")).orElse(null) instanceof Value.Whole(var number))
                && isType(number);
    }
}
