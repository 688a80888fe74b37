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
        Client.ask(bed.hub().port(), Script.creates(1, SEED).of(0).next());
        beside(bed, "RETRIEVE of the newest instance", Script.newest());
        if (hot < bed.size())
            bed.rate(new Bed.Load(
                    "RETRIEVE at random over %,d containers, most not in memory".formatted(bed.size()),
                    Script.retrieves(bed.size(), SEED)));
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
