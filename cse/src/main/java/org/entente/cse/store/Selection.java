// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.store;

import java.util.Optional;
import java.util.Set;
import org.entente.model.type.Resource;

/**
 * Which resources below a root to walk through, as far as an index can tell. The store may give more than the
 * narrowing asks, never less; the asker filters again.
 *
 * @param root the resource below which to look; it is not part of the answer itself
 * @param levels how deep: 1 for children only
 * @param types only these type numbers; empty for all
 * @param labels only resources that carry at least one of these labels; empty for all
 * @param createdFrom only those created at or after this oneM2M time
 * @param createdTo only those created at or before this oneM2M time
 */
public record Selection(
        Resource root,
        int levels,
        Set<Integer> types,
        Set<String> labels,
        Optional<String> createdFrom,
        Optional<String> createdTo) {
    public static final int ALL_LEVELS = Integer.MAX_VALUE;

    public Selection {
        types = Set.copyOf(types);
        labels = Set.copyOf(labels);
    }

    public static Selection children(Resource root) {
        return new Selection(root, 1, Set.of(), Set.of(), Optional.empty(), Optional.empty());
    }

    public static Selection descendants(Resource root) {
        return new Selection(root, ALL_LEVELS, Set.of(), Set.of(), Optional.empty(), Optional.empty());
    }

    public Selection ofTypes(Integer... numbers) {
        return new Selection(root, levels, Set.of(numbers), labels, createdFrom, createdTo);
    }
}
