// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** What to measure, and for how long. */
final class Options {
    /** The largest group and what instances are created in need as many. */
    private static final int LEAST = 1000;

    private static final String RANGE = "a tree has from " + LEAST + " to %d containers here";
    private static final List<Integer> SIZES = List.of(1000, 10_000, 100_000, 1_000_000);

    @Option(names = "--quick", description = "Fewer and shorter rounds: a look, no result.")
    private boolean isQuick;

    @Option(names = "--long", description = "More and longer rounds.")
    private boolean isLong;

    @Option(
            names = "--rows",
            split = ",",
            paramLabel = "NAME",
            description = "Only these: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Bench.Names.class)
    private Set<String> rows = new LinkedHashSet<>();

    @Option(
            names = "--size",
            paramLabel = "NUMBER",
            defaultValue = "100000",
            description = "How many containers the tree has (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--sizes",
            split = ",",
            paramLabel = "NUMBER",
            description =
                    "The sizes of trees that are compared (default: 1000,10000,100000,1000000; quick: without the last).")
    private List<Integer> sizes = new ArrayList<>();

    @Option(
            names = "--devices",
            paramLabel = "NUMBER",
            defaultValue = "10000",
            description = "How many devices the fleet of the rows called devices has (default: ${DEFAULT-VALUE}).")
    private int devices;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            defaultValue = "${sys:java.io.tmpdir}",
            description = "Where the data is put for the run: the disk to measure (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("");

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean isJson;

    @Option(names = "--picture", paramLabel = "FILE", description = "Also draw the figures, as SVG.")
    private Optional<Path> picture = Optional.empty();

    @Option(
            names = "--curves",
            paramLabel = "FILE",
            description = "Also draw what creating and finding cost against the size of the tree, as SVG.")
    private Optional<Path> curves = Optional.empty();

    int rounds() {
        return isLong ? 9 : isQuick ? 3 : 5;
    }

    Duration round() {
        return Duration.ofMillis(isLong ? 5000 : isQuick ? 400 : 1500);
    }

    /** What takes long is measured only if it is named. */
    boolean wants(String name) {
        return rows.contains(name) || (rows.isEmpty() && !name.equals(Bench.DEVICES));
    }

    /**
     * What cannot be measured or kept, in sentences: found out before, since a run takes long.
     *
     * @param known the rows that there are
     */
    List<String> mistakes(Set<String> known) {
        var mistakes = new ArrayList<String>();
        var unknown = new LinkedHashSet<>(rows);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) mistakes.add("there are no rows called " + String.join(", ", unknown));
        if (isQuick && isLong) mistakes.add("--quick and --long contradict each other");
        if (size < LEAST || size > large()) mistakes.add("--size is %d; ".formatted(size) + RANGE.formatted(large()));
        for (int each : sizes)
            if (each < LEAST) mistakes.add("--sizes has %d; a tree has at least %d containers".formatted(each, LEAST));
        if (devices < 1) mistakes.add("--devices is %d; a fleet has at least one".formatted(devices));
        if (!Files.isDirectory(folder) || !Files.isWritable(folder))
            mistakes.add("--folder: " + folder + " is no folder that can be written to");
        picture.ifPresent(file -> mistakes.addAll(unwritable("--picture", file)));
        curves.ifPresent(file -> mistakes.addAll(unwritable("--curves", file)));
        return mistakes;
    }

    private static List<String> unwritable(String option, Path file) {
        var parent = file.toAbsolutePath().getParent();
        boolean isFine = parent != null && Files.isWritable(Files.exists(file) ? file : parent);
        return isFine && !Files.isDirectory(file) ? List.of() : List.of(option + ": " + file + " cannot be written");
    }

    int devices() {
        return devices;
    }

    int size() {
        return size;
    }

    List<Integer> sizes() {
        return sizes.isEmpty() ? SIZES.stream().filter(each -> each <= large()).toList() : sizes;
    }

    /** Of a tree that is to be large. */
    int large() {
        return isQuick ? 100_000 : 1_000_000;
    }

    Path folder() {
        return folder;
    }

    boolean isJson() {
        return isJson;
    }

    Optional<Path> picture() {
        return picture;
    }

    Optional<Path> curves() {
        return curves;
    }
}
