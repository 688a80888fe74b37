// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import static org.entente.bench.Bed.CONNECTIONS;
import static org.entente.bench.Bed.SEED;

import java.io.IOException;
import java.util.Optional;

/** CREATE of instances of 100 bytes, each answered after it is durable; the limit is the store with the same plans. */
final class CreateRows implements RowGroup {
    private static final int SOME = 100;

    @Override
    public void measure(Bed bed) throws Exception {
        bed.card()
                .note(
                        "fsync of 4 KiB, one thread",
                        "1/s",
                        Syncs.perSecond(bed.folder().resolve("syncs"), bed.rounds(), bed.round()));
        var data = bed.copy(bed.size(), "beside");
        try (var store = Child.main(StoreRounds.class, data.toString())) {
            store.await("open");
            beside(bed, store, 1, "in one container", 25_000, 5);
            for (int connections : new int[] {1, 64, 256})
                bed.rate(new Bed.Load(
                        "CREATE in one container, connections: " + connections,
                        Script.creates(1, SEED),
                        connections,
                        0,
                        0));
            beside(bed, store, SOME, "over %,d containers".formatted(SOME), 20_000, 5);
            beside(bed, store, bed.size(), "at random over %,d containers".formatted(bed.size()), 10_000, 10);
        }
    }

    private static void beside(Bed bed, Child store, int containers, String where, double goal, double millis)
            throws Exception {
        var scripts = Script.creates(containers, SEED);
        var rates = bed.race(
                new Bed.Load(
                        "CREATE " + where + "; limit: Store.commit by 16 threads", scripts, CONNECTIONS, goal, 0.6),
                () -> commits(bed, store, containers));
        bed.steady("CREATE " + where, scripts, rates.median() / 2, Optional.of(millis));
    }

    private static double commits(Bed bed, Child store, int containers) throws IOException {
        store.say(CONNECTIONS + " " + containers + " " + bed.round().toMillis());
        return Double.parseDouble(store.await("rate"));
    }
}
