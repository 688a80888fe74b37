// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;
import org.entente.model.type.ResourceTypes;
import org.entente.store.SqliteStore;
import org.entente.store.StoreSettings;

/** How many bytes of the file an instance of 100 bytes takes, what is above it included. */
final class DiskRows implements RowGroup {
    private static final int CONTAINERS = 10_000;
    private static final int INSTANCES = 100_000;
    private static final int THREADS = 64;

    @Override
    public void measure(Bed bed) throws Exception {
        bed.card()
                .below(250, "file for an instance of 100 bytes, in one container", "bytes", bytes(bed, "one", _ -> 0));
        bed.card()
                .below(
                        500,
                        "file for an instance of 100 bytes, scattered over %,d containers".formatted(CONTAINERS),
                        "bytes",
                        // A step that shares no divisor with the number of containers.
                        bytes(bed, "scattered", number -> (int) (number * 7919L % CONTAINERS)));
    }

    private static Rounds bytes(Bed bed, String name, IntUnaryOperator container) throws Exception {
        var data = bed.copy(CONTAINERS, name);
        var file = data.resolve("entente.db");
        long before = Files.size(file);
        fill(data, container);
        // All of the log is in the file, since the store was closed.
        return new Rounds((double) (Files.size(file) - before) / INSTANCES);
    }

    /** By many threads, so that they share their syncs. */
    private static void fill(Path data, IntUnaryOperator container) {
        try (var store = SqliteStore.open(data, ResourceTypes.standard(), StoreSettings.DEFAULTS);
                var threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                int first = i;
                threads.execute(() -> {
                    for (int number = first; number < INSTANCES; number += THREADS)
                        store.commit(Forest.append(Forest.id(container.applyAsInt(number))));
                });
            }
        }
    }
}
