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
import java.util.function.BooleanSupplier;
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
        description = "Run a hub with sample devices, open on this machine only, and print three requests to try.")
final class DemoCommand implements Callable<Integer> {
    /** The originator of the requests that are printed: it may do everything with the devices. */
    static final String ORIGINATOR = "CDemo";

    private static final int USUAL_PORT = 8080;
    private static final String DEVICE = "sample-lamp";
    private static final String LIGHT = DEVICE + "/light/binarySwitch";
    private static final String HEADERS = " -H 'X-M2M-Origin: " + ORIGINATOR + "' -H 'X-M2M-RI: 1' -H 'X-M2M-RVI: 4'";
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    @Option(names = "--port", paramLabel = "N", description = "The HTTP port; 8080, or any free one if it is taken.")
    private @Nullable Integer port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep what lasts in this folder; otherwise it goes when the demo ends.")
    private @Nullable Path data;

    @Option(
            names = "--topology",
            paramLabel = "WHICH",
            description = "single: one process with the device. in-mn: an IN-CSE, and an MN-CSE with the device in a"
                    + " process of its own.")
    private Topology topology = Topology.single;

    @Spec
    private @Nullable CommandSpec spec;

    /** How many CSEs there are, as one types it. */
    enum Topology {
        single,
        in_mn;

        @Override
        public String toString() {
            return name().replace('_', '-');
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (spec == null) throw new IllegalStateException("the command line did not start this command");
        var out = spec.commandLine().getOut();
        var folder = data == null ? Files.createTempDirectory("entente-demo-") : data;
        var running = new Running();
        try {
            if (topology == Topology.in_mn) twoNodes(folder, running, out);
            else oneNode(folder, running, out);
        } finally {
            if (data == null) delete(folder);
            running.ended();
        }
        return 0;
    }

    private void oneNode(Path folder, Running running, PrintWriter out) throws IOException, InterruptedException {
        try (var samples = SampleDevices.start(folder.resolve("devices"));
                var hub = RunningHub.start(configuration(withDevices(samples)), folder)) {
            running.onSignal();
            var lwm2m = hub.deviceAddresses().getFirst();
            var device = device(lwm2m);
            try {
                awaitAnswer(hub, "cse-in/" + LIGHT, device, () -> false);
                for (var path : SampleDevices.RESOURCES) awaitAnswer(hub, "cse-in/" + path, device, () -> false);
                announce(hub, out);
                running.await();
            } finally {
                device.destroy();
                device.waitFor();
            }
        }
    }

    /** The device is at the MN-CSE, in the field; who asks is at the IN-CSE. */
    private void twoNodes(Path folder, Running running, PrintWriter out) throws IOException, InterruptedException {
        var infrastructure = configuration(List.of("access.cses=" + MiddleNode.CSE_ID));
        var field = open(withDevice(ORIGINATOR + ",/id-in/" + ORIGINATOR));
        try (var in = RunningHub.start(infrastructure, folder.resolve("in"));
                var mn = MiddleNode.start(in.addresses().getFirst(), 0, folder.resolve("mn"), field)) {
            running.onSignal();
            var device = device(mn.devices());
            try {
                var light = MiddleNode.CSE_ID + "/" + MiddleNode.NAME + "/" + LIGHT;
                awaitAnswer(in, light, device, mn::hasEnded);
                announce(in, mn.http(), out);
                running.await();
            } finally {
                device.destroy();
                device.waitFor();
            }
        }
    }

    /** Open for whoever is on this machine, closed for everybody else. */
    private Configuration configuration(List<String> further) {
        int http = port != null ? port : isFree(USUAL_PORT) ? USUAL_PORT : 0;
        var all = new ArrayList<>(open(further));
        all.add("http.port=" + http);
        return Configuration.read(Optional.empty(), Map.of(), all);
    }

    private static List<String> open(List<String> further) {
        var all = new ArrayList<>(List.of(
                "access.administrator=", // nobody needs one here, so no secret is made
                "access.strangers=believed",
                "access.registrants=C,C*,S",
                "access.base=all:retrieve+discovery," + ORIGINATOR + ":create:23",
                "targets.loopback=true"));
        all.addAll(further);
        return all;
    }

