// SPDX-License-Identifier: Apache-2.0
package org.entente.client;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;

/**
 * What a CSE shows of a resource.
 *
 * @param root the name of its type, such as {@code m2m:cnt}
 * @param content its attributes by short name, and its children if they were asked for
 */
public record Representation(String root, Value.Fields content) {

    /** The one resource that a primitive content shows; empty if it shows something else, or nothing. */
    static Optional<Representation> of(Value.Fields content) {
        var members = content.members().entrySet();
        if (members.size() != 1) return Optional.empty();
        var only = members.iterator().next();
        return only.getValue() instanceof Value.Fields shown
                ? Optional.of(new Representation(only.getKey(), shown))
                : Optional.empty();
    }

    public Optional<Value> find(Attribute attribute) {
        return content.find(attribute.shortName());
    }

    public Optional<String> text(Attribute attribute) {
        return content.text(attribute.shortName());
    }

    public OptionalLong whole(Attribute attribute) {
        return find(attribute).orElse(null) instanceof Value.Whole(var number)
                ? OptionalLong.of(number)
                : OptionalLong.empty();
    }

    /** Whether the attribute is there and true. */
    public boolean isSet(Attribute attribute) {
        return find(attribute).orElse(null) instanceof Value.Bool(var truth) && truth;
    }

    /** The texts of a list, none if it is absent. */
    public List<String> texts(Attribute attribute) {
        if (!(find(attribute).orElse(null) instanceof Value.Items(var values))) return List.of();
        return values.stream()
                .filter(Value.Text.class::isInstance)
                .map(value -> ((Value.Text) value).text())
                .toList();
    }

    /** The identifier by which it can be addressed, however it is renamed or moved. */
    public String id() {
        return text(Attributes.RI).orElseThrow(() -> new IllegalStateException(root + " is shown without its ri"));
    }
}
