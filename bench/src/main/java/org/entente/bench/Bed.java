// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.entente.model.type.ResourceTypes;
import org.entente.store.SqliteStore;
import org.entente.store.StoreSettings;
import org.jspecify.annotations.Nullable;

/** What all rows stand on: planted data, one hub for most of them, and rounds that take turns. */
final class Bed implements AutoCloseable {
    static final int CONNECTIONS = 16;
    static final long SEED = 4711;
    static final int[] GROUPS = {10, 1000};
    private static final int AT_ONCE = 100;
    private static final int FILLS = 500;
    private static final int WARM_UPS = 6; // the compiler needs its time where others compute too

    private final Path folder;
    private final Options options;
    private final Scorecard card;
    private final Map<Integer, Path> planted = new HashMap<>();
    private @Nullable Hub hub;

    Bed(Path folder, Options options, Scorecard card) {
        this.folder = folder;
        this.options = options;
        this.card = card;
    }

    Scorecard card() {
        return card;
    }

    Path folder() {
        return folder;
    }

    int size() {
        return options.size();
    }

    int devices() {
        return options.devices();
    }

    Iterable<Integer> sizes() {
        return options.sizes();
    }

    /** Of a tree that is to be large. */
    int large() {
        return options.large();
    }

    int rounds() {
        return options.rounds();
    }

    Duration round() {
        return options.round();
    }

    /** A folder with so many containers; not to be changed. */
    Path planted(int containers) throws IOException {
        var known = planted.get(containers);
        if (known != null) return known;
        var data = Files.createDirectory(folder.resolve("planted" + containers));
        try (var store = SqliteStore.open(data, ResourceTypes.standard(), StoreSettings.DEFAULTS)) {
            Forest.plant(store, containers);
            Forest.watch(store, 0, "");
            Forest.add(store, Forest.FULL);
            for (int number : Forest.SUBSCRIPTIONS) Forest.watch(store, number, "");
            for (int members : GROUPS) if (members <= containers) Forest.gather(store, members);
        }
        planted.put(containers, data);
        return data;
    }

    /** A copy of such a folder, to be changed. */
    Path copy(int containers, String name) throws IOException {
        return Folders.copy(planted(containers), folder.resolve(name));
    }

    /** A folder with one container whose subscription matches each CREATE. */
    Path told(String target) throws IOException {
        var data = Files.createDirectory(folder.resolve("told"));
        try (var store = SqliteStore.open(data, ResourceTypes.standard(), StoreSettings.DEFAULTS)) {
            Forest.plant(store, 1);
            Forest.watch(store, 1, target);
        }
        return data;
    }

    /** A copy of a folder with all containers; over them are as many instances as a large tree has, and in one more as many again. */
    Path filled(String name) throws IOException {
        if (!Files.exists(folder.resolve("filled"))) {
            try (var store =
                    SqliteStore.open(copy(size(), "filled"), ResourceTypes.standard(), StoreSettings.DEFAULTS)) {
                for (int i = 0; i < size(); i += AT_ONCE) {
                    var some = IntStream.range(i, Math.min(size(), i + AT_ONCE))
                            .mapToObj(Forest::id)
                            .toList();
                    store.commit(Forest.fill(some, large() / size()));
                }
                for (int i = 0; i < FILLS; i++) store.commit(Forest.fill(List.of(Forest.FULL), large() / FILLS));
            }
        }
        return Folders.copy(folder.resolve("filled"), folder.resolve(name));
    }

    /** The one that most rows share. */
    Hub hub() throws IOException {
        var running = hub;
        if (running == null) hub = running = Hub.start(filled("shared"));
        return running;
    }

    /** A rate that is to reach a share of a limit, and what one request costs. */
    record Load(String what, Script.Source scripts, int connections, double goal, double share) {
        Load(String what, Script.Source scripts) {
            this(what, scripts, CONNECTIONS, 0, 0);
        }
    }

    /** The hub alone, as fast as it can. */
    Rounds rate(Load load) throws Exception {
        var ours = new Side(hub(), load.connections(), load.scripts(), round());
        ours.once();
        ours.forget();
        var rates = Rounds.of(rounds(), _ -> ours.once());
        card.note(load.what(), "1/s", rates);
        costs(load, ours);
        return rates;
    }

    /** The hub and what bounds it in turns, so that what else the machine does falls on both. */
    Rounds race(Load load, Rounds.Measurement limit) throws Exception {
        return race(hub(), load, limit);
    }

    Rounds race(Hub hub, Load load, Rounds.Measurement limit) throws Exception {
        var ours = new Side(hub, load.connections(), load.scripts(), round());
        turns(WARM_UPS, ours, limit);
        ours.forget();
        if (limit instanceof Side side) side.forget();
        var turns = turns(rounds(), ours, limit);
        var result = turns.ours();
        card.rate(load.goal(), load.share(), load.what(), result, turns.limit());
        costs(load, ours);
        if (limit instanceof Side side)
            card.note(load.what() + ": processor time of the limit", "µs", side.cpuMicros());
        return result;
    }

    private void costs(Load load, Side ours) throws IOException {
        card.note(load.what() + ": processor time", "µs", ours.cpuMicros());
        card.note(load.what() + ": allocated", "kB", ours.allocatedKilobytes());
    }

    /** Our own clients of a binding and what bounds it in turns. */
    void race(double share, String what, Crew ours, Crew limit) throws Exception {
        turns(WARM_UPS, ours, limit);
        ours.forget();
        limit.forget();
        var turns = turns(rounds(), ours, limit);
        card.rate(0, share, what, turns.ours(), turns.limit());
        card.note(what + ": processor time", "µs", ours.cpuMicros());
        card.note(what + ": processor time of the limit", "µs", limit.cpuMicros());
    }

    private record Turns(Rounds ours, Rounds limit) {}

    private static Turns turns(int count, Rounds.Measurement ours, Rounds.Measurement limit) throws Exception {
        var rates = new double[count];
        var limits = new double[count];
        for (int i = 0; i < count; i++) {
            rates[i] = ours.once();
            limits[i] = limit.once();
        }
        return new Turns(new Rounds(rates), new Rounds(limits));
    }

    /** Latencies at half of a rate, whether or not answers come in time: a late start counts. */
    void steady(String what, Script.Source scripts, double rate, Optional<Double> goal) throws Exception {
        var client = new Client(hub().port(), CONNECTIONS, scripts);
        var p50 = new double[rounds()];
        var p99 = new double[rounds()];
        var p999 = new double[rounds()];
        for (int i = 0; i < rounds(); i++) {
            var latencies = client.open(round(), rate).latencies();
            p50[i] = latencies.millis(0.5);
            p99[i] = latencies.millis(0.99);
            p999[i] = latencies.millis(0.999);
        }
        var due = "%s, %,.0f due in a second".formatted(what, rate);
        card.note(due + ": p50", "ms", new Rounds(p50));
        if (goal.isPresent()) card.below(goal.get(), due + ": p99", "ms", new Rounds(p99));
        else card.note(due + ": p99", "ms", new Rounds(p99));
        card.note(due + ": p99.9", "ms", new Rounds(p999));
    }

    @Override
    public void close() throws IOException {
        if (hub != null) hub.close();
    }
}
