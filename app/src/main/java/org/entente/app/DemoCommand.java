// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.entente.console.Console;
import org.entente.interworking.lwm2m.sample.SampleDevice;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a hub that needs nothing, with a real device in a process of its own, and says what to try. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Run a hub with a sample device, open on this machine only, and print three requests to try.")
final class DemoCommand implements Callable<Integer> {
    /** The originator of the requests that are printed: it may do everything with the devices. */
    static final String ORIGINATOR = "CDemo";

    private static final int USUAL_PORT = 8080;
    private static final String DEVICE = "sample-lamp";
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    @Option(names = "--port", paramLabel = "N", description = "The HTTP port; 8080, or any free one if it is taken.")
    private @Nullable Integer port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep what lasts in this folder; otherwise it goes when the demo ends.")
    private @Nullable Path data;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (spec == null) throw new IllegalStateException("the command line did not start this command");
        var out = spec.commandLine().getOut();
        var folder = data == null ? Files.createTempDirectory("entente-demo-") : data;
        var running = new Running();
        try (var hub = RunningHub.start(configuration(), folder)) {
            running.onSignal();
            var lwm2m = hub.deviceAddresses().getFirst();
            var device = device(lwm2m);
            try {
                awaitDevice(hub, device);
                announce(hub, out);
                running.await();
            } finally {
                device.destroy();
                device.waitFor();
            }
        } finally {
            if (data == null) delete(folder);
            running.ended();
        }
        return 0;
    }

    /** Open for whoever is on this machine, closed for everybody else. */
    private Configuration configuration() {
        int http = port != null ? port : isFree(USUAL_PORT) ? USUAL_PORT : 0;
        return Configuration.read(
                Optional.empty(),
                Map.of(),
                List.of(
                        "http.port=" + http,
                        "access.administrator=", // nobody needs one here, so no secret is made
                        "access.strangers=believed",
                        "access.registrants=C,C*,S",
                        "access.base=*:retrieve+discovery," + ORIGINATOR + ":create:23",
                        "targets.loopback=true",
                        "lwm2m.enabled=true",
                        "lwm2m.coap-port=0",
                        "lwm2m.coaps-port=-1",
                        "interworking.operators=" + ORIGINATOR));
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** What is announced has to be there: the requests work as soon as they are printed. */
    private static void awaitDevice(RunningHub hub, Process device) throws InterruptedException {
        var light = Request.retrieve("cse-in/" + DEVICE + "/light/binarySwitch", ORIGINATOR)
                .withId("demo")
                .withPeer(Peer.LOCAL);
        while (!hub.cse().send(light).isSuccess())
            if (device.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS))
                throw new IllegalStateException("the sample device ended with exit code " + device.exitValue());
    }

    /** A device of its own process, which speaks LwM2M over UDP. */
    private static Process device(URI server) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<String>(List.of(java, "-Xmx64m", "-XX:+UseSerialGC", "-cp", classPath()));
        command.addAll(List.of(SampleDevice.class.getName(), "--server", server.toString(), "--endpoint", DEVICE));
        return new ProcessBuilder(command).inheritIO().start();
    }

    private static String classPath() {
        // A relative entry means the folder that we were started in, which the child shares.
        return System.getProperty("java.class.path");
    }

    private static void announce(RunningHub hub, PrintWriter out) {
        var http = hub.addresses().getFirst();
        var headers = " -H 'X-M2M-Origin: " + ORIGINATOR + "' -H 'X-M2M-RI: 1' -H 'X-M2M-RVI: 4'";
        var light = http + "/cse-in/" + DEVICE + "/light/binarySwitch";
        out.println();
        out.println("Entente is ready. A simulated lamp has registered over LwM2M, as a process of its own.");
        out.println();
        out.println("  console              " + http + Console.PATH + "?as=" + ORIGINATOR);
        out.println("  oneM2M over HTTP     " + http + "/cse-in   (as originator " + ORIGINATOR + ")");
        out.println("  LwM2M devices        " + hub.deviceAddresses().getFirst());
        out.println("  health and metrics   " + http + "/readyz");
        out.println();
        out.println("Three requests to try, from another terminal:");
        out.println();
        out.println("1. What temperature does the lamp's thermometer show?");
        out.println("   curl " + http + "/cse-in/" + DEVICE + "/thermometer/temperature" + headers);
        out.println("2. Switch the lamp on; it answers after the device did it (watch for \"light on\" here):");
        out.println("   curl -X PUT " + light + headers
                + " -H 'Content-Type: application/json' -d '{\"cod:binSh\":{\"state\":true}}'");
        out.println("3. Find everything that measures or switches:");
        out.println("   curl '" + http + "/cse-in?fu=1&ty=28'" + headers);
        out.println();
        out.println("Ctrl-C ends the demo.");
        out.flush();
    }

    private static void delete(Path folder) {
        try (var all = Files.walk(folder)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's folder " + folder + " could not be deleted", e);
        }
    }
}
