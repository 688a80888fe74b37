// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entente.model.type.ResourceTypes;
import org.entente.store.SqliteStore;
import org.entente.store.StoreSettings;
import org.jspecify.annotations.Nullable;

/**
 * The whole hub against its limits: HTTP and store in a process of their own, this client, a bare Jetty and a bare store
 * beside it, in rounds that take turns. {@code bench/run --help} has the options.
 */
public final class HubBench {
    private static final int CONNECTIONS = 16;
    private static final int CONTAINERS = 100_000;
    private static final int HOT = 10_000;
    private static final int PAGE = 100;
    private static final int WARM_UPS = 6; // the compiler needs its time where others compute too
    private static final long SEED = 4711;
    private static final String USAGE = """
            usage: bench/run [--long] [--json] [--folder DIR]

              --long     more and longer rounds: about ten minutes instead of one to two
              --json     print JSON instead of a table
              --folder   where the data is put for the run; the disk to measure (default: the temporary folder)
            """;

    private final Path folder;
    private final Path launcher;
    private final int rounds;
    private final Duration round;
    private final Scorecard card = new Scorecard();

    private HubBench(Path folder, Path launcher, boolean isLong) {
        this.folder = folder;
        this.launcher = launcher;
        this.rounds = isLong ? 9 : 5;
        this.round = Duration.ofMillis(isLong ? 5000 : 1500);
    }

    public static void main(String[] arguments) throws Exception {
        var given = new ArrayList<>(List.of(arguments));
        boolean isLong = given.remove("--long");
        boolean json = given.remove("--json");
        var parent = Path.of(System.getProperty("java.io.tmpdir"));
        if (given.size() == 2 && given.getFirst().equals("--folder")) {
            parent = Path.of(given.getLast());
            given.clear();
        }
        if (!given.isEmpty()) {
            System.err.print(USAGE);
            System.exit(given.equals(List.of("--help")) ? 0 : 64);
        }
        var folder = Files.createTempDirectory(parent, "entente-bench");
        try {
            var bench = new HubBench(folder, Path.of(System.getProperty("entente.launcher", "./entente")), isLong);
            bench.run();
            if (json) bench.card.printJson(bench.about());
            else bench.card.print();
        } finally {
            delete(folder);
        }
    }

    private Map<String, String> about() {
        var about = new LinkedHashMap<String, String>();
        about.put("time", java.time.Instant.now().toString());
        about.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        about.put("java", Runtime.version().toString());
        about.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        about.put("rounds", rounds + " of " + round.toMillis() + " ms");
        return about;
    }

