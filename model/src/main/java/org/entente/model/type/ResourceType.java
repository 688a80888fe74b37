// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.model.Value;

/** A resource type as its table has it: attributes with their presence, and which children it may have. TS-0004 §7.4. */
public final class ResourceType {
    /** Added to a type's number to make that of its announced variant. TS-0004 §6.3.4.2.1. */
    public static final int ANNOUNCED = 10000;

    private final int number;
    private final String root;
    private final String longName;
    private final Map<String, Row> rows;
    private final Set<String> children;
    private final Optional<Value> discriminator;
    private final Standing standing;

    private ResourceType(Builder builder) {
        number = builder.number;
        root = builder.root;
        longName = builder.longName;
        rows = Collections.unmodifiableMap(new LinkedHashMap<>(builder.rows));
        children = Collections.unmodifiableSet(new LinkedHashSet<>(builder.children));
        discriminator = builder.discriminator;
        standing = builder.standing;
    }

    /** What a CSE does with the type. */
    private enum Standing {
        SERVED,
        DECLARED,
        GENERAL
    }

    /** One row of the table. */
    public record Row(Attribute attribute, Presence create, Presence update, Announced announced) {}

    /** Starts a type of the m2m name space: its number, short and long name. */
    public static Builder resourceType(int number, String shortName, String longName) {
        return new Builder(number, "m2m:" + shortName, longName);
    }

    /** Starts a specialisation of a type under its own root name, such as {@code cod:binSh}. TS-0004 §7.4.37, §7.4.15. */
    public static Builder specialisation(int number, String root, String longName, Value discriminator) {
        var builder = new Builder(number, root, longName);
        builder.discriminator = Optional.of(discriminator);
        return builder;
    }

    public int number() {
        return number;
    }

    /** The name with its prefix that representations carry, such as {@code m2m:cnt}. It identifies the type. */
    public String root() {
        return root;
    }

    public String longName() {
        return longName;
    }

    /** The rows by the short name of their attribute, in table order. */
    public Map<String, Row> rows() {
        return rows;
    }

    public Optional<Row> row(String shortName) {
        return Optional.ofNullable(rows.get(shortName));
    }

    public boolean has(Attribute attribute) {
        return rows.containsKey(attribute.shortName());
    }

    /** The short names of the types that may be created under this one; {@code fcnt} and {@code mgmtObj} stand for all their kinds. */
    public Set<String> children() {
        return children;
    }

    /** The containerDefinition or mgmtDefinition that tells a specialisation from its siblings. */
    public Optional<Value> discriminator() {
        return discriminator;
    }

    /** False if only the table exists so far: a CREATE of it is answered NOT_IMPLEMENTED. */
    public boolean isImplemented() {
        return standing != Standing.DECLARED;
    }

    /** True for flexContainer and mgmtObj themselves: only their specialisations have resources. */
    public boolean isGeneral() {
        return standing == Standing.GENERAL;
    }

    @Override
    public String toString() {
        return root;
    }

    /** Collects rows; {@link #build} gives the type. Mistakes are found together in {@link ResourceTypes}. */
    public static final class Builder {
        private final int number;
        private final String root;
        private final String longName;
        private final Map<String, Row> rows = new LinkedHashMap<>();
        private final List<String> children = new ArrayList<>();
        private Optional<Value> discriminator = Optional.empty();
        private Standing standing = Standing.SERVED;

        private Builder(int number, String root, String longName) {
            this.number = number;
            this.root = root;
            this.longName = longName;
        }

        /** Adds rows that several types share, such as {@link Universal#REGULAR}. */
        public Builder include(List<Row> shared) {
            shared.forEach(row -> rows.put(row.attribute().shortName(), row));
            return this;
        }

        /** Adds a row, or replaces that of the same attribute. */
        public Builder attribute(Attribute attribute, Presence create, Presence update, Announced announced) {
            rows.put(attribute.shortName(), new Row(attribute, create, update, announced));
            return this;
        }

        public Builder children(String... shortNames) {
            children.addAll(List.of(shortNames));
            return this;
        }

        /** Marks a type that has its table but not yet its behaviour. */
        public Builder declaredOnly() {
            standing = Standing.DECLARED;
            return this;
        }

        /** Marks a type that exists in its specialisations only. */
        public Builder general() {
            standing = Standing.GENERAL;
            return this;
        }

        public ResourceType build() {
            return new ResourceType(this);
        }
    }
}
