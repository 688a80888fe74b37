// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.util.List;
import java.util.TreeSet;

/** Where an index has what a selection may give. */
@FunctionalInterface
interface Source {

    /** What comes behind a place, in the order of keys; empty at the end only. */
    List<Key> next(Index index, Key after, int limit);

    /** What several sources have, each once. */
    static Source merged(List<Source> sources) {
        if (sources.size() == 1) return sources.getFirst();
        return (index, after, limit) -> {
            var merged = new TreeSet<Key>();
            for (var each : sources) merged.addAll(each.next(index, after, limit));
            // A source may have more behind its page: beyond the first page's end the merged order is not known yet.
            return merged.stream().limit(limit).toList();
        };
    }
}
