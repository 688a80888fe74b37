// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import static org.entente.bench.Bed.CONNECTIONS;
import static org.entente.bench.Bed.SEED;

import java.util.Optional;

/** RETRIEVE of resources in use, and of the newest instance; their limit is Jetty that says the same. */
final class RetrieveRows implements RowGroup {
    private static final int HOT = 10_000;

    @Override
    public void measure(Bed bed) throws Exception {
        int hot = Math.min(HOT, bed.size());
        beside(
                bed,
                "RETRIEVE over %,d containers, %d originators and policies".formatted(hot, Forest.OWNERS),
                Script.retrieves(hot, SEED));
        cold(bed, hot);
        Client.ask(bed.hub().port(), Script.creates(1, SEED).of(0).next());
        beside(bed, "RETRIEVE of the newest instance", Script.newest());
        if (hot < bed.size())
            bed.rate(new Bed.Load(
                    "RETRIEVE at random over %,d containers, most not in memory".formatted(bed.size()),
                    Script.retrieves(bed.size(), SEED)));
    }

    /** How many of all looks for a resource went to the file. */
    private static void cold(Bed bed, int containers) throws Exception {
        var hub = bed.hub();
        double hits = hub.metric("entente_store_hits_total");
        double misses = hub.metric("entente_store_misses_total");
        new Client(hub.port(), CONNECTIONS, Script.retrieves(containers, SEED)).closed(bed.round());
        double cold = hub.metric("entente_store_misses_total") - misses;
        double all = cold + hub.metric("entente_store_hits_total") - hits;
        bed.card()
                .note(
                        "RETRIEVE, of its looks at the store those that were not in memory",
                        "%",
                        new Rounds(100 * cold / all));
    }

    private static void beside(Bed bed, String what, Script.Source scripts) throws Exception {
        var answer = Client.ask(bed.hub().port(), scripts.of(0).next())[1];
        try (var bare = Bare.start(bed.folder(), answer)) {
            var rates = bed.race(
                    new Bed.Load(what + "; limit: bare Jetty", scripts, CONNECTIONS, 0, 0.8),
                    new Side(bare, CONNECTIONS, scripts, bed.round()));
            bed.steady(what, scripts, rates.median() / 2, Optional.empty());
        }
    }
}
