// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** The mosquitto of this machine on a free port; it can be stopped and started again with what it has kept. */
final class Mosquitto implements AutoCloseable {
    private final Path folder;
    private final int port;
    private Process process;

    private Mosquitto(Path folder) throws IOException {
        this.folder = folder;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
        Files.writeString(
                folder.resolve("mosquitto.conf"),
                "listener " + port + " 127.0.0.1\nallow_anonymous true\npersistence true\nautosave_on_changes true\n"
                        + "autosave_interval 1\npersistence_location " + folder + "/\nuser root\n");
        this.process = run();
    }

    /** Skips the test where there is no mosquitto. */
    static Mosquitto start(Path folder) throws IOException {
        assumeThat(program()).as("mosquitto is not installed").isPresent();
        return new Mosquitto(folder);
    }

    private static Optional<Path> program() {
        return Stream.of("/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/sbin")
                .map(each -> Path.of(each, "mosquitto"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Process run() throws IOException {
        var started = new ProcessBuilder(
                        program().orElseThrow().toString(),
                        "-c",
                        folder.resolve("mosquitto.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(30)).until(this::isListening);
        return started;
    }

    private boolean isListening() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    URI url() {
        return URI.create("mqtt://127.0.0.1:" + port);
    }

    /** Writes down what it has, and ends. */
    void stop() {
        process.destroy();
        process.onExit().join();
    }

    void startAgain() throws IOException {
        process = run();
    }

    @Override
    public void close() {
        stop();
    }
}
