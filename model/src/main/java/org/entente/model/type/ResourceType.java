// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.model.Reason;
import org.entente.model.Refused;
import org.entente.model.Value;

/** A resource type as its table has it: attributes with their presence, and which children it may have. TS-0004 §7.4. */
public final class ResourceType {
    /** Added to a type's number to make that of its announced variant. TS-0004 §6.3.4.2.1. */
    public static final int ANNOUNCED = 10000;

    private static final Set<String> INSTANCES = Set.of("cin", "fci", "tsi");
    private static final Set<Integer> INSTANCE_NUMBERS = Set.of(4, 30, 58); // the same, whatever their root

    private final int number;
    private final String root;
    private final String longName;
    private final Map<String, Row> rows;
    private final Set<String> children;
    private final Set<String> announcedChildren;
    private final Optional<Value> discriminator;
    private final Standing standing;
    private final boolean announceable;
    private final boolean forParentsEntity;
    // Every request asks for these two.
    private final boolean isInstance;
    private final boolean hasInstances;
    private final List<String> mistakes;

    private ResourceType(Builder builder) {
        number = builder.number;
        root = builder.root;
        longName = builder.longName;
        rows = Collections.unmodifiableMap(new LinkedHashMap<>(builder.rows));
        children = Collections.unmodifiableSet(new LinkedHashSet<>(builder.children));
        discriminator = builder.discriminator;
        standing = builder.standing;
        forParentsEntity = builder.forParentsEntity;
        announceable = rows.containsKey(Attributes.AT.shortName()) || builder.announced;
        announcedChildren = Collections.unmodifiableSet(new LinkedHashSet<>(builder.announcedChildren));
        isInstance = INSTANCE_NUMBERS.contains(number);
        hasInstances = !Collections.disjoint(children, INSTANCES);
        mistakes = List.copyOf(builder.mistakes);
    }

    /** What a CSE does with the type. */
    private enum Standing {
        SERVED,
        DECLARED,
        GENERAL
    }

    /**
     * One row of the table.
     *
     * @param always whether every resource of the type has the attribute, so that an UPDATE cannot delete it
     */
    public record Row(Attribute attribute, Presence create, Presence update, Announced announced, boolean always) {
        public Row(Attribute attribute, Presence create, Presence update, Announced announced) {
            this(attribute, create, update, announced, create == Presence.M);
        }
    }

    /** @param discriminator that of the type from which it is derived, which has to be written in it too */
    static Builder derived(int number, String root, String longName, Optional<Value> discriminator) {
        var builder = new Builder(number, root, longName);
        builder.discriminator = discriminator;
        return builder;
    }

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

    /** Whether it keeps instances, of which {@code la} and {@code ol} name the newest and the oldest. TS-0001 §9.6.1.1 */
    public boolean hasInstances() {
        return hasInstances;
    }

    /** Whether only the entity that the parent stands for may touch it, whatever policies say. TS-0001 §10.2.5.13 */
    public boolean isForParentsEntity() {
        return forParentsEntity;
    }

    /** Whether it is such an instance itself. */
    public boolean isInstance() {
        return isInstance;
    }

    /**
     * The name by which a parent's table admits it: {@code cnt}; all kinds of flexContainer as {@code fcnt}, of mgmtObj
     * as {@code mgmtObj}.
     */
    public String kind() {
        return switch (number) {
            case FlexContainer.NUMBER -> "fcnt";
            case MgmtObj.NUMBER -> "mgmtObj";
            case FlexContainer.NUMBER + ANNOUNCED -> "fcntA";
            case MgmtObj.NUMBER + ANNOUNCED -> "mgmtObjA";
            case FlexContainerInstance.NUMBER -> "fci";
            case FlexContainerInstance.NUMBER + ANNOUNCED -> "fciA";
            default -> root.substring(root.indexOf(':') + 1);
        };
    }

    /** Whether its resources stand for resources of another CSE. TS-0001 §9.6.26. */
    public boolean isAnnounced() {
        return number >= ANNOUNCED;
    }

    /** Whether resources of this type may be announced to another CSE. TS-0001 §9.6.26. */
    public boolean isAnnounceable() {
        return announceable;
    }

    /** The children of its announced variant where the rule of {@link Announcements} does not give them. */
    Set<String> announcedChildren() {
        return announcedChildren;
    }

