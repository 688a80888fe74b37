// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.entente.bindings.http.HttpClientConfig;
import org.entente.client.Client;
import org.entente.client.ClientSettings;
import org.entente.security.Secret;
import org.entente.security.Tls;
import org.entente.security.TlsFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options by which a command asks a CSE. */
final class Remote {
    @Option(
            names = "--over",
            paramLabel = "URL",
            converter = Where.class,
            description =
                    "Where the CSE is, over any binding as for entente request; top and trace go over http or https:"
                            + " ${DEFAULT-VALUE}.")
    private URI cse = URI.create("http://127.0.0.1:8080");

    @Option(names = "--from", paramLabel = "ORIGINATOR", required = true, description = "Who asks.")
    private String from = "";

    @Mixin
    private final Asking asking = new Asking();

    @Option(
            names = "--trusted",
            paramLabel = "FILE",
            description = "A PEM file with the authorities to trust for https and the like.")
    private @Nullable Path trusted;

    URI cse() {
        return cse;
    }

    String from() {
        return from;
    }

    Duration timeout() {
        return asking.timeout();
    }

    HttpClientConfig config() {
        return trusted == null
                ? HttpClientConfig.DEFAULT
                : HttpClientConfig.DEFAULT.withTls(Tls.client(TlsFiles.client(trusted), InstantSource.system()));
    }

    /** To be closed. */
    Client open() {
        var settings = ClientSettings.to(cse.toString())
                .as(from)
                .within(timeout())
                .knowing(RequestCommand.TYPES)
                .trusting(new TlsFiles(Optional.empty(), Optional.empty(), Optional.ofNullable(trusted)));
        return Client.connect(secret().map(settings::showing).orElse(settings));
    }

    Optional<Secret> secret() {
        return asking.secret();
    }
}
