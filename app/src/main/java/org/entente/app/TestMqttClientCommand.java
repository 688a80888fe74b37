// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.entente.testware.ConsoleReport;
import org.entente.testware.Run;
import org.entente.testware.RunSettings;
import org.entente.testware.mqtt.client.AdapterProcess;
import org.entente.testware.mqtt.client.ClientSuite;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
    private static final String FIVE = "5.0";
    private static final int SEED_BITS = 31;
    private static final int MQTT_PORT = 1883;

    @Parameters(
            paramLabel = "ADAPTER",
            arity = "0..1",
            description = "mosquitto, mqtt.js, hivemq, or a program that speaks the protocol of the upper tester.")
    private @Nullable String adapter;

    @Option(
            names = "--protocol",
            paramLabel = "VERSION",
            defaultValue = "3.1.1",
            description = "3.1.1 or 5.0; 3.1.1 unless told otherwise.")
    private String protocol = "3.1.1";

    @Option(names = "--list", description = "Print the test purposes and stop.")
    private boolean list;

    @Option(
            names = "--only",
            paramLabel = "ID",
            split = ",",
            description = "Judge these purposes alone; * stands for anything.")
    private List<String> only = List.of();

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
            defaultValue = "2",
            description = "So many clients at the same time; 2 unless told otherwise.")
    private int parallel = 2;

    @Option(
            names = "--patience",
            paramLabel = "MS",
            defaultValue = "2000",
            description = "How long one packet is waited for; 2000 unless told otherwise.")
    private int patienceMillis;

    @Option(
            names = "--report",
            paramLabel = "FOLDER",
            defaultValue = "entente-report",
            description = "Where the reports go; entente-report unless told otherwise.")
    private Path folder = Path.of("entente-report");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var five = protocol.equals(FIVE);
        if (!five && !protocol.equals("3.1.1")) {
            throw new ParameterException(line().commandLine(), "No MQTT " + protocol + "; there are 3.1.1 and 5.0");
        }
        var purposes = five ? ClientSuite.purposesOf5() : ClientSuite.purposes();
        var chosen = TestPurposes.chosen(purposes, only, line().commandLine());
        if (list) {
            TestPurposes.list(purposes, chosen, out());
            return 0;
        }
        if (adapter == null) throw new ParameterException(line().commandLine(), "Missing the adapter, or --list");
        var client = AdapterProcess.of(adapter);
        long drawn = seed == null ? new SecureRandom().nextInt(1 << (SEED_BITS - 1)) : seed;
        var settings = RunSettings.of(ClientSuite.ASSUMED, drawn)
                .only(chosen)
                .repeat(repeat)
                .parallel(parallel)
                .patience(Duration.ofMillis(patienceMillis))
                .repeatedWith(five ? List.of("--protocol " + FIVE) : List.of());
        var console = new ConsoleReport(out());
        var report = new Run(five ? ClientSuite.of5(client) : ClientSuite.of311(client), settings, console)
                .perform("MQTT " + protocol + " client", "entente test mqtt-client", Clock.systemUTC());
        console.finish(report);
        TestReports.write(report, folder, MQTT_PORT, out());
        return report.exitCode();
    }

    private PrintWriter out() {
        return line().commandLine().getOut();
    }

    private CommandSpec line() {
        if (spec == null) throw new IllegalStateException("the command line did not start this command");
        return spec;
    }
}
