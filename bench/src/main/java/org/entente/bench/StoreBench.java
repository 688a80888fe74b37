// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.entente.cse.store.Selection;
import org.entente.cse.store.Store;
import org.entente.model.type.ResourceTypes;
import org.entente.store.SqliteStore;
import org.entente.store.StoreSettings;

/**
 * What the store does without a protocol in front of it. Arguments: the folder to measure in, the seconds of a round,
 * the number of containers; all may be left out.
 */
public final class StoreBench {
    private static final int THREADS = 16;
    private static final int ROUNDS = 3;
    private static final int HOT = 10_000;
    private static final int PAGE = 100;
    private static final long SEED = 4711;

    private final Path folder;
    private final Duration round;
    private final int containers;
    private final Figures figures = new Figures();

    private StoreBench(Path folder, Duration round, int containers) {
        this.folder = folder;
        this.round = round;
        this.containers = containers;
    }

    public static void main(String[] arguments) throws Exception {
        var parent = arguments.length > 0 ? Path.of(arguments[0]) : Path.of(System.getProperty("java.io.tmpdir"));
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int containers = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 100_000;
        var folder = Files.createTempDirectory(parent, "entente-bench");
        try {
            new StoreBench(folder, Duration.ofSeconds(seconds), containers).run();
        } finally {
            delete(folder);
        }
    }

    private void run() throws Exception {
        syncs();
        oneContainer();
        try (var store = open("forest")) {
            Forest.plant(store, containers);
        }
        opening();
        try (var store = open("forest")) {
            retrieve(store);
            firstPage(store);
            random(store);
        }
        figures.print();
    }

    private Store open(String name) {
        return SqliteStore.open(folder.resolve(name), ResourceTypes.standard(), StoreSettings.DEFAULTS);
    }

    private void syncs() throws Exception {
        figures.add("fsync of 4 KiB, one thread", "1/s", Syncs.perSecond(folder.resolve("syncs"), ROUNDS, round));
    }

    private void oneContainer() throws Exception {
        try (var store = open("single")) {
            Forest.plant(store, THREADS);
            var box = Forest.append(Forest.id(0));
            Load.perSecond(THREADS, round, _ -> store.commit(box));
            figures.add(
                    "commit of an instance, one container, 1 thread",
                    "1/s",
                    rounds(() -> Load.perSecond(1, round, _ -> store.commit(box))));
            figures.add(
                    "commit of an instance, one container, 16 threads",
                    "1/s",
                    rounds(() -> Load.perSecond(THREADS, round, _ -> store.commit(box))));
        }
    }

    private void random(Store store) throws Exception {
        var randoms = IntStream.range(0, THREADS)
                .mapToObj(i -> new SplittableRandom(SEED + i))
                .toList();
        figures.add(
                "commit of an instance, random over %,d containers, 16 threads".formatted(containers),
                "1/s",
                rounds(() -> Load.perSecond(
                        THREADS,
                        round,
                        i -> store.commit(Forest.append(Forest.id(randoms.get(i).nextInt(containers)))))));
    }

    private void retrieve(Store store) throws Exception {
        int hot = Math.min(HOT, containers);
        var randoms = List.of(new SplittableRandom(SEED), new SplittableRandom(SEED + 1));
        for (int i = 0; i < hot; i++) find(store, i);
        figures.add(
                "retrieve by path, random over %,d hot resources, 2 threads".formatted(hot),
                "1/s",
                rounds(() ->
                        Load.perSecond(2, round, i -> find(store, randoms.get(i).nextInt(hot)))));
        figures.add(
                "retrieve by path, random over %,d resources, 2 threads".formatted(containers),
                "1/s",
                rounds(() ->
                        Load.perSecond(2, round, i -> find(store, randoms.get(i).nextInt(containers)))));
    }

    private static void find(Store store, int number) {
        if (store.view().byPath(Forest.path(number)).isEmpty())
            throw new IllegalStateException(Forest.path(number) + " is not there");
    }

    private void firstPage(Store store) throws Exception {
        for (var label : List.of("rare", "box")) {
            var selection = Selection.descendants(Forest.base()).labelled(Set.of(label));
            figures.add(
                    "first page of %d by label \"%s\" in %,d resources".formatted(PAGE, label, containers),
                    "ms",
                    rounds(() -> 1000
                            / Load.perSecond(1, round, _ -> {
                                try (var found = store.view().select(selection)) {
                                    if (found.limit(PAGE).count() != PAGE && containers >= PAGE * PAGE)
                                        throw new IllegalStateException("the page is not full");
                                }
                            })));
        }
    }

    private void opening() throws Exception {
        figures.add("open with %,d resources".formatted(containers), "ms", rounds(() -> {
            long begin = System.nanoTime();
            try (var store = open("forest")) {
                find(store, 0);
                return (System.nanoTime() - begin) / 1e6;
            }
        }));
        try (var files = Files.list(folder.resolve("forest"))) {
            figures.add(
                    "bytes on disk for a container",
                    "B",
                    new Rounds(files.mapToLong(StoreBench::size).sum() / (double) containers));
        }
    }

    private static Rounds rounds(Rounds.Measurement measurement) throws Exception {
        return Rounds.of(ROUNDS, _ -> measurement.once());
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
        }
    }
}
