// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The mosquitto of this machine and its clients, with one user and a password. */
final class Mosquitto implements AutoCloseable {
    static final String USER = "hub";
    static final String PASSWORD = "a secret";

    private final Path folder;
    private final int port;
    private Process process;

    private Mosquitto(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
        var passwords = folder.resolve("passwords");
        run("mosquitto_passwd", "-b", "-c", passwords.toString(), USER, PASSWORD);
        Files.writeString(
                folder.resolve("mosquitto.conf"),
                "listener " + port + " 127.0.0.1\nallow_anonymous false\npassword_file " + passwords + "\nuser root\n");
        this.process = start();
    }

    /** Skips the test where there is no mosquitto. */
    static Mosquitto start(Path folder) throws IOException, InterruptedException {
        assumeThat(program("mosquitto")).as("mosquitto is not installed").isPresent();
        assumeThat(program("mosquitto_pub"))
                .as("mosquitto-clients is not installed")
                .isPresent();
        return new Mosquitto(folder);
    }

    private static Optional<Path> program(String name) {
        return Stream.of("/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/sbin")
                .map(each -> Path.of(each, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Process start() throws IOException {
        var started = new ProcessBuilder(
                        program("mosquitto").orElseThrow().toString(),
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

    int port() {
        return port;
    }

    /** Publishes by mosquitto_pub; further options may follow, such as {@code -r}. */
    void publish(String topic, String payload, String... options) throws IOException, InterruptedException {
        var command = new ArrayList<String>(List.of("mosquitto_pub", "-q", "1", "-h", "127.0.0.1"));
        command.addAll(List.of("-p", Integer.toString(port), "-u", USER, "-P", PASSWORD, "-t", topic, "-m", payload));
        command.addAll(List.of(options));
        run(command.toArray(String[]::new));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        command[0] = program(command[0]).orElseThrow().toString();
        var ran = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(ran.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(ran.waitFor()).as("%s: %s", String.join(" ", command), said).isZero();
    }

    void stop() {
        process.destroy();
        process.onExit().join();
    }

    void startAgain() throws IOException {
        process = start();
    }

    @Override
    public void close() {
        stop();
    }
}
