// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.entente.app.watch.Reading;
import org.entente.app.watch.Top;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what a hub does, again and again. */
@Command(
        name = "top",
        mixinStandardHelpOptions = true,
        description = "Show what a hub does: requests, store, notices, processor and memory.")
final class TopCommand implements Callable<Integer> {
    private static final int REFUSED = 1;
    private static final int OK = 200;

    @Mixin
    private Remote remote = new Remote();

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "How often to look (default: ${DEFAULT-VALUE}).")
    private int everySeconds;

    @Option(names = "--times", paramLabel = "NUMBER", description = "How often to print; for ever if not given.")
    private int times = Integer.MAX_VALUE;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (spec == null) throw new IllegalStateException("the command line did not start this command");
        var out = spec.commandLine().getOut();
        var client = HttpClient.newBuilder().connectTimeout(remote.timeout());
        remote.config().tls().ifPresent(client::sslContext);
        try (var http = client.build()) {
            return show(http, out);
        }
    }

    private int show(HttpClient http, PrintWriter out) throws IOException, InterruptedException {
        var before = reading(http, out);
        for (int i = 0; i < times && before != null; i++) {
            Thread.sleep(Duration.ofSeconds(everySeconds));
            var now = reading(http, out);
            if (now != null) out.println(new Top(before, now).text());
            out.flush();
            before = now;
        }
        return before == null ? REFUSED : 0;
    }

    /** Null if the hub refuses; it has said why. */
    private @Nullable Reading reading(HttpClient http, PrintWriter out) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(remote.cse().resolve("/metrics")).timeout(remote.timeout());
        remote.secret().ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
        var answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() == OK) return Reading.of(System.nanoTime() / 1e9, answer.body());
        out.println(answer.body());
        return null;
    }
}
