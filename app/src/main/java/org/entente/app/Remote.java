// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.entente.bindings.http.HttpClientConfig;
import org.entente.bindings.http.HttpClientMca;
import org.entente.security.Secret;
import org.entente.security.Tls;
import org.entente.security.TlsFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a command asks a CSE over HTTP. */
final class Remote {
    @Option(names = "--over", paramLabel = "URL", description = "Where the CSE is: ${DEFAULT-VALUE}.")
    private URI cse = URI.create("http://127.0.0.1:8080");

    @Option(names = "--from", paramLabel = "ORIGINATOR", required = true, description = "Who asks.")
    private String from = "";

    @Option(
            names = "--credential-file",
            paramLabel = "FILE",
            description = "A file whose first line is the bearer's secret.")
    private @Nullable Path credential;

    @Option(
            names = "--trusted",
            paramLabel = "FILE",
            description = "A PEM file with the authorities to trust for https.")
    private @Nullable Path trusted;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long to wait for an answer: ${DEFAULT-VALUE}.")
    private int timeoutSeconds = 30;

    URI cse() {
        return cse;
    }

    String from() {
        return from;
    }

    Duration timeout() {
        return Duration.ofSeconds(timeoutSeconds);
    }

    HttpClientConfig config() {
        return trusted == null
                ? HttpClientConfig.DEFAULT
                : HttpClientConfig.DEFAULT.withTls(Tls.client(TlsFiles.client(trusted), InstantSource.system()));
    }

    /** To be closed. */
    HttpClientMca open() throws IOException {
        return new HttpClientMca(cse, secret(), timeout(), config());
    }

    Optional<Secret> secret() throws IOException {
        if (credential == null) return Optional.empty();
        return Files.readAllLines(credential).stream()
                .findFirst()
                .map(String::strip)
                .map(Secret::new);
    }
}
