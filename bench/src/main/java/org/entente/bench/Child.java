// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that is measured: it speaks in lines. */
final class Child implements AutoCloseable {
    // As ./entente has them, so that what is compared runs alike.
    private static final List<String> JVM = List.of(
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx256m",
            "-XX:MaxNewSize=12m",
            "-XX:+UseSerialGC");

    private final Process process;
    private final BufferedReader out;
    private final PrintWriter in;

    private Child(List<String> command, Map<String, String> environment) throws IOException {
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        process = builder.start();
        out = process.inputReader(StandardCharsets.UTF_8);
        in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    /** A program of its own. */
    static Child program(List<String> command, Map<String, String> environment) throws IOException {
        return new Child(command, environment);
    }

    /** A main class of this module, with the JVM and the class path of this process. */
    static Child main(Class<?> main, String... arguments) throws IOException {
        return main(List.of(), main, arguments);
    }

    /** @param before what stands before the command, such as a tracer */
    static Child main(List<String> before, Class<?> main, String... arguments) throws IOException {
        var command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new Child(command, Map.of());
    }

    /** What follows the words in the first line that begins with them. */
    String await(String words) throws IOException {
        for (var line = out.readLine(); line != null; line = out.readLine())
            if (line.startsWith(words)) return line.substring(words.length()).strip();
        throw new IOException("the process ended without saying \"" + words + "\"");
    }

    void say(String line) {
        in.println(line);
    }

    /** What of its memory is in the machine's, shared pages included. */
    double residentMegabytes() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")))
            if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6;
        throw new IOException("the system does not tell how much memory a process has");
    }

    /** The processor time that it has used so far. */
    double cpuSeconds() {
        return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
