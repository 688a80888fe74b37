// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.entente.testware.Catalogue;
import org.entente.testware.ConsoleReport;
import org.entente.testware.Profile;
import org.entente.testware.Run;
import org.entente.testware.RunSettings;
import org.entente.testware.Suite;
import org.entente.testware.mqtt.wire.Version;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Judges by test purposes: the options that the commands for brokers and for clients share, and the run they describe. */
final class RunOptions {
    private static final int SEED_BITS = 31;

    /** What a command adds: whom it judges, by what, and how the report calls it. */
    record Judging(Suite suite, Profile profile, String title, String command, int port, Stream<String> told) {}

    @Option(
            names = "--protocol",
            paramLabel = "VERSION",
            defaultValue = "3.1.1",
            converter = VersionNumber.class,
            description = "3.1.1 or 5.0; 3.1.1 unless told otherwise.")
    private Version protocol = Version.V311;

    @Option(names = "--list", description = "Print the test purposes and stop.")
    private boolean list;

    @Option(
            names = "--only",
            paramLabel = "ID",
            split = ",",
            description = "Judge these purposes alone; * stands for anything.")
    private List<String> only = List.of();

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "What the endpoint claims and what the tester must know, as key = value lines.")
    private @Nullable Path profile;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One line of a profile.")
    private Map<String, String> set = Map.of();

    @Option(names = "--seed", paramLabel = "N", description = "Repeats a run with the same names and values.")
    private @Nullable Long seed;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "1",
            description = "Judge everything N times and show verdicts that change.")
    private int repeat = 1;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "4",
            description = "So many cases at the same time, where their purposes allow; 4 unless told otherwise.")
    private int parallel = 4;

    @Option(
            names = "--patience",
            paramLabel = "MS",
            defaultValue = "2000",
            description = "How long one answer is waited for; 2000 unless told otherwise.")
    private int patienceMillis;

    @Option(
            names = "--report",
            paramLabel = "FOLDER",
            defaultValue = "entente-report",
            description = "Where the reports go; entente-report unless told otherwise.")
    private Path folder = Path.of("entente-report");

    Version version() {
        return protocol;
    }

    Duration patience() {
        return Duration.ofMillis(patienceMillis);
    }

    Path folder() {
        return folder;
    }

    /** The seed that was told, or one drawn now. */
    long seed() {
        return seed == null ? new SecureRandom().nextInt(1 << (SEED_BITS - 1)) : seed;
    }

    /** Whether the purposes were to be shown and no more; they are then. */
    boolean lists(Catalogue purposes, CommandLine line) {
        var chosen = TestPurposes.chosen(purposes, only, line);
        if (list) {
            TestPurposes.list(purposes, chosen, line.getOut());
        }
        return list;
    }

    /** What the command line tells of the endpoint, beside what is assumed of it. */
    Profile told(Profile assumed, Set<String> known, CommandLine line) throws IOException {
        var told = assumed;
        if (profile != null) {
            try (var text = Files.newBufferedReader(profile)) {
                told = Profile.read(profile.toString(), text, told, known);
            }
        }
        for (var entry : set.entrySet()) {
            if (!known.contains(entry.getKey())) {
                throw new ParameterException(line, "Unknown parameter " + entry.getKey());
            }
            told = told.with(entry.getKey(), entry.getValue());
        }
        return told;
    }

    /** Judges, tells the result and writes the reports; the exit code says the verdict. */
    int judge(Judging judging, CommandLine line) throws IOException {
        var chosen = TestPurposes.chosen(judging.suite().catalogue(), only, line);
        var settings = RunSettings.of(judging.profile(), seed())
                .only(chosen)
                .repeat(repeat)
                .parallel(parallel)
                .patience(patience())
                .repeatedWith(Stream.of(versioned(), judging.told(), profiled())
                        .flatMap(options -> options)
                        .toList());
        var console = new ConsoleReport(line.getOut());
        var report = new Run(judging.suite(), settings, console)
                .perform(judging.title(), judging.command(), Clock.systemUTC());
        console.finish(report);
        TestReports.write(report, folder, judging.port(), line.getOut());
        return report.exitCode();
    }

    private Stream<String> versioned() {
        return protocol == Version.V311 ? Stream.of() : Stream.of("--protocol " + protocol.number());
    }

    /** What a command needs to meet the same broker in the same way. */
    Stream<String> versionedAndProfiled() {
        return Stream.concat(versioned(), profiled());
    }

    private Stream<String> profiled() {
        return Stream.concat(
                profile == null ? Stream.of() : Stream.of("--profile " + profile),
                set.keySet().stream().sorted().map(key -> "--set " + key + "=" + set.get(key)));
    }

    /** Reads a version as people write it. */
    static final class VersionNumber implements CommandLine.ITypeConverter<Version> {
        @Override
        public Version convert(String number) {
            return Version.numbered(number)
                    .orElseThrow(() ->
                            new CommandLine.TypeConversionException("No MQTT " + number + "; there are 3.1.1 and 5.0"));
        }
    }
}
