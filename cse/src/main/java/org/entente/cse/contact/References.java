// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.contact;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.entente.cse.address.Identity;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;

/** The AEs that resources refer to: as notification targets, group members, originators of rules, announced. TS-0001 §9.6.46. */
record References(Identity identity) {
    private static final List<Attribute> TEXTS = List.of(Attributes.NU, Attributes.MID, Attributes.LNK);
    private static final List<Attribute> RULES = List.of(Attributes.PV, Attributes.PVS);
    private static final String ORIGINATORS = "acor";
    private static final Pattern STEM = Pattern.compile("[CS][A-Za-z0-9._~-]+");
    private static final Pattern AE = Pattern.compile("(?://[^/*]+)?/[^/*]+/[CS][A-Za-z0-9._~-]+");

    /** Whether resources of a type can refer to anybody at all. */
    static boolean refers(ResourceType type) {
        return TEXTS.stream().anyMatch(type::has) || RULES.stream().anyMatch(type::has);
    }

    /** The SP-relative identifiers of the AEs that a resource refers to. */
    Set<String> of(Resource resource) {
        var found = new TreeSet<String>();
        walk(resource, text -> {
            ae(text).ifPresent(found::add);
            return text;
        });
        return found;
    }

    /** The resource with another AE in the place of one; empty if it does not refer to it. */
    Optional<Resource> replaced(Resource resource, String before, String after) {
        var changed = walk(resource, text -> ae(text).filter(before::equals).isPresent() ? after : text);
        return changed.attributes().equals(resource.attributes()) ? Optional.empty() : Optional.of(changed);
    }

    /** An AE's identifier as others know it, whichever form it is written in. */
    Optional<String> ae(String written) {
        var local = identity.local(written);
        if (STEM.matcher(local).matches()) return Optional.of(identity.spRelative(local));
        return AE.matcher(local).matches() ? Optional.of(local) : Optional.empty();
    }

    private static Resource walk(Resource resource, UnaryOperator<String> each) {
        var changed = resource;
        for (var attribute : TEXTS) {
            var value = resource.value(attribute);
            if (value.isPresent()) changed = changed.with(attribute, texts(value.get(), each));
        }
        for (var attribute : RULES) {
            var value = resource.value(attribute);
            if (value.isPresent()) changed = changed.with(attribute, originators(value.get(), each));
        }
        return changed;
    }

    private static Value texts(Value value, UnaryOperator<String> each) {
        return switch (value) {
            case Value.Text(var text) -> Value.of(each.apply(text));
            case Value.Items(var items) ->
                Value.of(items.stream().map(item -> texts(item, each)).toList());
            default -> value;
        };
    }

    private static Value originators(Value value, UnaryOperator<String> each) {
        return switch (value) {
            case Value.Items(var items) ->
                Value.of(items.stream().map(item -> originators(item, each)).toList());
            case Value.Fields(var members) -> {
                var changed = new LinkedHashMap<String, Value>();
                members.forEach((name, member) ->
                        changed.put(name, name.equals(ORIGINATORS) ? texts(member, each) : originators(member, each)));
                yield new Value.Fields(changed);
            }
            default -> value;
        };
    }
}
