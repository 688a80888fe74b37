// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.util.List;
import org.entente.cse.outbound.Question;
import org.entente.cse.store.View;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attribute;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;
import org.entente.model.type.Scalar;

/**
 * What one resource type does beyond its table. TS-0004 §7.4. A type that does nothing more needs none.
 *
 * <p>{@code create}, {@code update} and {@code delete} run in the writer's turn, perhaps more than once: they decide
 * from what the turn shows them, and have no effect but the writes they hand to it.
 */
public interface Procedure {
    /** Of types that only have a table. */
    Procedure PLAIN = new Procedure() {};

    /** When the CSE has to look at a resource again, by an UPDATE of its own that carries nothing; never shown. */
    Attribute DUE = new Attribute("_due", "due", Scalar.TIMESTAMP);

    /**
     * Looks at a request before its attributes are checked against the table, where the clause has codes of its own for
     * what is wrong with them; of a CREATE the target is the parent.
     */
    default void screen(Request request, Resource target) {}

    /**
     * Who must be asked before, for a CREATE (the target is the parent), an UPDATE or a DELETE.
     *
     * @param attributes the checked attributes of the request; empty for a DELETE
     */
    default List<Question> questions(Request request, Resource target, Value.Fields attributes, View view) {
        return List.of();
    }

    /**
     * Whether what {@code questions} found for an UPDATE still holds, now that the resource has changed since.
     *
     * @param seen the resource as {@code questions} saw it
     * @param now the resource as the turn has it
     */
    default boolean holds(Value.Fields attributes, Resource seen, Resource now) {
        return true;
    }

    /**
     * What of an UPDATE is still to be written, after what {@code questions} asked for has changed things elsewhere.
     *
     * @param seen the resource as {@code questions} saw it
     * @param now the resource as the turn has it
     */
    default Value.Fields left(Request request, Value.Fields attributes, Resource seen, Resource now) {
        return attributes;
    }

    /** The identifier of a resource that is to be created; instances get theirs from their parent. */
    default String identify(Turn turn, ResourceType type) {
        return turn.identifiers().resource(type);
    }

    /**
     * Refuses what must not stand as a CREATE or an UPDATE would leave it.
     *
     * @throws org.entente.model.Refused with the code of the clause
     */
    default void validate(Turn turn, Resource written) {}

    /** @param created complete with its universal attributes */
    default void create(Turn turn, Resource parent, Resource created) {
        validate(turn, created);
        turn.create(created);
    }

    /** @param after with the request's attributes, a new lastModifiedTime and stateTag */
    default void update(Turn turn, Resource before, Resource after) {
        validate(turn, after);
        turn.update(before, after);
    }

    /** @param parent as the turn has it now */
    default void delete(Turn turn, Resource parent, Resource resource) {
        turn.delete(resource);
    }

    /**
     * What has to be done elsewhere once a change lasts and before it is answered. It may wait and send requests.
     *
     * @param subject what was created, updated or deleted
     * @return the same as it is afterwards
     * @throws org.entente.model.Refused if it cannot be done; the procedure has undone the change
     */
    default Resource settle(Request request, Resource subject, Desk desk) {
        return subject;
    }

    /**
     * Whether {@link #settle} must be called for a resource that a transaction has made, after its commit. Whoever has
     * an errand for it needs no more.
     */
    default boolean isToBeSettled(Resource made) {
        return false;
    }

    /** The resource as a response shows it: attributes that are computed when somebody looks. */
    default Resource present(Resource resource, View view) {
        return resource;
    }
}
