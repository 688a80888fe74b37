// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.store.Samples.*;

import java.nio.file.Path;
import java.util.List;
import org.entente.cse.store.Selection;
import org.entente.cse.store.Write;
import org.entente.model.type.ResourceTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many look-ups went to the file, for those who choose the size of the cache. */
class StoreCountsTest {
    @TempDir
    Path folder = Path.of(".");

    @Test
    void what_is_known_not_to_be_there_is_answered_from_memory() {
        try (var store = SqliteStore.open(folder, ResourceTypes.standard(), StoreSettings.DEFAULTS)) {
            store.commit(write(base(), new Write.Created(base())));
            assertThat(store.view().byId("Cnobody")).isEmpty();
            var before = store.counts();

            for (int i = 0; i < 10; i++) {
                assertThat(store.view().byId(base().ri())).isPresent();
                assertThat(store.view().byId("Cnobody")).isEmpty();
            }

            assertThat(store.counts().misses()).isEqualTo(before.misses());
            assertThat(store.counts().hits() - before.hits()).isEqualTo(20);
        }
    }

    @Test
    void what_a_search_shows_is_counted_by_where_it_came_from() {
        var box = container(base(), "box");
        try (var store = SqliteStore.open(folder, ResourceTypes.standard(), StoreSettings.DEFAULTS)) {
            store.commit(create(base(), box, instance(box, 1, "v")));
        }
        try (var store = SqliteStore.open(folder, ResourceTypes.standard(), StoreSettings.DEFAULTS)) {
            var both = Selection.descendants(base()).ofTypes(3, 4);

            var first = store.counts();
            show(store, both); // the container comes from the file and is kept, then its instance
            var second = store.counts();
            show(store, both);
            var last = store.counts();

            assertThat(List.of(second.misses() - first.misses(), second.hits() - first.hits()))
                    .containsExactly(2L, 0L);
            assertThat(List.of(last.misses() - second.misses(), last.hits() - second.hits()))
                    .containsExactly(0L, 2L);
        }
    }

    private static void show(SqliteStore store, Selection selection) {
        try (var found = store.view().select(selection)) {
            assertThat(found).hasSize(2);
        }
    }
}
