// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.entente.testware.Catalogue;
import org.entente.testware.ConsoleReport;
import org.entente.testware.HtmlReport;
import org.entente.testware.JUnitReport;
import org.entente.testware.JsonReport;
import org.entente.testware.PacketCapture;
import org.entente.testware.Profile;
import org.entente.testware.Purpose;
import org.entente.testware.Report;
import org.entente.testware.Run;
import org.entente.testware.RunSettings;
import org.entente.testware.mqtt.BrokerSuite;
import org.entente.testware.mqtt.wire.Endpoint;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges an MQTT broker. */
@Command(
        name = "mqtt",
        mixinStandardHelpOptions = true,
        description =
                "Judge an MQTT broker, of 3.1.1 or 5.0: prints a summary, writes a page with every frame that decided.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing that was judged speaks against the endpoint",
            "1:this program failed",
            "2:the command line is wrong",
            "3:the endpoint fails at least one purpose",
            "4:nothing failed, but something could not be judged"
        })
final class TestMqttCommand implements Callable<Integer> {
    private static final String FOUR = "3.1.1";
    private static final String FIVE = "5.0";
    private static final int SEED_BITS = 31;

    @Parameters(
            paramLabel = "URL",
            arity = "0..1",
            description = "The broker, as mqtt://, mqtts://, ws:// or wss://host:port.")
    private @Nullable String url;

    @Option(
            names = "--protocol",
            paramLabel = "VERSION",
            defaultValue = FOUR,
            description = "3.1.1 or 5.0; 3.1.1 unless told otherwise.")
    private String protocol = FOUR;

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
            description = "What the broker claims and what the tester must know, as key = value lines.")
    private @Nullable Path profile;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One line of a profile.")
    private Map<String, String> set = Map.of();

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "The PEM file of whom to trust by mqtts; without it any certificate will do.")
    private @Nullable Path authority;

    @Option(names = "--seed", paramLabel = "N", description = "Repeats a run with the same names and values.")
    private @Nullable Long seed;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "1",
            description = "Judge everything N times and show verdicts that change.")
    private int repeat = 1;

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
            description =
                    "Where report.html, report.json, junit.xml and frames.pcap go; entente-report unless told otherwise.")
    private Path folder = Path.of("entente-report");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!protocol.equals(FOUR) && !protocol.equals(FIVE)) {
            throw new ParameterException(line().commandLine(), "No MQTT " + protocol + "; there are 3.1.1 and 5.0");
        }
        var chosen = chosen();
        if (list) {
            list(chosen);
            return 0;
        }
        if (url == null) throw new ParameterException(line().commandLine(), "Missing the broker's URL, or --list");
        var console = new ConsoleReport(out());
        var endpoint = Endpoint.parse(url, Optional.ofNullable(authority));
        var report = new Run(suite(endpoint), settings(chosen), console)
                .perform("MQTT " + protocol + " broker", "entente test mqtt", Clock.systemUTC());
        console.finish(report);
        write(report, endpoint.port());
        return report.exitCode();
    }

    private BrokerSuite suite(Endpoint endpoint) {
        return protocol.equals(FIVE) ? BrokerSuite.of5(endpoint) : BrokerSuite.of311(endpoint);
    }

    private Catalogue purposes() {
        return protocol.equals(FIVE) ? BrokerSuite.purposesOf5() : BrokerSuite.purposes();
    }

    private Predicate<Purpose> chosen() {
        if (only.isEmpty()) return purpose -> true;
        var patterns = only.stream()
                .map(text -> Pattern.compile(Pattern.quote(text).replace("*", "\\E.*\\Q")))
                .toList();
        Predicate<Purpose> chosen = purpose ->
                patterns.stream().anyMatch(p -> p.matcher(purpose.id()).matches());
        if (purposes().purposes().values().stream().noneMatch(chosen)) {
            throw new ParameterException(line().commandLine(), "No purpose matches --only " + String.join(",", only));
        }
        return chosen;
    }

    private void list(Predicate<Purpose> chosen) {
        purposes().purposes().values().stream().filter(chosen).forEach(purpose -> {
            out().println(purpose.id() + "  " + purpose.objective());
            purpose.unbound().ifPresent(reason -> out().println("    no case: " + reason));
        });
        out().flush();
    }

    private RunSettings settings(Predicate<Purpose> chosen) throws IOException {
        long drawn = seed == null ? new SecureRandom().nextInt(1 << (SEED_BITS - 1)) : seed;
        var settings =
                RunSettings.of(told(), drawn).only(chosen).repeat(repeat).patience(Duration.ofMillis(patienceMillis));
        var version = protocol.equals(FIVE) ? Stream.of("--protocol " + FIVE) : Stream.<String>of();
        var trusted = authority == null ? Stream.<String>of() : Stream.of("--ca " + authority);
        return settings.repeatedWith(Stream.of(version, trusted, profiled())
                .flatMap(options -> options)
                .toList());
    }

    private Stream<String> profiled() {
        return Stream.concat(
                profile == null ? Stream.of() : Stream.of("--profile " + profile),
                set.keySet().stream().sorted().map(key -> "--set " + key + "=" + set.get(key)));
    }

    private Profile told() throws IOException {
        var told = org.entente.testware.mqtt.Parameters.ASSUMED;
        if (profile != null) {
            try (var text = Files.newBufferedReader(profile)) {
                told = Profile.read(profile.toString(), text, told, org.entente.testware.mqtt.Parameters.KNOWN);
            }
        }
        for (var entry : set.entrySet()) {
            if (!org.entente.testware.mqtt.Parameters.KNOWN.contains(entry.getKey())) {
                throw new ParameterException(line().commandLine(), "Unknown parameter " + entry.getKey());
            }
            told = told.with(entry.getKey(), entry.getValue());
        }
        return told;
    }

    private void write(Report report, int port) throws IOException {
        Files.createDirectories(folder);
        var page = folder.resolve("report.html");
        try (var html = Files.newBufferedWriter(page);
                var json = Files.newBufferedWriter(folder.resolve("report.json"));
                var junit = Files.newBufferedWriter(folder.resolve("junit.xml"));
                var capture = new BufferedOutputStream(Files.newOutputStream(folder.resolve("frames.pcap")))) {
            HtmlReport.write(report, html);
            JsonReport.write(report, json);
            JUnitReport.write(report, junit);
            PacketCapture.write(report, port, capture);
        }
        out().println("Every frame is in " + page + "; report.json, junit.xml and frames.pcap lie beside it.");
        out().flush();
    }

    private PrintWriter out() {
        return line().commandLine().getOut();
    }

    private CommandSpec line() {
        if (spec == null) throw new IllegalStateException("the command line did not start this command");
        return spec;
    }
}
