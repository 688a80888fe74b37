// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the last primitives of a hub. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        description = "Print the last primitives that a hub took and sent, if its setting trace.primitives keeps them.")
final class TraceCommand implements Callable<Integer> {
    private static final int REFUSED = 1;
    private static final int OK = 200;

    @Mixin
    private Remote remote = new Remote();

    @Option(names = "--svg", description = "Print a sequence diagram instead of lines.")
    private boolean svg;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (spec == null) throw new IllegalStateException("the command line did not start this command");
        var request = HttpRequest.newBuilder(remote.cse().resolve(TracePage.PATH + (svg ? "?as=svg" : "")))
                .timeout(remote.timeout())
                .header("X-M2M-Origin", remote.from());
        remote.secret().ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
        var client = HttpClient.newBuilder().connectTimeout(remote.timeout());
        remote.config().tls().ifPresent(client::sslContext);
        try (var http = client.build()) {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            spec.commandLine().getOut().print(answer.body());
            spec.commandLine().getOut().flush();
            return answer.statusCode() == OK ? 0 : REFUSED;
        }
    }
}
