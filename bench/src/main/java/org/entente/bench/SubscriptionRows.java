// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import static org.entente.bench.Bed.CONNECTIONS;

/** CREATE where somebody watches: what subscriptions cost that do not match, and how fast one that does is served. */
final class SubscriptionRows implements RowGroup {
    @Override
    public void measure(Bed bed) throws Exception {
        for (int number : Forest.SUBSCRIPTIONS) {
            var unwatched = new Side(bed.hub(), CONNECTIONS, Script.createsIn(Forest.watched(0)), bed.round());
            bed.race(
                    new Bed.Load(
                            "CREATE with %,d subscriptions that do not match; limit: none".formatted(number),
                            Script.createsIn(Forest.watched(number)),
                            CONNECTIONS,
                            0,
                            0.8),
                    unwatched);
        }
        told(bed);
    }

    /** In a hub of its own, since the target is another each time. */
    private static void told(Bed bed) throws Exception {
        try (var target = Bare.start(bed.folder(), "")) {
            var data = bed.told("http://127.0.0.1:" + target.port() + "/");
            try (var hub = Hub.start(data)) {
                var creating = new Client(hub.port(), CONNECTIONS, Script.createsIn(Forest.watched(1)));
                creating.closed(bed.round());
                var delivered = new double[bed.rounds()];
                var created = Rounds.of(bed.rounds(), round -> {
                    double before = hub.metric("entente_notices_delivered_total");
                    var measured = creating.closed(bed.round());
                    delivered[round] = (hub.metric("entente_notices_delivered_total") - before) / measured.seconds();
                    return measured.perSecond();
                });
                bed.card().note("CREATE with a subscription that matches", "1/s", created);
                bed.card().note("notices delivered meanwhile, one after the other", "1/s", new Rounds(delivered));
            }
        }
    }
}
