// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** An MN-CSE as a process of its own, registered with the CSE of this one. TS-0001 §6.1. */
final class MiddleNode implements AutoCloseable {
    static final String CSE_ID = "/id-mn";
    static final String NAME = "cse-mn";

    private static final Pattern HTTP = Pattern.compile("Entente listens on (\\S+)");
    private static final Pattern DEVICES = Pattern.compile("LwM2M devices register at (\\S+)");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Process process;
    private final CompletableFuture<URI> http = new CompletableFuture<>();
    private final CompletableFuture<URI> devices = new CompletableFuture<>();

    private MiddleNode(Process process) {
        this.process = process;
    }

    /** @param further {@code key=value} of its configuration */
    static MiddleNode start(URI registrar, int port, Path data, List<String> further) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(
                java,
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--port",
                Integer.toString(port),
                "--data",
                data.toString()));
        var settings = new ArrayList<>(List.of(
                "cse.id=" + CSE_ID,
                "cse.name=" + NAME,
                "cse.type=mn",
                "registrar.cse-id=/id-in",
                "registrar.url=" + registrar));
        settings.addAll(further);
        for (var each : settings) command.addAll(List.of("--set", each));
        var node = new MiddleNode(
                new ProcessBuilder(command).redirectErrorStream(true).start());
        Thread.ofVirtual().name("mn-output").start(node::listen);
        return node;
    }

    /** Passes on what it prints, and learns from it where it listens. */
    private void listen() {
        try (BufferedReader lines = process.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println("mn | " + line);
                find(HTTP, line, http);
                find(DEVICES, line, devices);
            }
        } catch (IOException e) {
            // The process has ended; who waits for it is told below.
        } finally {
            var ended = new IllegalStateException("the MN-CSE has ended");
            http.completeExceptionally(ended);
            devices.completeExceptionally(ended);
        }
    }

    private static void find(Pattern pattern, String line, CompletableFuture<URI> found) {
        var match = pattern.matcher(line);
        if (match.find()) found.complete(URI.create(match.group(1)));
    }

    URI http() throws InterruptedException {
        return await(http);
    }

    URI devices() throws InterruptedException {
        return await(devices);
    }

    boolean hasEnded() {
        return !process.isAlive();
    }

    private static URI await(CompletableFuture<URI> address) throws InterruptedException {
        try {
            return address.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the MN-CSE ended before it listened", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the MN-CSE does not say where it listens", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
