// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.testware.Profile;
import org.entente.testware.mqtt.wire.Endpoint;
import org.entente.testware.mqtt.wire.Version;

/** A broker that others wrote and {@code ./verify --full} has put aside, started on a port of its own. */
final class Product implements Closeable {
    private static final Path PEERS = Path.of("..", "target", "peers");
    private static final Path LAUNCHERS = Path.of("products");
    private static final int STARTS = 3;

    /** Which product, by the name of its folder and of its tables of verdicts. */
    enum Kind {
        HIVEMQ("hivemq-ce-2025.5", "HivemqBroker.java", Parameters.ASSUMED),
        ARTEMIS("artemis-2.55.0", "ArtemisBroker.java", Parameters.ASSUMED),
        AEDES(
                "aedes-1.2.0",
                "aedes-broker.cjs",
                ReferenceBroker.profile().with(Parameters.KEEP_ALIVE_TOLERANCE, "6000"));

        final String folder;
        final Profile profile;
        private final String launcher;

        Kind(String folder, String launcher, Profile profile) {
            this.folder = folder;
            this.launcher = launcher;
            this.profile = profile;
        }

        boolean isInstalled() {
            return Files.isDirectory(PEERS.resolve(folder));
        }

        /** The versions it speaks: those that have a table of verdicts. */
        boolean speaks(Version version) {
            return version == Version.V311 || this != AEDES;
        }

        /** Its own packages, and those of the client that brings a WebSocket server along. */
        private String modules() {
            return Stream.of(folder, "mqtt-5.16.0")
                    .map(peer -> PEERS.resolve(peer)
                            .resolve("node_modules")
                            .toAbsolutePath()
                            .toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }

        private List<String> command() {
            var home = PEERS.resolve(folder);
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            return launcher.endsWith(".java")
                    ? List.of(
                            java,
                            "-cp",
                            home + "/*",
                            LAUNCHERS.resolve(launcher).toString())
                    : List.of("node", LAUNCHERS.resolve(launcher).toString());
        }
    }

    private final Process process;
    private final BufferedReader output;
    private final Path folder = Files.createTempDirectory("product");
    private final Map<String, Integer> ports;

    /** Starts it anew where somebody else has taken one of the ports in the meantime. */
    static Product start(Kind kind) throws IOException {
        for (int i = 0; i < STARTS; i++) {
            var product = new Product(kind);
            if (product.ports.values().stream().allMatch(Product::listening)) {
                return product;
            }
            product.close();
        }
        throw new IOException(kind.folder + " does not listen on its ports");
    }

    private static boolean listening(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private Product(Kind kind) throws IOException {
        this.ports = freePorts("mqtt", "mqtts", "ws");
        var keys = folder.resolve("keys.p12");
        TlsTest.keytool(keys, "-genkeypair", "-alias", "broker", "-keyalg", "EC", "-dname", "CN=broker");
        var told = new TreeMap<String, String>();
        ports.forEach((scheme, port) -> told.put(scheme, String.valueOf(port)));
        told.put("folder", folder.toString());
        told.put("keys", keys.toString());
        told.put("secret", TlsTest.SECRET);
        told.put("user", ReferenceBroker.USER);
        told.put("password", ReferenceBroker.PASSWORD);
        told.put("restricted", ReferenceBroker.RESTRICTED_TOPIC);
        var arguments = told.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue());
        var builder = new ProcessBuilder(
                Stream.concat(kind.command().stream(), arguments).toList());
        builder.environment().put("NODE_PATH", kind.modules());
        this.process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        this.output = process.inputReader();
        awaitReady();
        // What it logs from now on is nobody's, but must not fill the pipe.
        Thread.ofVirtual().start(() -> output.lines().forEach(line -> {}));
    }

    /** All at the same time, so that they differ. */
    private static Map<String, Integer> freePorts(String... schemes) throws IOException {
        var ports = new TreeMap<String, Integer>();
        var sockets = new ArrayList<ServerSocket>();
        for (var scheme : schemes) {
            sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            ports.put(scheme, sockets.getLast().getLocalPort());
        }
        for (var socket : sockets) {
            socket.close();
        }
        return ports;
    }

    private void awaitReady() throws IOException {
        for (var line = output.readLine(); !"ready".equals(line); line = output.readLine()) {
            if (line == null) {
                throw new IOException("the product ended before it was ready");
            }
        }
    }

    /** Where it listens for a scheme: {@code mqtt}, {@code mqtts} or {@code ws}. */
    Endpoint endpoint(String scheme) {
        return Endpoint.parse(scheme + "://127.0.0.1:" + ports.get(scheme) + "/mqtt");
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        process.onExit().join();
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
