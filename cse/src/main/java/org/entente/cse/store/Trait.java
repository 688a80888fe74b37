// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.store;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/**
 * What an attribute of a resource is equal to, of those attributes by which resources are looked for: stores keep an
 * index of these. Instances have hardly ever one, so that they stay small.
 */
public record Trait(String attribute, String value) {
    private static final Set<String> INDEXED = Stream.of(
                    Attributes.AEI,
                    Attributes.API,
                    Attributes.CND,
                    Attributes.CR,
                    Attributes.CSI,
                    Attributes.LNK,
                    Attributes.NI,
                    Attributes.OR)
            .map(Attribute::shortName)
            .collect(Collectors.toUnmodifiableSet());

    /** Whether an attribute is in the index. */
    public static boolean isIndexed(String attribute) {
        return INDEXED.contains(attribute);
    }

    /** All that a resource has. */
    public static Set<Trait> of(Resource resource) {
        var traits = new HashSet<Trait>();
        resource.attributes().forEach((name, value) -> {
            if (INDEXED.contains(name) && value instanceof Value.Text(var text)) traits.add(new Trait(name, text));
        });
        return traits;
    }
}
