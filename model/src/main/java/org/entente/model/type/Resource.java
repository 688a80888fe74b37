// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.model.Members;
import org.entente.model.Value;
import org.jspecify.annotations.Nullable;

/** A resource as it is at one moment; a change makes a new one. TS-0001 §9.6. */
public final class Resource {
    private final ResourceType type;
    private final String path;
    private final Map<String, Value> attributes;
    /** Made when somebody looks, and as good as made twice: what it consists of cannot change. */
    private Value.@Nullable Fields representation;

    /**
     * @param path its structured address from the CSEBase's name on, without the CSE-ID, such as {@code cse-in/ae/box}
     * @param attributes by short name, the universal ones (ri, pi, rn, ty, ct, lt ...) included
     */
    public Resource(ResourceType type, String path, Map<String, Value> attributes) {
        this.type = type;
        this.path = path;
        this.attributes = Members.of(attributes);
    }

    public ResourceType type() {
        return type;
    }

    public String path() {
        return path;
    }

    public Map<String, Value> attributes() {
        return attributes;
    }

    /** The unstructured resource identifier, without CSE-ID. */
    public String ri() {
        return text(Attributes.RI).orElseThrow();
    }

    /** The parent's resource identifier; empty for a CSEBase. */
    public String pi() {
        return text(Attributes.PI).orElse("");
    }

    public String rn() {
        return text(Attributes.RN).orElseThrow();
    }

    public Optional<Value> value(Attribute attribute) {
        return Optional.ofNullable(attributes.get(attribute.shortName()));
    }

    public boolean has(Attribute attribute) {
        return attributes.containsKey(attribute.shortName());
    }

    public Optional<String> text(Attribute attribute) {
        return attributes.get(attribute.shortName()) instanceof Value.Text(var text)
                ? Optional.of(text)
                : Optional.empty();
    }

    /** A whole number, or {@code otherwise} if the attribute is absent. */
    public long whole(Attribute attribute, long otherwise) {
        return attributes.get(attribute.shortName()) instanceof Value.Whole(var number) ? number : otherwise;
    }

    public Optional<Boolean> truth(Attribute attribute) {
        return attributes.get(attribute.shortName()) instanceof Value.Bool(var truth)
                ? Optional.of(truth)
                : Optional.empty();
    }

    /** The texts of a list, empty if the attribute is absent. */
    public List<String> texts(Attribute attribute) {
        if (!(attributes.get(attribute.shortName()) instanceof Value.Items(var values))) return List.of();
        return values.stream()
                .flatMap(v -> v instanceof Value.Text(var text) ? Stream.of(text) : Stream.empty())
                .toList();
    }

    public Resource with(Attribute attribute, Value value) {
        return new Resource(type, path, Members.with(attributes, attribute.shortName(), value));
    }

    public Resource with(Attribute attribute, String text) {
        return with(attribute, Value.of(text));
    }

    public Resource with(Attribute attribute, long number) {
        return with(attribute, Value.of(number));
    }

    public Resource without(Attribute attribute) {
        var changed = new LinkedHashMap<>(attributes);
        changed.remove(attribute.shortName());
        return new Resource(type, path, changed);
    }

    /** The attributes under the type's root name, as others see them; the same object each time. TS-0004 §8.4. */
    public Value.Fields representation() {
        var made = representation;
        if (made == null) {
            var shown = new Value.Fields(attributes).mapped((name, value) -> isShown(name) ? value : null);
            representation = made = Value.shownOften(type.root(), shown);
        }
        return made;
    }

    /** Names with an underscore before them are our own notes. */
    public static boolean isShown(String name) {
        return name.charAt(0) != '_';
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Resource that
                && type == that.type
                && path.equals(that.path)
                && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return attributes.hashCode();
    }

    @Override
    public String toString() {
        return type + " " + path;
    }
}
