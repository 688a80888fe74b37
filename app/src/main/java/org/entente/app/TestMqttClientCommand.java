// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.entente.app.RunOptions.Judging;
import org.entente.testware.mqtt.client.AdapterProcess;
import org.entente.testware.mqtt.client.ClientSuite;
import org.entente.testware.mqtt.client.Reception;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges an MQTT client. */
@Command(
        name = "mqtt-client",
        mixinStandardHelpOptions = true,
        description = "Judge an MQTT client, of 3.1.1 or 5.0: this program is the broker it connects to.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing that was judged speaks against the client",
            "1:this program failed",
            "2:the command line is wrong",
            "3:the client fails at least one purpose",
            "4:nothing failed, but something could not be judged"
        })
final class TestMqttClientCommand implements Callable<Integer> {
    /** Where ./verify puts products aside; the launcher says where that is. */
    private static final Path PEERS = Path.of(System.getProperty("entente.peers", "target/peers"));

    @Parameters(
            paramLabel = "ADAPTER",
            arity = "0..1",
            description = "mosquitto, mqtt.js, hivemq, or a program that speaks the protocol of the upper tester.")
    private @Nullable String adapter;

    @Option(
            names = "--over",
            paramLabel = "SCHEME",
            defaultValue = "mqtt",
            description = "How the client is to come: mqtt, mqtts, ws or wss; mqtt unless told otherwise.")
    private String scheme = "mqtt";

    @Mixin
    private final RunOptions run = new RunOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var line = line();
        if (run.lists(ClientSuite.purposes(run.version()), line)) return 0;
        if (adapter == null) throw new ParameterException(line, "Missing the adapter, or --list");
        var suite = ClientSuite.of(run.version(), AdapterProcess.of(adapter, PEERS), Reception.over(scheme));
        var profile = run.told(ClientSuite.ASSUMED, ClientSuite.KNOWN, line);
        var title = "MQTT " + run.version().number() + " client";
        return run.judge(
                new Judging(suite, profile, title, "./entente test mqtt-client", TestMqttCommand.MQTT_PORT, told()),
                line);
    }

    private Stream<String> told() {
        return scheme.equals("mqtt") ? Stream.of() : Stream.of("--over " + scheme);
    }

    private CommandLine line() {
        if (spec == null) throw new IllegalStateException("the command line did not start this command");
        return spec.commandLine();
    }
}
