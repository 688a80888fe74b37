// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.entente.security.Authority;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Makes the certificates that TLS and DTLS need, by an authority of one's own. */
@Command(
        name = "certificates",
        mixinStandardHelpOptions = true,
        description = "Make certificates by an authority of your own, for development and closed networks.",
        footer = {
            "",
            "Examples:",
            "  entente certificates server hub.example 127.0.0.1",
            "  entente certificates server mn.example --cse-id //entente.example/id-mn",
            "  entente certificates client Csensor"
        })
final class CertificatesCommand {
    private static final int YEAR = 365;

    @Option(
            names = "--folder",
            scope = ScopeType.INHERIT,
            paramLabel = "FOLDER",
            description = "Where the authority is, made at first, and what it makes: ${DEFAULT-VALUE}.")
    private Path folder = Path.of("certificates");

    @Option(
            names = "--days",
            scope = ScopeType.INHERIT,
            paramLabel = "N",
            description = "How long a new certificate counts: ${DEFAULT-VALUE}.")
    private int days = YEAR;

    @Spec
    private @Nullable CommandSpec spec;

    @Command(name = "server", description = "Make a certificate for a hub, or whoever else others connect to.")
    int server(
            @Parameters(paramLabel = "HOST", arity = "1..*", description = "Names or numbers it is reached by.")
                    List<String> hosts,
            @Option(
                            names = "--cse-id",
                            paramLabel = "CSE-ID",
                            description = "Whom the hub is to other CSEs, such as //entente.example/id-mn.")
                    @Nullable
                    String cse) {
        return print(authority().server(file(hosts), hosts, Optional.ofNullable(cse), Duration.ofDays(days)));
    }

    @Command(name = "client", description = "Make a certificate that speaks for originators.")
    int client(
            @Parameters(paramLabel = "ORIGINATOR", arity = "1..*", description = "Whom its owner may be.")
                    List<String> originators) {
        return print(authority().client(file(originators), originators, Duration.ofDays(days)));
    }

    private Authority authority() {
        return Authority.in(folder, InstantSource.system(), new SecureRandom(), Duration.ofDays(10L * YEAR));
    }

    /** As the first is called, in characters that every file system takes. */
    private static String file(List<String> names) {
        return names.getFirst().replaceAll("[^A-Za-z0-9.-]+", "-");
    }

    private int print(Authority.Issued issued) {
        out().println("authority    " + folder.resolve("authority.pem"));
        out().println("certificate  " + issued.certificate());
        out().println("key          " + issued.key());
        out().flush();
        return 0;
    }

    private PrintWriter out() {
        if (spec == null) throw new IllegalStateException("the command line did not start this command");
        return spec.commandLine().getOut();
    }
}
