// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import org.entente.testware.Profile;
import org.entente.testware.mqtt.load.LoadPage;
import org.entente.testware.mqtt.load.LoadRun;
import org.entente.testware.mqtt.load.LoadSettings;
import org.entente.testware.mqtt.load.Measured;
import org.entente.testware.mqtt.wire.Endpoint;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Measures a broker: the options that begin with {@code --performance}, and what they do. */
final class LoadOptions {
    private static final int UNDECIDED = 4;

    @Option(
            names = "--performance",
            description = "Measure instead of judging: connections, throughput, latency, storms, what a restart loses.")
    boolean performance;

    @Option(
            names = "--performance-connections",
            paramLabel = "N",
            defaultValue = "200",
            description = "So many clients at the same time; 200 unless told otherwise.")
    private int connections;

    @Option(
            names = "--performance-step",
            paramLabel = "MS",
            defaultValue = "1000",
            description = "How long each step of throughput and latency lasts; 1000 unless told otherwise.")
    private int stepMillis;

    @Option(
            names = "--performance-rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Messages a second in the open loop; 1000 unless told otherwise.")
    private int rate;

    @Option(
            names = "--performance-soak",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "Also a steady load for so long; none unless told otherwise.")
    private int soakSeconds;

    @Option(
            names = "--performance-process",
            paramLabel = "PID",
            description = "The broker's process on this machine: its memory is looked at during the soak.")
    private @Nullable Long process;

    int run(Endpoint endpoint, Profile profile, RunOptions run, Optional<String> restart, PrintWriter out)
            throws IOException {
        var seed = run.seed();
        var folder = run.folder();
        var settings = new LoadSettings(
                connections,
                Duration.ofMillis(stepMillis),
                rate,
                connections * 5,
                Duration.ofSeconds(soakSeconds),
                process == null ? OptionalLong.empty() : OptionalLong.of(process),
                () -> restart.map(Restarting::perform).orElse(false),
                restart.isPresent(),
                LoadSettings.boundOf(
                        Duration.ofMillis(stepMillis), Duration.ofSeconds(soakSeconds), restart.isPresent()));
        var found = new ArrayList<Measured>();
        var brokeDown = Optional.<String>empty();
        var started = Clock.systemUTC().instant();
        out.println("Load on " + endpoint + ", both ends on this machine where the address says so; seed " + seed);
        out.println("At most " + settings.bound().toSeconds() + " s whatever the endpoint does");
        out.flush();
        try {
            LoadRun.perform(endpoint, profile, settings, new Random(seed), measured -> {
                found.add(measured);
                out.println(measured.line());
                out.flush();
            });
        } catch (IOException e) {
            out.println("The broker did not bear it: " + e.getMessage());
            brokeDown = Optional.of(String.valueOf(e.getMessage()));
        }
        Files.createDirectories(folder);
        var file = folder.resolve("performance.json");
        Files.writeString(
                file, found.stream().map(Measured::json).collect(Collectors.joining(",\n  ", "[\n  ", "\n]\n")));
        out.println("The numbers are in " + file + ".");
        var again = "./entente test mqtt " + endpoint + " --performance --seed " + seed;
        var page = new LoadPage(endpoint.toString(), started, again, found, brokeDown);
        TestReports.page(folder.resolve("performance.html"), page::write, out);
        return brokeDown.isEmpty() ? 0 : UNDECIDED;
    }
}
