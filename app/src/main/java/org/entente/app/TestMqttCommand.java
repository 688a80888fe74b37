// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

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
import java.util.stream.Stream;
import org.entente.testware.Catalogue;
import org.entente.testware.ConsoleReport;
import org.entente.testware.Profile;
import org.entente.testware.Purpose;
import org.entente.testware.Run;
import org.entente.testware.RunSettings;
import org.entente.testware.mqtt.BrokerSuite;
import org.entente.testware.mqtt.wire.Endpoint;
import org.entente.testware.mqtt.wire.Version;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            description =
                    "Where report.html, report.json, junit.xml and frames.pcap go; entente-report unless told otherwise.")
    private Path folder = Path.of("entente-report");

    @Option(
            names = "--security",
            description = "Judge by the purposes about security instead: attacks, credentials, permissions, TLS.")
    private boolean security;

    @Mixin
    private final FuzzOptions fuzz = new FuzzOptions();

    @Mixin
    private final LoadOptions load = new LoadOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!protocol.equals(FOUR) && !protocol.equals(FIVE)) {
            throw new ParameterException(line().commandLine(), "No MQTT " + protocol + "; there are 3.1.1 and 5.0");
        }
        var chosen = TestPurposes.chosen(purposes(), only, line().commandLine());
        if (list) {
            TestPurposes.list(purposes(), chosen, out());
            return 0;
        }
        if (url == null) throw new ParameterException(line().commandLine(), "Missing the broker's URL, or --list");
        var endpoint = Endpoint.parse(url, Optional.ofNullable(authority));
        if (fuzz.fuzz) {
            var version = protocol.equals(FIVE) ? Version.V5 : Version.V311;
            return fuzz.run(endpoint, version, seed(), Duration.ofMillis(patienceMillis), folder, out());
        }
        if (load.performance) {
            return load.run(endpoint, told(), seed(), fuzz.restart(), folder, out());
        }
        var console = new ConsoleReport(out());
        var report = new Run(suite(endpoint), settings(chosen), console)
                .perform(
                        security ? "Security of an MQTT broker" : "MQTT " + protocol + " broker",
                        "entente test mqtt",
                        Clock.systemUTC());
        console.finish(report);
        TestReports.write(report, folder, endpoint.port(), out());
        return report.exitCode();
    }

    private BrokerSuite suite(Endpoint endpoint) {
        if (security) return BrokerSuite.ofSecurity(endpoint);
        return protocol.equals(FIVE) ? BrokerSuite.of5(endpoint) : BrokerSuite.of311(endpoint);
    }

    private Catalogue purposes() {
        if (security) return BrokerSuite.purposesOfSecurity();
        return protocol.equals(FIVE) ? BrokerSuite.purposesOf5() : BrokerSuite.purposes();
    }

    private long seed() {
        return seed == null ? new SecureRandom().nextInt(1 << (SEED_BITS - 1)) : seed;
    }

    private RunSettings settings(Predicate<Purpose> chosen) throws IOException {
        var settings = RunSettings.of(told(), seed())
                .only(chosen)
                .repeat(repeat)
                .parallel(parallel)
                .patience(Duration.ofMillis(patienceMillis));
        var version = protocol.equals(FIVE) ? Stream.of("--protocol " + FIVE) : Stream.<String>of();
        var trusted = authority == null ? Stream.<String>of() : Stream.of("--ca " + authority);
        var secured = security ? Stream.of("--security") : Stream.<String>of();
        return settings.repeatedWith(Stream.of(version, secured, trusted, profiled())
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

    private PrintWriter out() {
        return line().commandLine().getOut();
    }

    private CommandSpec line() {
        if (spec == null) throw new IllegalStateException("the command line did not start this command");
        return spec;
    }
}
