// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.announcement;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.entente.cse.store.View;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType.Row;

/** What a resource shows of itself where it is announced. TS-0001 §9.6.26.1, TS-0004 §7.3.3.10. */
final class Likeness {
    private Likeness() {}

    /** The attributes that are always announced, and those that announcedAttribute chooses, in this CSE's own forms. */
    static Map<String, Value> of(Resource resource, View view) {
        var chosen = Set.copyOf(resource.texts(Attributes.AA));
        var shown = new LinkedHashMap<String, Value>();
        for (var row : resource.type().rows().values()) {
            var name = row.attribute().shortName();
            var value = resource.attributes().get(name);
            if (value != null && isShown(row, chosen)) shown.put(name, value);
        }
        // Whoever has no policies shows those of the nearest above it; each that is announced has a time. [TS-0001
        // §10.2.13.5]
        for (var attribute : List.of(Attributes.ACPI, Attributes.ET))
            if (!shown.containsKey(attribute.shortName()))
                nearest(attribute, resource, view).ifPresent(value -> shown.put(attribute.shortName(), value));
        return shown;
    }

    /** The attributes in which two states of a resource differ for those who see it elsewhere. */
    static Set<String> difference(Map<String, Value> before, Map<String, Value> after) {
        var names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
        return names;
    }

    private static boolean isShown(Row row, Set<String> chosen) {
        return switch (row.announced()) {
            case MA -> true;
            case OA -> chosen.contains(row.attribute().shortName());
            case NA -> false;
        };
    }

    private static Optional<Value> nearest(Attribute attribute, Resource resource, View view) {
        for (var at = Optional.of(resource);
                at.isPresent();
                at = view.byId(at.get().pi())) {
            var value = at.get().value(attribute);
            if (value.isPresent()) return value;
        }
        return Optional.empty();
    }
}
