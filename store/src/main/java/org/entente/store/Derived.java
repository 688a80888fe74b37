// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.util.OptionalLong;
import org.entente.cse.address.Identifiers;
import org.entente.model.Value;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;
import org.jspecify.annotations.Nullable;

/**
 * What a row tells of its resource without its body: keys and columns.
 *
 * @param parent the parent's {@code ri} if the row's key tells it; else empty
 */
record Derived(String ri, String parent, String path, OptionalLong created, OptionalLong expires) {

    /** What the row of a resource that is no instance will tell. */
    static Derived of(Resource resource) {
        return new Derived(resource.ri(), "", resource.path(), created(resource), expires(resource));
    }

    /** What the row of an instance will tell: its name too, if it follows from its number. */
    static Derived of(Resource instance, Resource parent, long number) {
        return of(instance.type(), parent.ri(), parent.path(), number, created(instance), expires(instance));
    }

    /** @param parent the identifier of the resource that the instance is of */
    static Derived of(
            ResourceType type,
            String parent,
            String parentPath,
            long number,
            OptionalLong created,
            OptionalLong expires) {
        var path = parentPath + "/" + Identifiers.instanceName(type, number);
        return new Derived(Identifiers.instance(parent, number), parent, path, created, expires);
    }

    static OptionalLong created(Resource resource) {
        return resource.text(Attributes.CT).map(Times::micros).orElse(OptionalLong.empty());
    }

    static OptionalLong expires(Resource resource) {
        return resource.text(Attributes.ET).map(Times::micros).orElse(OptionalLong.empty());
    }

    static OptionalLong modified(Resource resource) {
        return resource.text(Attributes.LT).map(Times::micros).orElse(OptionalLong.empty());
    }

    /** The value of an attribute, null if the row does not tell it. */
    @Nullable
    Value value(String attribute, ResourceType type) {
        return switch (attribute) {
            case "ri" -> Value.of(ri);
            case "pi" -> parent.isEmpty() ? null : Value.of(parent);
            case "rn" -> Value.of(path.substring(path.lastIndexOf('/') + 1));
            case "ty" -> Value.of(type.number());
            case "ct", "lt" -> created.isPresent() ? Value.of(Times.text(created.getAsLong())) : null;
            case "et" -> expires.isPresent() ? Value.of(Times.text(expires.getAsLong())) : null;
            default -> null;
        };
    }
}
