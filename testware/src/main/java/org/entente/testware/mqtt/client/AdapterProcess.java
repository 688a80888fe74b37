// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client behind a program that speaks the protocol of the upper tester on its standard input and output. */
public final class AdapterProcess implements UpperTester {
    private static final String JAVA = "java";

    /** The adapters that come with the program, by name, and what runs them. */
    private static final Map<String, List<String>> READY = Map.of(
            "mosquitto", List.of("bash", "mosquitto.sh"),
            "mqtt.js", List.of("node", "mqtt-js.cjs"),
            "hivemq", List.of(JAVA, "Hivemq.java"));

    private final String name;
    private final List<String> command;

    private AdapterProcess(String name, List<String> command) {
        this.name = name;
        this.command = List.copyOf(command);
    }

    /** A ready adapter by its name, or any program by its path. */
    public static AdapterProcess of(String nameOrPath) throws IOException {
        var ready = READY.get(nameOrPath);
        if (ready == null) {
            return new AdapterProcess(nameOrPath, List.of(nameOrPath));
        }
        var folder = Files.createTempDirectory("entente-adapter");
        var file = folder.resolve(ready.getLast());
        try (var in = AdapterProcess.class.getResourceAsStream(ready.getLast())) {
            if (in == null) {
                throw new IllegalStateException(ready.getLast() + " is not in the program");
            }
            Files.copy(in, file);
        }
        folder.toFile().deleteOnExit();
        file.toFile().deleteOnExit();
        return ready.getFirst().equals(JAVA)
                ? new AdapterProcess(nameOrPath, compiled(ready.getLast(), folder))
                : new AdapterProcess(nameOrPath, List.of(ready.getFirst(), file.toString()));
    }

    /** Compiled once, since each case starts a client of its own. */
    private static List<String> compiled(String source, Path folder) throws IOException {
        var javac = new ProcessBuilder(
                        program("javac"),
                        "-nowarn",
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
        var path =
                folder + System.getProperty("path.separator") + System.getenv().getOrDefault("CLASSPATH", "");
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
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
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
        } catch (java.io.UncheckedIOException | IOException e) {
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
