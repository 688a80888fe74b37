// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.entente.testware.Profile;
import org.entente.testware.mqtt.wire.Endpoint;

/** The mosquitto of this machine, with credentials and a topic that nobody may publish on. */
final class Mosquitto implements Closeable {
    private static final Pattern VERSION = Pattern.compile("mosquitto version (\\S+)");

    /** An installed program. */
    record Program(Path path, String version) {
        Mosquitto start() throws IOException {
            return new Mosquitto(this);
        }
    }

    private final Program program;
    private final Process process;
    private final Path folder = Files.createTempDirectory("mosquitto");
    private final int port;
    private final int webSocketPort;

    private Mosquitto(Program program) throws IOException {
        this.program = program;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var more = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
            this.webSocketPort = more.getLocalPort();
        }
        var passwords = folder.resolve("passwords");
        Files.writeString(passwords, ReferenceBroker.USER + ":" + ReferenceBroker.PASSWORD + "\n");
        run("mosquitto_passwd", "-U", passwords.toString());
        Files.writeString(
                folder.resolve("acl"),
                "topic readwrite #\ntopic read $SYS/#\ntopic readwrite $entente/#\ntopic deny "
                        + ReferenceBroker.RESTRICTED_TOPIC + "\nuser " + ReferenceBroker.USER
                        + "\ntopic readwrite #\ntopic readwrite $entente/#\ntopic deny "
                        + ReferenceBroker.RESTRICTED_TOPIC + "\n");
        var config = folder.resolve("mosquitto.conf");
        Files.writeString(
                config,
                "listener " + port + " 127.0.0.1\nlistener " + webSocketPort
                        + " 127.0.0.1\nprotocol websockets\nallow_anonymous false\npassword_file " + passwords
                        + "\nacl_file "
                        + folder.resolve("acl") + "\nuser root\n");
        this.process = new ProcessBuilder(program.path().toString(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(30)).until(this::listening);
    }

    static Optional<Program> find() throws IOException {
        for (var folder : new String[] {"/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin"}) {
            var path = Path.of(folder, "mosquitto");
            if (Files.isExecutable(path)) {
                return Optional.of(new Program(path, version(path)));
            }
        }
        return Optional.empty();
    }

    Endpoint endpoint() {
        return new Endpoint("127.0.0.1", port);
    }

    Endpoint webSocket() {
        return Endpoint.parse("ws://127.0.0.1:" + webSocketPort + "/mqtt");
    }

    String version() {
        return program.version();
    }

    Profile profile() {
        // Its clock counts whole seconds.
        return ReferenceBroker.profile()
                .with(Parameters.KEEP_ALIVE_TOLERANCE, "6000")
                .with(Parameters.EXPIRY_TOLERANCE, "1500");
    }

    private boolean listening() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static String version(Path path) throws IOException {
        var help = new ProcessBuilder(path.toString(), "-h")
                .redirectErrorStream(true)
                .start();
        var text = new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var matcher = VERSION.matcher(text);
        return matcher.find() ? matcher.group(1) : "unknown";
    }

    private static void run(String... command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        process.onExit().join();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        try (Stream<Path> files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
