// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import static org.entente.bench.Bed.CONNECTIONS;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finding resources, in trees of several sizes: what it costs must not grow with the tree. */
final class DiscoveryRows implements RowGroup {
    private static final int PAGE = 100;
    private static final int HOLDERS = 1000;
    private static final int WARM_UPS = 3;
    private static final Map<String, String> FILTERS = filters();

    private static Map<String, String> filters() {
        var filters = new LinkedHashMap<String, String>();
        filters.put("a label that one in a hundred has", "lbl=rare");
        filters.put("a label that all have", "lbl=box");
        filters.put("type", "ty=3");
        filters.put("time of creation", "cra=20260101T000001&crb=20260101T010000");
        filters.put("time of modification", "ms=20260101T005000");
        filters.put("type of instances", "ty=4");
        filters.put("an attribute, its creator", "cr=" + Forest.owner(7));
        return filters;
    }

    @Override
    public void measure(Bed bed) throws Exception {
        for (int size : bed.sizes())
            try (var hub = Hub.start(bed.copy(size, "discovery" + size))) {
                create(bed, hub, size);
                warm(bed, hub);
                for (var each : FILTERS.entrySet()) first(bed, hub, each.getKey(), each.getValue(), size);
                whole(bed, hub, size);
            }
    }

    /** Of those that have to be found by the type of instances too. */
    private static void create(Bed bed, Hub hub, int size) throws Exception {
        var millis = millis(bed, hub, 1, Script.creates(HOLDERS, Bed.SEED), 0.5);
        bed.card().note("CREATE alone, %,d resources, p50".formatted(size), "ms", millis);
        bed.card().point("CREATE of an instance, alone", size, millis);
    }

    /** The compiler needs its time, here as in {@link Bed}. */
    private static void warm(Bed bed, Hub hub) throws Exception {
        for (int i = 0; i < WARM_UPS; i++)
            for (var filter : FILTERS.values())
                new Client(hub.port(), CONNECTIONS, Script.discoveries(filter + "&lim=" + PAGE)).closed(round(bed));
    }

    private static void first(Bed bed, Hub hub, String by, String filter, int size) throws Exception {
        var what = "first page of %d by %s, %,d resources".formatted(PAGE, by, size);
        var scripts = Script.discoveries(filter + "&lim=" + PAGE);
        var alone = millis(bed, hub, 1, scripts, 0.5);
        bed.card().below(1, what + ": alone, p50", "ms", alone);
        bed.card().point("first page by " + by, size, alone);
        together(bed, hub, what, scripts);
    }

    /** Many at once: as fast as they can, and at half of that rate whether or not answers come in time. */
    private static void together(Bed bed, Hub hub, String what, Script.Source scripts) throws Exception {
        var round = round(bed);
        var client = new Client(hub.port(), CONNECTIONS, scripts);
        client.closed(round);
        var rates = new double[bed.rounds()];
        var fast = new double[bed.rounds()];
        double misses = hub.metric("entente_store_misses_total");
        double pages = 0;
        for (int i = 0; i < bed.rounds(); i++) {
            var measured = client.closed(round);
            rates[i] = measured.perSecond();
            fast[i] = measured.latencies().millis(0.99);
            pages += measured.answers();
        }
        var read = new Rounds((hub.metric("entente_store_misses_total") - misses) / pages);
        var all = new Rounds(rates);
        bed.card().note(what + ": 16 connections", "1/s", all);
        bed.card().below(3, what + ": 16 connections, p99", "ms", new Rounds(fast));
        bed.card().note(what + ": resources read from the file for a page", "", read);
        double due = all.median() / 2;
        var steady =
                Rounds.of(bed.rounds(), _ -> client.open(round, due).latencies().millis(0.99));
        bed.card().note("%s: 16 connections, %,.0f due in a second: p99".formatted(what, due), "ms", steady);
    }

    private static void whole(Bed bed, Hub hub, int size) throws Exception {
        var scripts = Script.discoveries("lbl=rare");
        var what = "all of the %,d by a label, %,d resources, p50".formatted(size / 100, size);
        bed.card().note(what, "ms", millis(bed, hub, 1, scripts, 0.5));
    }

    private static Rounds millis(Bed bed, Hub hub, int connections, Script.Source scripts, double share)
            throws Exception {
        var client = new Client(hub.port(), connections, scripts);
        var round = round(bed);
        client.closed(round);
        return Rounds.of(bed.rounds(), _ -> client.closed(round).latencies().millis(share));
    }

    /** There are many of these rows. */
    private static Duration round(Bed bed) {
        return bed.round().dividedBy(2);
    }
}
