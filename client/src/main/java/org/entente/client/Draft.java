// SPDX-License-Identifier: Apache-2.0
package org.entente.client;

import java.util.List;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.ResourceType;

/**
 * What is to be written in a resource: the attributes of a new one, or the changes of one that is there.
 *
 * @param content by short name; values are checked against the dictionary when they are given
 */
public record Draft(ResourceType type, Value.Fields content) {

    /** Nothing yet, of a type such as {@code Container.TYPE}. */
    public static Draft of(ResourceType type) {
        return new Draft(type, Value.Fields.EMPTY);
    }

    public Draft named(String name) {
        return with(Attributes.RN, name);
    }

    public Draft with(Attribute attribute, String text) {
        return with(attribute, Value.of(text));
    }

    public Draft with(Attribute attribute, long number) {
        return with(attribute, Value.of(number));
    }

    public Draft with(Attribute attribute, double number) {
        return with(attribute, Value.of(number));
    }

    public Draft with(Attribute attribute, boolean truth) {
        return with(attribute, Value.of(truth));
    }

    public Draft with(Attribute attribute, List<String> texts) {
        return with(attribute, Value.texts(texts));
    }

    /**
     * @throws org.entente.model.Refused if the attribute never has such a value
     * @throws IllegalArgumentException if resources of this type have no such attribute
     */
    public Draft with(Attribute attribute, Value value) {
        var row = type.row(attribute.shortName())
                .orElseThrow(() -> new IllegalArgumentException(type + " has no attribute " + attribute));
        var checked = row.attribute().type().check(value, attribute.shortName());
        return new Draft(type, content.with(attribute.shortName(), checked));
    }

    /** Takes the attribute away from a resource that has it. */
    public Draft without(Attribute attribute) {
        return new Draft(type, content.with(attribute.shortName(), Value.Deleted.DELETED));
    }

    Value.Fields rooted() {
        return Value.field(type.root(), content);
    }
}
