// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.testware.Profile;
import org.entente.testware.fuzz.Corpus;
import org.entente.testware.fuzz.FuzzPage;
import org.entente.testware.fuzz.Fuzzer;
import org.entente.testware.fuzz.Pace;
import org.entente.testware.fuzz.Rules;
import org.entente.testware.fuzz.Session;
import org.entente.testware.mqtt.fuzz.MqttSessions;
import org.entente.testware.mqtt.fuzz.MqttTarget;
import org.entente.testware.mqtt.wire.Endpoint;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Fuzzes a broker: the options that begin with {@code --fuzz}, and what they do. */
final class FuzzOptions {
    private static final Duration PROBE_PATIENCE = Duration.ofSeconds(5);
    private static final int PROBE_EVERY = 500;
    /** Long enough to even out, short enough not to be felt. */
    private static final Duration PACE_TIME = Duration.ofSeconds(1);

    private static final int FAILED = 3;

    @Option(names = "--fuzz", description = "Send sessions made by rules and changed at random instead of judging.")
    boolean fuzz;

    @Option(
            names = "--fuzz-sessions",
            paramLabel = "N",
            defaultValue = "100000",
            description = "So many sessions; 100000 unless told otherwise.")
    private long sessions;

    @Option(
            names = "--fuzz-time",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "So many seconds at most; 60 unless told otherwise.")
    private long seconds;

    @Option(
            names = "--fuzz-threads",
            paramLabel = "N",
            defaultValue = "8",
            description = "So many sessions at the same time; 8 unless told otherwise.")
    private int threads;

    @Option(names = "--fuzz-rules", paramLabel = "FILE", description = "Rules of your own for making sessions.")
    private @Nullable Path rules;

    @Option(
            names = "--fuzz-corpus",
            paramLabel = "FOLDER",
            description = "Keeps a session for each new reaction, and begins with those kept before.")
    private @Nullable Path corpus;

    @Option(
            names = "--fuzz-replay",
            paramLabel = "N|FILE",
            description = "Send one session again: its number under the same seed, or its file.")
    private @Nullable String replay;

    @Option(names = "--restart", paramLabel = "COMMAND", description = "Brings the broker up again when it is down.")
    private @Nullable String restart;

    int run(Endpoint endpoint, Profile profile, RunOptions run, PrintWriter out) throws IOException {
        var seed = run.seed();
        var folder = run.folder();
        var target = new MqttTarget(endpoint, run.version(), run.patience(), PROBE_PATIENCE, profile);
        var kept = corpus == null ? Corpus.none() : Corpus.in(corpus);
        var made = rules == null ? MqttSessions.rules() : Rules.parse(rules.toString(), Files.readString(rules));
        var source = new MqttSessions(made, run.version(), seed, kept.earlier(), profile);
        if (target.probe().isPresent()) {
            out.println("The broker does not serve: " + target.probe().orElse("") + ". Nothing was sent.");
            return 4;
        }
        if (replay != null) {
            return replay(target, source, replay, out);
        }
        var limits = new Fuzzer.Limits(sessions, Duration.ofSeconds(seconds), threads, PROBE_EVERY);
        out.println("At most " + sessions + " sessions and " + seconds + " s, seed " + seed);
        out.flush();
        var started = Clock.systemUTC().instant();
        var outcome = new Fuzzer(target, source, kept, limits, this::restarted).run();
        out.printf(
                "%d sessions in %.1f s, %.0f a second; %d kinds of reactions%n",
                outcome.sessions(), outcome.took().toMillis() / 1000.0, outcome.perSecond(), outcome.reactions());
        var pace = outcome.findings().isEmpty()
                ? Optional.of(Pace.of(target, threads, PACE_TIME))
                : Optional.<Pace>empty();
        pace.ifPresent(scale -> out.printf(
                "A bare exchange (connect, CONNECT, its answer) is possible %.0f times a second here; load %.1f on %d cores%n",
                scale.barePerSecond(), scale.load(), scale.cores()));
        var command = Stream.concat(Stream.of("./entente test mqtt " + endpoint), run.versionedAndProfiled())
                        .collect(Collectors.joining(" "))
                + " --fuzz";
        for (var finding : outcome.findings()) {
            tell(finding, command, seed, folder, out);
        }
        var again = command + " --seed " + seed;
        var page = new FuzzPage(endpoint.toString(), started, again, outcome, pace);
        out.println(page.conclusion());
        TestReports.page(folder.resolve("fuzz.html"), page::write, out);
        return outcome.findings().isEmpty() ? 0 : FAILED;
    }

    private static int replay(MqttTarget target, MqttSessions source, String replay, PrintWriter out)
            throws IOException {
        var session = replay.matches("\\d+")
                ? source.apply(Long.parseLong(replay))
                : Session.parse(Files.readString(Path.of(replay)));
        out.print(session.text());
        out.println("reaction: " + target.send(session).seen());
        var after = target.probe();
        out.println(
                after.map(why -> "The broker does not serve any more: " + why).orElse("The broker serves on."));
        out.flush();
        return after.isPresent() ? FAILED : 0;
    }

    private static void tell(Fuzzer.Finding finding, String command, long seed, Path folder, PrintWriter out)
            throws IOException {
        out.println(finding.what() + ", after session " + finding.first() + " to " + finding.last());
        if (finding.culprit().isEmpty()) {
            out.println(
                    "With --restart COMMAND the culprit would be found and made as short as it can be. One of them:");
            out.println("  " + command + " --seed " + seed + " --fuzz-replay " + finding.last());
            return;
        }
        Files.createDirectories(folder);
        var file = folder.resolve("culprit-" + finding.last() + ".session");
        Files.writeString(file, finding.culprit().orElseThrow().text());
        out.print(finding.culprit().orElseThrow().text());
        out.println("  " + command + " --fuzz-replay " + file);
    }

    private boolean restarted() {
        return restart().map(Restarting::perform).orElse(false);
    }

    /** The command that brings the broker up again, if one was given. */
    Optional<String> restart() {
        return Optional.ofNullable(restart);
    }
}