    /** What is wrong within this one table. */
    List<String> mistakes() {
        return mistakes;
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

    /**
     * Checks what a CREATE carries and gives it in its normal form.
     *
     * <p>A creator of null stays, as {@link Value.Deleted}: it asks the CSE to fill in the originator.
     *
     * @throws Refused BAD_REQUEST with the attribute's name; NOT_IMPLEMENTED if the type has no behaviour yet
     */
    public Value.Fields checkCreate(Value.Fields given) {
        if (!isImplemented()) throw new Refused(Reason.TYPE_UNSUPPORTED, root + " is not implemented here");
        if (isGeneral())
            throw new Refused(
                    Reason.TYPE_GENERAL, root + " has no resources of its own, only its specialisations have");
        var checked = new LinkedHashMap<String, Value>();
        given.members().forEach((name, value) -> checked.put(name, checkCreated(rowOf(name), value)));
        for (var row : rows.values())
            if (row.create() == Presence.M
                    && !checked.containsKey(row.attribute().shortName()))
                throw new Refused( // [TS-0004 §7.3.3.3]
                                Reason.ATTRIBUTE_MISSING, "a CREATE of " + root + " must carry " + row.attribute())
                        .about(row.attribute().shortName());
        return new Value.Fields(checked);
    }

    /**
     * Checks what an UPDATE carries; null stays as {@link Value.Deleted}.
     *
     * @throws Refused BAD_REQUEST with the attribute's name
     */
    public Value.Fields checkUpdate(Value.Fields given) {
        var checked = new LinkedHashMap<String, Value>();
        given.members().forEach((name, value) -> checked.put(name, checkUpdated(rowOf(name), value)));
        return new Value.Fields(checked);
    }

    private Row rowOf(String name) {
        var row = rows.get(name);
        if (row == null) // [TS-0004 §7.3.3.3, §7.3.3.4]
        throw new Refused(Reason.ATTRIBUTE_UNKNOWN, root + " has no attribute " + name).about(name);
        return row;
    }

    private Value checkCreated(Row row, Value value) {
        var attribute = row.attribute();
        if (row.create() == Presence.NP) throw forbidden("a CREATE", attribute);
        if (attribute.equals(Attributes.CR)) {
            if (value != Value.Deleted.DELETED)
                throw Refused.badRequest("cr may only be null").about("cr"); // [TS-0004 §7.3.3.3]
            return value;
        }
        return attribute.type().check(value, attribute.shortName());
    }

    private Value checkUpdated(Row row, Value value) {
        var attribute = row.attribute();
        if (row.update() == Presence.NP) throw forbidden("an UPDATE", attribute);
        if (value != Value.Deleted.DELETED) return attribute.type().check(value, attribute.shortName());
        if (row.always())
            throw new Refused( // [TS-0004 §7.3.3.7]
                            Reason.ATTRIBUTE_KEPT, attribute + " of " + root + " cannot be deleted")
                    .about(attribute.shortName());
        return value;
    }

    private Refused forbidden(String operation, Attribute attribute) {
        return new Refused(Reason.ATTRIBUTE_FORBIDDEN, operation + " of " + root + " may not carry " + attribute)
                .about(attribute.shortName());
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
        private boolean announced;
        private boolean forParentsEntity;
        private final List<String> announcedChildren = new ArrayList<>();
        private final List<String> mistakes = new ArrayList<>();

        private Builder(int number, String root, String longName) {
            this.number = number;
            this.root = root;
            this.longName = longName;
        }

        /** Adds rows that several types share, such as {@link Universal#REGULAR}. */
        public Builder include(Collection<Row> shared) {
            shared.forEach(this::add);
            return this;
        }

        public Builder attribute(Attribute attribute, Presence create, Presence update, Announced announced) {
            return add(new Row(attribute, create, update, announced));
        }

        /** Adds a row of an attribute that the CSE fills in if a CREATE lacks it, and that no UPDATE deletes. */
        public Builder always(Attribute attribute, Presence create, Presence update, Announced announced) {
            return add(new Row(attribute, create, update, announced, true));
        }

        /** Adds a row of an attribute that a CREATE must carry, but that an UPDATE may delete. */
        public Builder removable(Attribute attribute, Presence create, Presence update, Announced announced) {
            return add(new Row(attribute, create, update, announced, false));
        }

        /** Puts a row in the place of a shared one. */
        public Builder replace(Attribute attribute, Presence create, Presence update, Announced announced) {
            rows.remove(attribute.shortName());
            return attribute(attribute, create, update, announced);
        }

        private Builder add(Row row) {
            var name = row.attribute().shortName();
            if (rows.putIfAbsent(name, row) != null) mistakes.add(root + " has the attribute " + name + " twice");
            return this;
        }

        public Builder children(String... shortNames) {
            children.addAll(List.of(shortNames));
            return this;
        }

        /** Marks a type that is announced although none of its resources says where to, as a CSEBase. */
        public Builder announced(String... children) {
            announced = true;
            return announcedChildren(children);
        }

        public Builder announcedChildren(String... shortNames) {
            announcedChildren.addAll(List.of(shortNames));
            return this;
        }

        /** Marks a type that only the entity that its parent stands for may touch. */
        public Builder forParentsEntity() {
            forParentsEntity = true;
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
