// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.entente.testware.Profile;
import org.entente.testware.mqtt.wire.Endpoint;
import org.entente.testware.mqtt.wire.Version;

/** A broker that others wrote and {@code ./verify --full} has put aside, started on a port of its own. */
final class Product implements Closeable {
    private static final Path PEERS = Path.of("..", "target", "peers");
    private static final Path LAUNCHERS = Path.of("products");

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
    private final int port;

    Product(Kind kind) throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
        var told = Stream.of(
                String.valueOf(port),
                folder.toString(),
                ReferenceBroker.USER,
                ReferenceBroker.PASSWORD,
                ReferenceBroker.RESTRICTED_TOPIC);
        var builder =
                new ProcessBuilder(Stream.concat(kind.command().stream(), told).toList());
        builder.environment()
                .put(
                        "NODE_PATH",
                        PEERS.resolve(kind.folder)
                                .resolve("node_modules")
                                .toAbsolutePath()
                                .toString());
        this.process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        this.output = process.inputReader();
        awaitReady();
        // What it logs from now on is nobody's, but must not fill the pipe.
        Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
    }

    private void awaitReady() throws IOException {
        for (var line = output.readLine(); !"ready".equals(line); line = output.readLine()) {
            if (line == null) {
                throw new IOException("the product ended before it was ready");
            }
        }
    }

    Endpoint endpoint() {
        return new Endpoint("127.0.0.1", port);
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
