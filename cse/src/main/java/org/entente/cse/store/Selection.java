// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.store;

import java.util.Optional;
import java.util.Set;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/**
 * Which resources below a root to walk through, as far as an index can tell. The store may give more than the
 * narrowing asks, never less; the asker filters again.
 *
 * @param root the resource below which to look; it is not part of the answer itself
 * @param levels how deep: 1 for children only
 * @param types only these type numbers; empty for all
 * @param labels only resources that carry at least one of these labels; empty for all
 * @param traits only resources that have at least one of these; empty for all
 * @param createdFrom only those created at or after this oneM2M time
 * @param createdTo only those created at or before this oneM2M time
 * @param isTied only those of which others have to hear when they go; no other narrowing then
 */
public record Selection(
        Resource root,
        int levels,
        Set<Integer> types,
        Set<String> labels,
        Set<Trait> traits,
        Optional<String> createdFrom,
        Optional<String> createdTo,
        boolean isTied) {
    public static final int ALL_LEVELS = Integer.MAX_VALUE;

    public Selection {
        types = Set.copyOf(types);
        labels = Set.copyOf(labels);
        traits = Set.copyOf(traits);
    }

    public Selection(
            Resource root,
            int levels,
            Set<Integer> types,
            Set<String> labels,
            Optional<String> createdFrom,
            Optional<String> createdTo) {
        this(root, levels, types, labels, Set.of(), createdFrom, createdTo, false);
    }

    public static Selection children(Resource root) {
        return new Selection(root, 1, Set.of(), Set.of(), Optional.empty(), Optional.empty());
    }

    public static Selection descendants(Resource root) {
        return new Selection(root, ALL_LEVELS, Set.of(), Set.of(), Optional.empty(), Optional.empty());
    }

    /** The descendants of which others have to hear when they go: as many steps as there are, however large the tree. */
    public static Selection tied(Resource root) {
        return new Selection(root, ALL_LEVELS, Set.of(), Set.of(), Set.of(), Optional.empty(), Optional.empty(), true);
    }

    public Selection ofTypes(Integer... numbers) {
        return new Selection(root, levels, Set.of(numbers), labels, traits, createdFrom, createdTo, isTied);
    }

    public Selection having(Set<Trait> wanted) {
        return new Selection(root, levels, types, labels, wanted, createdFrom, createdTo, isTied);
    }

    /** Whether a resource has a queue of notices, or is announced to other CSEs. */
    public static boolean isTied(Resource resource) {
        return Notice.isSender(resource.type().number()) || resource.has(Attributes.AT);
    }
}
