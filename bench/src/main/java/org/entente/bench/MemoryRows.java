// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import static org.entente.bench.Bed.CONNECTIONS;
import static org.entente.bench.Bed.SEED;

import java.util.Map;

/** What is resident under load in a large tree: as the launcher starts a hub, and with a heap that is limited for it. */
final class MemoryRows implements RowGroup {
    private static final int GOAL_MEGABYTES = 250;
    private static final int HEAP_MEGABYTES = 96;
    private static final Map<String, String> SMALL = Map.of(
            "ENTENTE_JAVA_OPTS",
            "-Xms16m -Xmx%dm -XX:MaxNewSize=12m -XX:+UseSerialGC -XX:TrimNativeHeapInterval=2000"
                    .formatted(HEAP_MEGABYTES));

    @Override
    public void measure(Bed bed) throws Exception {
        var what = "resident memory loaded, %,d containers, ".formatted(bed.large());
        try (var hub = Hub.start(bed.copy(bed.large(), "loaded"))) {
            bed.card().note(what + "as the launcher starts it", "MB", loaded(bed, hub));
        }
        try (var hub = Hub.start(bed.copy(bed.large(), "loadedSmall"), SMALL, "store.cache=24MiB")) {
            var heap = "heap of %d MB, store.cache of 24 MiB".formatted(HEAP_MEGABYTES);
            bed.card().below(GOAL_MEGABYTES, what + heap, "MB", loaded(bed, hub));
        }
    }

    private static Rounds loaded(Bed bed, Hub hub) throws Exception {
        var reading = new Client(hub.port(), CONNECTIONS, Script.retrieves(bed.large(), SEED));
        var mixed = new Client(hub.port(), CONNECTIONS, Script.mixed(bed.large(), SEED));
        return Rounds.of(bed.rounds(), _ -> {
            reading.closed(bed.round());
            mixed.closed(bed.round());
            return hub.residentMegabytes();
        });
    }
}
