// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import static org.entente.bench.Bed.CONNECTIONS;
import static org.entente.bench.Bed.SEED;

import java.io.IOException;
import java.util.Optional;

/** CREATE of instances of 100 bytes, each answered after it is durable; the limit is the store with the same plans. */
final class CreateRows implements RowGroup {
    private static final String IN_ONE = "in one container";
    private static final int SOME = 100;
    private static final double SHARE = 0.6;
    private static final double SAME = 0.9;
    private static final int SLOWER_MICROS = 1000;

    @Override
    public void measure(Bed bed) throws Exception {
        bed.card()
                .note(
                        "fsync of 4 KiB, one thread",
                        "1/s",
                        Syncs.perSecond(bed.folder().resolve("syncs"), bed.rounds(), bed.round()));
        var hub = bed.hub();
        try (var store = Child.main(StoreRounds.class, bed.filled("beside").toString())) {
            store.await("open");
            beside(bed, store, 1, IN_ONE, 25_000, 5);
            for (int connections : new int[] {1, 64, 256})
                bed.rate(new Bed.Load(
                        "CREATE " + IN_ONE + ", connections: " + connections,
                        Script.creates(1, SEED),
                        connections,
                        0,
                        0));
            full(bed, hub);
            beside(bed, store, SOME, over(SOME), 20_000, 5);
            var random = "at random over %,d containers with %,d rows".formatted(bed.size(), bed.large());
            beside(bed, store, bed.size(), random, 10_000, 10);
        }
        slower(bed);
    }

    private static String over(int containers) {
        return "over %,d containers".formatted(containers);
    }

    /** A container with many instances takes another as fast as one with few. */
    private static void full(Bed bed, Hub hub) throws Exception {
        var empty = new Side(hub, CONNECTIONS, Script.createsIn(Forest.watched(0)), bed.round());
        var what = "CREATE in a container with %,d instances; limit: in one with few".formatted(bed.large());
        var scripts = Script.createsIn(Forest.ROOT + "/" + Forest.FULL);
        bed.race(new Bed.Load(what, scripts, CONNECTIONS, 0, SAME), empty);
    }

    /** Where a commit takes a millisecond more, as on a slower disk, for the hub and for the bare store. */
    private static void slower(Bed bed) throws Exception {
        if (!Tracer.isThere()) {
            System.err.println("strace is not installed: no commit is made slower");
            return;
        }
        var slowing = Tracer.slowing(SLOWER_MICROS);
        var beside = bed.copy(bed.size(), "slowerBeside").toString();
        try (var hub = Hub.start(slowing, bed.copy(bed.size(), "slower"));
                var store = Child.main(slowing, StoreRounds.class, beside)) {
            store.await("open");
            var slower = ", a commit 1 ms slower";
            race(bed, hub, store, 1, IN_ONE + slower, 0);
            race(bed, hub, store, SOME, over(SOME) + slower, 0);
            race(bed, hub, store, bed.size(), over(bed.size()) + slower, 0);
        }
    }

    private static void beside(Bed bed, Child store, int containers, String where, double goal, double millis)
            throws Exception {
        var rates = race(bed, bed.hub(), store, containers, where, goal);
        bed.steady("CREATE " + where, Script.creates(containers, SEED), rates.median() / 2, Optional.of(millis));
    }

    private static Rounds race(Bed bed, Hub hub, Child store, int containers, String where, double goal)
            throws Exception {
        var what = "CREATE " + where + "; limit: Store.commit by 16 threads";
        var load = new Bed.Load(what, Script.creates(containers, SEED), CONNECTIONS, goal, SHARE);
        return bed.race(hub, load, () -> commits(bed, store, containers));
    }

    private static double commits(Bed bed, Child store, int containers) throws IOException {
        store.say(CONNECTIONS + " " + containers + " " + bed.round().toMillis());
        return Double.parseDouble(store.await("rate"));
    }
}
