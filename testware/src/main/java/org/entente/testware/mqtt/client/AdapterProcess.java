// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A client behind a program that speaks the protocol of the upper tester on its standard input and output. */
public final class AdapterProcess implements UpperTester {
    private static final String JAVA = "java";

    /**
     * An adapter that comes with the program.
     *
     * @param product how the folder of its client begins, if it is put aside among the peers
     */
    private record Ready(String runner, String file, Optional<String> product) {}

    private static final Map<String, Ready> READY = Map.of(
            "mosquitto", new Ready("bash", "mosquitto.sh", Optional.empty()),
            "mqtt.js", new Ready("node", "mqtt-js.cjs", Optional.of("mqtt-")),
            "hivemq", new Ready(JAVA, "Hivemq.java", Optional.of("hivemq-client-")));

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;

    private AdapterProcess(String name, List<String> command, Map<String, String> environment) {
        this.name = name;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
    }

    /**
     * A ready adapter by its name, or any program by its path.
     *
     * @param peers where products are put aside, a folder each; NODE_PATH and CLASSPATH come before it
     */
    public static AdapterProcess of(String nameOrPath, Path peers) throws IOException {
        var ready = READY.get(nameOrPath);
        if (ready == null) {
            return new AdapterProcess(nameOrPath, List.of(nameOrPath), Map.of());
        }
        var folder = Files.createTempDirectory("entente-adapter");
        var file = folder.resolve(ready.file());
        try (var in = AdapterProcess.class.getResourceAsStream(ready.file())) {
            if (in == null) {
                throw new IllegalStateException(ready.file() + " is not in the program");
            }
            Files.copy(in, file);
        }
        folder.toFile().deleteOnExit();
        file.toFile().deleteOnExit();
        var product =
                ready.product().isPresent() ? product(peers, ready.product().get()) : Optional.<Path>empty();
        if (ready.runner().equals(JAVA)) {
            return new AdapterProcess(nameOrPath, compiled(ready.file(), folder, product), Map.of());
        }
        var modules = product.map(
                home -> home.resolve("node_modules").toAbsolutePath().toString());
        return new AdapterProcess(
                nameOrPath,
                List.of(ready.runner(), file.toString()),
                modules.map(path -> Map.of("NODE_PATH", path)).orElse(Map.of()));
    }

    /** The newest version that was put aside. */
    private static Optional<Path> product(Path peers, String begins) throws IOException {
        if (!Files.isDirectory(peers)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(peers)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith(begins))
                    .max(Comparator.naturalOrder());
        }
    }

    /** Compiled once, since each case starts a client of its own. */
    private static List<String> compiled(String source, Path folder, Optional<Path> product) throws IOException {
        var client = System.getenv()
                .getOrDefault("CLASSPATH", product.map(home -> home + "/*").orElse(""));
        var javac = new ProcessBuilder(
                        program("javac"),
                        "-nowarn",
                        "-cp",
                        client,
                        "-d",
                        folder.toString(),
                        folder.resolve(source).toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(javac.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (javac.onExit().join().exitValue() != 0) {
            throw new IOException("the adapter does not compile; is its client on CLASSPATH? "
                    + said.lines().findFirst().orElse(""));
        }
        var path = folder + System.getProperty("path.separator") + client;
        return List.of(program(JAVA), "-XX:TieredStopAtLevel=1", "-cp", path, source.replace(".java", ""));
    }

    /** The Java that runs this program runs an adapter in Java too. */
    private static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Running start(Script script) throws IOException {
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        environment.forEach(builder.environment()::putIfAbsent);
        var process = builder.start();
        var told = new LinkedBlockingQueue<String>();
        Thread.ofVirtual().name("adapter-output").start(() -> listen(process, told));
        var in = process.getOutputStream();
        in.write(script.text().getBytes(StandardCharsets.UTF_8));
        in.flush();
        return new Client(process, told);
    }

    private static void listen(Process process, BlockingQueue<String> told) {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            out.lines().forEach(told::add);
        } catch (UncheckedIOException | IOException e) {
            told.add("failed " + e.getMessage());
        }
    }

    private record Client(Process process, BlockingQueue<String> told) implements Running {
        @Override
        public Optional<String> told(Duration patience) {
            try {
                return Optional.ofNullable(told.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
