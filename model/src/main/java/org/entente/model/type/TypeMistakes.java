// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entente.model.Value;
import org.jspecify.annotations.Nullable;

/** Looks for mistakes that show only when all definitions are seen together. */
final class TypeMistakes {
    private final Collection<ResourceType> types;
    private final List<String> found = new ArrayList<>();

    private TypeMistakes(Collection<ResourceType> types) {
        this.types = types;
    }

    static List<String> in(Collection<ResourceType> types) {
        var mistakes = new TypeMistakes(types);
        types.forEach(type -> mistakes.found.addAll(type.mistakes()));
        mistakes.lookForDoubles();
        mistakes.lookForUnknownChildren();
        mistakes.lookForAmbiguousNames();
        types.forEach(mistakes::lookForVainAnnouncements);
        return mistakes.found;
    }

    private void lookForDoubles() {
        var roots = new HashSet<String>();
        var numbers = new HashMap<Integer, ResourceType>();
        var discriminators = new HashMap<Value, ResourceType>();
        for (var type : types) {
            if (!roots.add(type.root())) found.add("there are two types named " + type);
            if (type.discriminator().isEmpty()) note(numbers.put(type.number(), type), type, "number " + type.number());
            else note(discriminators.put(type.discriminator().get(), type), type, "definition");
        }
    }

    private void note(@Nullable ResourceType earlier, ResourceType type, String what) {
        if (earlier != null) found.add(type + " has the same " + what + " as " + earlier);
    }

    private void lookForUnknownChildren() {
        var known = new HashSet<String>();
        for (var type : types) {
            known.add(type.kind());
            known.add(type.root());
            if (!type.isAnnounceable()) continue;
            known.add(type.kind() + "A");
        }
        for (var type : types) {
            type.children().forEach(child -> noteUnknown(type, child, known));
            type.announcedChildren().forEach(child -> noteUnknown(type, child, known));
        }
    }

    private void noteUnknown(ResourceType type, String child, Set<String> known) {
        if (!known.contains(child)) found.add(type + " has a child " + child + ", which is no type");
    }

    // Domain types reuse short names at will; those of TS-0004 mean one thing everywhere. [TS-0004 §8.2.1]
    private void lookForAmbiguousNames() {
        Map<String, Attribute> dictionary = new HashMap<>();
        for (var type : types) {
            if (type.number() == FlexContainer.NUMBER && !type.isGeneral()) continue;
            for (var row : type.rows().values()) {
                var attribute = row.attribute();
                var earlier = dictionary.putIfAbsent(attribute.shortName(), attribute);
                if (earlier != null && !earlier.longName().equals(attribute.longName()))
                    found.add(attribute + " means " + attribute.longName() + " in " + type + ", but "
                            + earlier.longName() + " elsewhere");
            }
        }
    }

    private void lookForVainAnnouncements(ResourceType type) {
        if (type.isAnnounceable()) return;
        for (var row : type.rows().values())
            if (row.announced() != Announced.NA && !Universal.UNIVERSAL.contains(row))
                found.add(type + " is never announced, but its attribute " + row.attribute() + " is");
    }
}
