// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.model.type.Attributes.*;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.entente.cse.store.Store;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process under 64 writers with SIGKILL, thrice on one folder, and counts. */
class CrashTest {
    private static final int WRITERS = 64;
    private static final int KILLS = 3;
    private static final int LINES = 2000;

    @TempDir
    Path folder;

    @Test
    void no_acknowledged_instance_is_lost_and_counters_equal_children() throws Exception {
        var acknowledged = new HashSet<String>();
        for (int kill = 1; kill <= KILLS; kill++) {
            var child = new ProcessBuilder(Child.command(folder, WRITERS, Integer.MAX_VALUE))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();

            acknowledged.addAll(Child.acknowledgedUntilKilled(child, kill * LINES / KILLS));

            assertThat(child.waitFor()).as("killed, not ended by itself").isEqualTo(128 + 9);
            try (var store = LastingTest.open(folder)) {
                for (int i = 0; i < Child.BOXES; i++) assertBox(store, Child.box(i), i == 0, acknowledged);
            }
        }
    }

    private static void assertBox(Store store, Resource box, boolean isLimited, Set<String> acknowledged) {
        var counted = store.view().byId(box.ri()).orElseThrow();
        try (var instances = store.view().instances(box.ri(), false)) {
            var kept = instances.toList();
            var ids = kept.stream().map(Resource::ri).collect(Collectors.toSet());
            assertThat(counted.whole(CNI, 0)).isEqualTo(kept.size());
            assertThat(counted.whole(CBS, 0))
                    .isEqualTo(
                            kept.stream().mapToLong(each -> each.whole(CS, 0)).sum());
            var mine = acknowledged.stream()
                    .filter(ri -> ri.startsWith(box.ri() + "-"))
                    .map(ri -> Place.ofId(ri).orElseThrow().number())
                    .toList();
            // Numbers have no gap: what is acknowledged is kept, or was evicted by later ones.
            assertThat(counted.whole(ST, 0))
                    .isGreaterThanOrEqualTo(mine.stream().max(Long::compare).orElse(0L));
            if (isLimited) assertThat(kept).hasSize((int) Child.MAXIMUM);
            else
                assertThat(ids)
                        .containsAll(acknowledged.stream()
                                .filter(ri -> ri.startsWith(box.ri() + "-"))
                                .toList());
        }
    }
}