    private void run() throws Exception {
        card.note("fsync of 4 KiB, one thread", "1/s", Syncs.perSecond(folder.resolve("syncs"), 3, round));
        try (var store = SqliteStore.open(data(), ResourceTypes.standard(), StoreSettings.DEFAULTS)) {
            Forest.plant(store, CONTAINERS);
        }
        starts();
        copy(data(), folder.resolve("beside"));
        try (var hub = hub();
                var store =
                        Child.main(StoreRounds.class, folder.resolve("beside").toString())) {
            int port = port(hub);
            store.await("open");
            var body = folder.resolve("body");
            Files.writeString(
                    body, Client.ask(port, Script.retrieves(HOT, SEED).of(0).next())[1]);
            try (var bare = Child.main(BareServer.class, body.toString())) {
                retrieves(hub, port, bare);
            }
            creates(hub, port, store, 1, "in one container", 15_000);
            creates(hub, port, store, CONTAINERS, "at random over %,d containers".formatted(CONTAINERS), 6_000);
            steady(port);
            firstPage(port);
            card.note("resident memory after all this", "MB", new Rounds(hub.residentMegabytes()));
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    /** HTTP and the store; whoever says who they are is believed, so that only policies decide. */
    private Child hub() throws IOException {
        return Child.program(List.of(
                launcher.toString(),
                "serve",
                "--port",
                "0",
                "--data",
                data().toString(),
                "--set",
                "access.strangers=believed",
                "--set",
                "access.administrator="));
    }

    private static int port(Child hub) throws IOException {
        return URI.create(hub.await("Entente listens on")).getPort();
    }

    private void starts() throws Exception {
        try (var first = hub()) {
            port(first); // the first start of a build prepares the later ones
        }
        var ready = new double[rounds];
        var resident = new double[rounds];
        var cpu = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            long begin = System.nanoTime();
            try (var hub = hub()) {
                Client.ask(port(hub), Script.get("readyz"));
                ready[i] = (System.nanoTime() - begin) / 1e6;
                cpu[i] = hub.cpuSeconds() * 1000;
                Thread.sleep(2000); // idle is when nothing of the start goes on any more
                resident[i] = hub.residentMegabytes();
            }
        }
        card.below(
                1000, "ready with %,d resources, from the command on".formatted(CONTAINERS), "ms", new Rounds(ready));
        card.note("processor time of that start", "ms", new Rounds(cpu));
        card.below(
                150,
                "resident memory idle, %,d resources, heap of 256 MB".formatted(CONTAINERS),
                "MB",
                new Rounds(resident));
    }

    private void retrieves(Child hub, int port, Child bare) throws Exception {
        var ours = new Side(hub, new Client(port, CONNECTIONS, Script.retrieves(HOT, SEED)));
        int barePort = Integer.parseInt(bare.await("port"));
        var limit = new Side(bare, new Client(barePort, CONNECTIONS, Script.retrieves(HOT, SEED)));
        warm(ours, limit);
        var rates = turns(ours, limit);
        card.rate(
                0,
                0.6,
                "RETRIEVE over %,d containers, %d originators and policies; limit: bare Jetty"
                        .formatted(HOT, Forest.OWNERS),
                rates.ours(),
                rates.limit());
        percentiles("RETRIEVE", ours.latencies);
        card.note("RETRIEVE, processor time of the hub for one", "µs", new Rounds(ours.cpuMicros()));
        card.note("RETRIEVE, processor time of bare Jetty for one", "µs", new Rounds(limit.cpuMicros()));
    }

    private void creates(Child hub, int port, Child store, int containers, String where, double goal) throws Exception {
        var ours = new Side(hub, new Client(port, CONNECTIONS, Script.creates(containers, SEED)));
        Rounds.Measurement limit = () -> commits(store, CONNECTIONS, containers);
        warm(ours, limit);
        var rates = turns(ours, limit);
        if (containers == 1)
            card.note("one durable commit by one thread", "ms", Rounds.of(rounds, () -> 1000 / commits(store, 1, 1)));
        card.rate(goal, 0.5, "CREATE " + where + "; limit: Store.commit by 16 threads", rates.ours(), rates.limit());
        if (containers == 1)
            card.below(5, "CREATE " + where + ", p99 at full load", "ms", new Rounds(ours.latencies.millis(0.99)));
        percentiles("CREATE " + where, ours.latencies);
        card.note("CREATE " + where + ", processor time of the hub for one", "µs", new Rounds(ours.cpuMicros()));
    }

    /** At half the rate that it can do, whether or not answers come in time. */
    private void steady(int port) throws Exception {
        var client = new Client(port, CONNECTIONS, Script.creates(1, SEED));
        double rate = client.closed(round).perSecond() / 2;
        var p99 = new double[rounds];
        var latencies = new Latencies();
        for (int i = 0; i < rounds; i++) {
            var measured = client.open(round, rate).latencies();
            p99[i] = measured.millis(0.99);
            latencies.add(measured);
        }
        var what = "CREATE in one container, %,.0f due in a second".formatted(rate);
        card.below(5, what + ", p99", "ms", new Rounds(p99));
        percentiles(what, latencies);
    }

    private void firstPage(int port) throws Exception {
        for (var label : List.of("rare", "box")) {
            var client = new Client(port, 1, Script.pages(label, PAGE));
            client.closed(round);
            var median =
                    Rounds.of(rounds, () -> client.closed(round).latencies().millis(0.5));
            var what = "first page of %d by label \"%s\" in %,d resources, one connection"
                    .formatted(PAGE, label, CONTAINERS);
            card.below(2, what, "ms", median);
        }
    }

    private double commits(Child store, int threads, int containers) throws IOException {
        store.say(threads + " " + containers + " " + round.toMillis());
        return Double.parseDouble(store.await("rate"));
    }

    private void percentiles(String what, Latencies latencies) {
        card.note(what + ", p50", "ms", new Rounds(latencies.millis(0.5)));
        card.note(what + ", p99", "ms", new Rounds(latencies.millis(0.99)));
        card.note(what + ", p99.9", "ms", new Rounds(latencies.millis(0.999)));
    }

    /** A server under load: what it did, and what that took. */
    private final class Side implements Rounds.Measurement {
        private final Child server;
        private final Client client;
        private Latencies latencies = new Latencies();
        private double cpuSeconds;
        private long answers;

        Side(Child server, Client client) {
            this.server = server;
            this.client = client;
        }

        @Override
        public double once() throws Exception {
            double before = server.cpuSeconds();
            var measured = client.closed(round);
            cpuSeconds += server.cpuSeconds() - before;
            answers += measured.answers();
            latencies.add(measured.latencies());
            return measured.perSecond();
        }

        double cpuMicros() {
            return cpuSeconds / answers * 1e6;
        }

        void forget() {
            latencies = new Latencies();
            cpuSeconds = 0;
            answers = 0;
        }
    }

    private record Rates(Rounds ours, Rounds limit) {}

    private static void warm(Rounds.Measurement... all) throws Exception {
        for (int i = 0; i < WARM_UPS; i++) for (var each : all) each.once();
        for (var each : all) if (each instanceof Side side) side.forget();
    }

    /** In turns, so that what else the machine does falls on both. */
    private Rates turns(Rounds.Measurement ours, Rounds.Measurement limit) throws Exception {
        var ourRates = new double[rounds];
        var limits = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            ourRates[i] = ours.once();
            limits[i] = limit.once();
        }
        return new Rates(new Rounds(ourRates), new Rounds(limits));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (var each : files.toList())
                if (Files.isRegularFile(each)) Files.copy(each, to.resolve(each.getFileName()));
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failed) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