    private static List<String> withDevices(SampleDevices samples) throws IOException {
        var all = new ArrayList<>(withDevice(ORIGINATOR));
        all.addAll(samples.settings());
        return all;
    }

    private static List<String> withDevice(String operators) {
        return List.of(
                "lwm2m.enabled=true",
                "lwm2m.coap-port=0",
                "lwm2m.coaps-port=-1",
                "interworking.operators=" + operators);
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** What is announced has to be there: the requests work as soon as they are printed. */
    private static void awaitAnswer(RunningHub hub, String light, Process device, BooleanSupplier isOver)
            throws InterruptedException {
        var request = Request.retrieve(light, ORIGINATOR).withId("demo").withPeer(Peer.LOCAL);
        while (!hub.cse().send(request).isSuccess()) {
            if (isOver.getAsBoolean()) throw new IllegalStateException("the MN-CSE has ended");
            if (device.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS))
                throw new IllegalStateException("the sample device ended with exit code " + device.exitValue());
        }
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
        var light = http + "/cse-in/" + LIGHT;
        out.println();
        out.println(
                "Entente is ready. Simulated devices have come in: a lamp by LwM2M, as a process of its own, a boiler");
        out.println("by Modbus, a plug by MQTT, a pump by OPC UA and a light by OCF.");
        out.println();
        out.println("  console              " + http + Console.PATH + "?as=" + ORIGINATOR);
        out.println("  oneM2M over HTTP     " + http + "/cse-in   (as originator " + ORIGINATOR + ")");
        out.println("  LwM2M devices        " + hub.deviceAddresses().getFirst());
        out.println("  health and metrics   " + http + "/readyz");
        out.println();
        out.println("Three requests to try, from another terminal:");
        out.println();
        out.println("1. What temperature does the lamp's thermometer show?");
        out.println("   curl " + http + "/cse-in/" + DEVICE + "/thermometer/temperature" + HEADERS);
        out.println("2. Switch the lamp on; it answers after the device did it (watch for \"light on\" here):");
        out.println("   curl -X PUT " + light + HEADERS
                + " -H 'Content-Type: application/json' -d '{\"cod:binSh\":{\"state\":true}}'");
        out.println("3. Find everything that measures or switches:");
        out.println("   curl '" + http + "/cse-in?fu=1&ty=28'" + HEADERS);
        out.println();
        out.println("Ctrl-C ends the demo.");
        out.flush();
    }

    private static void announce(RunningHub in, URI mn, PrintWriter out) {
        var http = in.addresses().getFirst();
        var there = http + "/~" + MiddleNode.CSE_ID + "/" + MiddleNode.NAME;
        out.println();
        out.println("Entente is ready as two processes: an IN-CSE, and an MN-CSE that has registered with it.");
        out.println("A simulated lamp has registered over LwM2M at the MN-CSE.");
        out.println();
        out.println("  IN-CSE /id-in        " + http + "/cse-in");
        out.println("  MN-CSE /id-mn        " + mn + "/" + MiddleNode.NAME);
        out.println();
        out.println("Four requests to try, from another terminal:");
        out.println();
        out.println("1. Ask the IN-CSE for the temperature that the lamp at the MN-CSE measures:");
        out.println("   curl " + there + "/" + DEVICE + "/thermometer/temperature" + HEADERS);
        out.println("2. Switch the lamp on, through both (watch for \"light on\" here):");
        out.println("   curl -X PUT " + there + "/" + LIGHT + HEADERS
                + " -H 'Content-Type: application/json' -d '{\"cod:binSh\":{\"state\":true}}'");
        out.println("3. Ask the MN-CSE for what the IN-CSE says of itself, the other way round:");
        out.println("   curl " + mn + "/~/id-in/cse-in" + HEADERS);
        out.println("4. Find everything that measures or switches at the MN-CSE:");
        out.println("   curl '" + there + "?fu=1&ty=28'" + HEADERS);
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
