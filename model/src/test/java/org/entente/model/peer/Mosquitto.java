// SPDX-License-Identifier: Apache-2.0
package org.entente.model.peer;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The mosquitto of this machine on a free port; it can be stopped and started again with what it has kept. */
public class Mosquitto implements AutoCloseable {
    private final Program program = Program.installed("mosquitto");
    private final Path folder;
    private final KeptPort port = new KeptPort();
    private Process process;

    /**
     * Skips the test where there is no mosquitto.
     *
     * @param folder for its configuration and its log
     * @param settings lines of its configuration; those of a listener are for the one on the port
     */
    public Mosquitto(Path folder, List<String> settings) throws IOException {
        this.folder = folder;
        Files.writeString(
                configuration(),
                "listener " + port.number() + " 127.0.0.1\nuser root\n" + String.join("\n", settings) + "\n");
        this.process = start();
    }

    /** One that lets everybody in, and keeps what it has while it is stopped. */
    public static Mosquitto open(Path folder) throws IOException {
        return new Mosquitto(
                folder,
                List.of(
                        "allow_anonymous true",
                        "persistence true",
                        "persistence_location " + folder + "/",
                        "autosave_on_changes true",
                        "autosave_interval 1"));
    }

    /** The settings by which nobody comes in without a password, and the first whom it knows. */
    public static List<String> guarded(Path folder, String user, String password) throws IOException {
        var passwords = folder.resolve("passwords").toString();
        Program.installed("mosquitto_passwd").run("-b", "-c", passwords, user, password);
        return List.of("allow_anonymous false", "password_file " + passwords);
    }

    private Path configuration() {
        return folder.resolve("mosquitto.conf");
    }

    private Process start() throws IOException {
        var started = program.with("-c", configuration().toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(30)).until(this::isListening);
        return started;
    }

    private boolean isListening() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port.number())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public int port() {
        return port.number();
    }

    /** What it has told of itself since it started. */
    public String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /** Lets it write down what it has, and ends it. */
    public void stop() {
        process.destroy();
        process.onExit().join();
    }

    public void startAgain() throws IOException {
        process = start();
    }

    @Override
    public void close() {
        stop();
        port.close();
    }
}
