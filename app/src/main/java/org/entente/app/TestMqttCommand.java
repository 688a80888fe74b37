// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.entente.app.RunOptions.Judging;
import org.entente.testware.Catalogue;
import org.entente.testware.mqtt.BrokerSuite;
import org.entente.testware.mqtt.Parameters;
import org.entente.testware.mqtt.wire.Endpoint;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
    /** By which an analyser knows the protocol of the capture, wherever the broker listens. */
    static final int MQTT_PORT = 1883;

    @CommandLine.Parameters(
            paramLabel = "URL",
            arity = "0..1",
            description = "The broker, as mqtt://, mqtts://, ws:// or wss://host:port.")
    private @Nullable String url;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "The PEM file of whom to trust by mqtts; without it any certificate will do.")
    private @Nullable Path authority;

    @Option(
            names = "--security",
            description = "Judge by the purposes about security instead: attacks, credentials, permissions, TLS.")
    private boolean security;

    @Mixin
    private final RunOptions run = new RunOptions();

    @Mixin
    private final FuzzOptions fuzz = new FuzzOptions();

    @Mixin
    private final LoadOptions load = new LoadOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var line = line();
        if (run.lists(purposes(), line)) return 0;
        if (url == null) throw new ParameterException(line, "Missing the broker's URL, or --list");
        var endpoint = Endpoint.parse(url, Optional.ofNullable(authority));
        var profile = run.told(Parameters.ASSUMED, Parameters.KNOWN, line);
        if (fuzz.fuzz) return fuzz.run(endpoint, profile, run, line.getOut());
        if (load.performance) return load.run(endpoint, profile, run, fuzz.restart(), line.getOut());
        var suite = security ? BrokerSuite.ofSecurity(endpoint) : BrokerSuite.of(run.version(), endpoint);
        var title = security
                ? "Security of an MQTT broker"
                : "MQTT " + run.version().number() + " broker";
        return run.judge(new Judging(suite, profile, title, "./entente test mqtt", MQTT_PORT, told()), line);
    }

    private Catalogue purposes() {
        return security ? BrokerSuite.purposesOfSecurity() : BrokerSuite.purposes(run.version());
    }

    private Stream<String> told() {
        return Stream.concat(
                security ? Stream.of("--security") : Stream.of(),
                authority == null ? Stream.of() : Stream.of("--ca " + authority));
    }

    private CommandLine line() {
        if (spec == null) throw new IllegalStateException("the command line did not start this command");
        return spec.commandLine();
    }
}
