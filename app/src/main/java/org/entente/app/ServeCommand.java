// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the hub until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Run the hub: one process, one data folder, on 127.0.0.1:8080 unless told otherwise.")
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--port", paramLabel = "N", description = "The HTTP port; 0 takes any free one and prints it.")
    private @Nullable Integer port;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (spec == null) throw new IllegalStateException("the command line did not start this command");
        var out = spec.commandLine().getOut();
        var config = settings.readForHub(port == null ? List.of() : List.of(HttpKeys.PORT.name() + "=" + port));
        var running = new Running();
        try (var hub = RunningHub.start(config, Path.of(config.value(StoreKeys.DATA)))) {
            running.onSignal();
            announce(hub, out);
            running.await();
        } finally {
            running.ended();
        }
        return 0;
    }

    private static void announce(RunningHub hub, PrintWriter out) {
        hub.firstSecret().ifPresent(secret -> {
            out.println("The administrator's credential, shown this once (send it as Authorization: Bearer ...):");
            out.println("  " + secret.reveal());
        });
        hub.addresses().forEach(address -> out.println("Entente listens on " + address));
        hub.brokerAddresses().forEach(address -> out.println("MQTT clients connect to " + address));
        hub.consoleAddresses().forEach(address -> out.println("The console is at " + address));
        hub.opcUaAddresses().forEach(address -> out.println("OPC UA clients connect to " + address));
        hub.deviceAddresses().forEach(address -> out.println("LwM2M devices register at " + address));
        out.flush();
    }
}
