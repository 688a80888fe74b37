// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.type.Attributes;

/**
 * The conditions that a filter can make on a resource, on its parent and on a child alike: types, labels, attributes.
 * TS-0004 §7.3.3.17.5, §7.3.3.17.6, §7.3.3.17.9.
 */
record Properties(Set<Integer> types, Set<String> labels, List<AttributeValue> attributes) {

    /** @param type the criteria's short names, as {@code ty}, {@code pty} or {@code chty} */
    Properties(String type, String label, String attribute, FilterCriteria criteria) {
        this(
                Matcher.numbers(type, criteria),
                new HashSet<>(Matcher.texts(criteria.all(label))),
                criteria.all(attribute).stream()
                        .map(each -> AttributeValue.of(each, attribute))
                        .toList());
    }

    /** @param of makes it a condition on the parent or on a child, or leaves it */
    void addTo(List<Condition> kinds, BiFunction<Properties, Condition, Condition> of) {
        var none = new Properties(Set.of(), Set.of(), List.of());
        if (!types.isEmpty())
            kinds.add(of.apply(
                    new Properties(types, Set.of(), List.of()),
                    (resource, _) -> types.contains(resource.type().number())));
        if (!labels.isEmpty())
            kinds.add(of.apply(
                    new Properties(Set.of(), labels, List.of()),
                    (resource, _) -> resource.attributes().get(Attributes.LBL.shortName())
                                    instanceof Value.Items(var values)
                            && values.stream()
                                    .anyMatch(v -> v instanceof Value.Text(var text) && labels.contains(text))));
        if (!attributes.isEmpty())
            kinds.add(of.apply(
                    none, (resource, _) -> attributes.stream().anyMatch(attribute -> attribute.matches(resource))));
    }
}
