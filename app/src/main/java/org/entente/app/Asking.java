// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.entente.security.Secret;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that asks a CSE, over whatever binding. */
final class Asking {
    @Option(
            names = "--credential-file",
            paramLabel = "FILE",
            description = "A file whose first line is the bearer's secret.")
    private @Nullable Path credential;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long to wait for an answer: ${DEFAULT-VALUE}.")
    private int timeoutSeconds = 30;

    /** @throws IllegalArgumentException if it is none */
    Duration timeout() {
        if (timeoutSeconds < 1)
            throw new IllegalArgumentException("--timeout is a number of seconds from 1, not " + timeoutSeconds);
        return Duration.ofSeconds(timeoutSeconds);
    }

    Optional<Secret> secret() {
        return Optional.ofNullable(credential).map(Secret::in);
    }
}
