// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.store;

import java.util.Set;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;

/**
 * Which resources below a root to walk through, as far as an index can tell. The store may give more than the
 * narrowing asks, never less; the asker filters again.
 *
 * @param root the resource below which to look; it is not part of the answer itself
 * @param levels how deep: 1 for children only
 * @param types only these type numbers; empty for all
 * @param labels only resources that carry at least one of these labels; empty for all
 * @param traits only resources that have at least one of these; empty for all
 * @param times only those of these times
 * @param isTied only those of which others have to hear when they go; no other narrowing then
 */
public record Selection(
        Resource root,
        int levels,
        Set<Integer> types,
        Set<String> labels,
        Set<Trait> traits,
        Periods times,
        boolean isTied) {
    public static final int ALL_LEVELS = Integer.MAX_VALUE;

    /** What a resource has on other CSEs, and has to be taken back when it goes; never shown. */
    public static final Attribute ELSEWHERE = new Attribute("_out", "elsewhere", Scalar.ANY);

    public Selection {
        types = Set.copyOf(types);
        labels = Set.copyOf(labels);
        traits = Set.copyOf(traits);
    }

    /** All down to a level. */
    public static Selection below(Resource root, int levels) {
        return new Selection(root, levels, Set.of(), Set.of(), Set.of(), Periods.ALWAYS, false);
    }

    public static Selection children(Resource root) {
        return below(root, 1);
    }

    public static Selection descendants(Resource root) {
        return below(root, ALL_LEVELS);
    }

    /** The descendants of which others have to hear when they go: as many steps as there are, however large the tree. */
    public static Selection tied(Resource root) {
        return new Selection(root, ALL_LEVELS, Set.of(), Set.of(), Set.of(), Periods.ALWAYS, true);
    }

    public Selection ofTypes(Integer... numbers) {
        return ofTypes(Set.of(numbers));
    }

    public Selection ofTypes(Set<Integer> numbers) {
        return new Selection(root, levels, numbers, labels, traits, times, isTied);
    }

    public Selection labelled(Set<String> wanted) {
        return new Selection(root, levels, types, wanted, traits, times, isTied);
    }

    public Selection having(Set<Trait> wanted) {
        return new Selection(root, levels, types, labels, wanted, times, isTied);
    }

    public Selection within(Periods wanted) {
        return new Selection(root, levels, types, labels, traits, wanted, isTied);
    }

    /** Whether a resource has a queue of notices, is announced to other CSEs, or has something there. */
    public static boolean isTied(Resource resource) {
        return Notice.isSender(resource.type().number()) || resource.has(Attributes.AT) || resource.has(ELSEWHERE);
    }
}
