// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.store.Samples.*;

import java.nio.file.Path;
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
}
