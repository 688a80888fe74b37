// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import static org.entente.bench.Bed.CONNECTIONS;
import static org.entente.bench.Bed.SEED;

/** What is resident under load in a large tree, of a hub with the launcher's own settings. */
final class MemoryRows implements RowGroup {
    private static final int GOAL_MEGABYTES = 250;

    @Override
    public void measure(Bed bed) throws Exception {
        int size = bed.large();
        try (var hub = Hub.start(bed.copy(size, "loaded"))) {
            var reading = new Client(hub.port(), CONNECTIONS, Script.retrieves(size, SEED));
            var mixed = new Client(hub.port(), CONNECTIONS, Script.mixed(size, SEED));
            var resident = Rounds.of(bed.rounds(), _ -> {
                reading.closed(bed.round());
                mixed.closed(bed.round());
                return hub.residentMegabytes();
            });
            bed.card().below(GOAL_MEGABYTES, "resident memory loaded, %,d containers".formatted(size), "MB", resident);
        }
    }
}
