// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.entente.security.Credentials;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes, lists and removes the secrets by which senders prove which originator they are. */
@Command(
        name = "credentials",
        mixinStandardHelpOptions = true,
        description = "Make, list and remove bearer credentials; a running hub takes them up within a second.")
final class CredentialsCommand {
    /** Its options may stand before the word that says what to do, or behind. */
    @Mixin
    private Settings before = new Settings();

    @Spec
    private @Nullable CommandSpec spec;

    @Command(name = "list", description = "Print each credential's name and its originators; never its secret.")
    int list(@Mixin Settings settings) {
        for (var holder : open(settings).list())
            out().println(holder.name() + "  " + String.join(" ", holder.originators()));
        out().flush();
        return 0;
    }

    @Command(name = "add", description = "Make a credential and print its secret, this once.")
    int add(
            @Mixin Settings settings,
            @Parameters(paramLabel = "NAME", description = "A name for the credential: letters, digits, _ and -.")
                    String name,
            @Parameters(paramLabel = "ORIGINATOR", arity = "1..*", description = "Whom its bearer may be.")
                    List<String> originators) {
        out().println(open(settings).add(name, originators).reveal());
        out().flush();
        return 0;
    }

    @Command(name = "remove", description = "Take a credential away.")
    int remove(
            @Mixin Settings settings,
            @Parameters(paramLabel = "NAME", description = "The credential's name.") String name) {
        if (open(settings).remove(name)) return 0;
        throw new IllegalArgumentException("there is no credential named " + name);
    }

    private Credentials open(Settings behind) {
        var data = Path.of(behind.after(before).read(List.of()).value(StoreKeys.DATA));
        return Credentials.open(data.resolve("credentials"), new SecureRandom(), InstantSource.system());
    }

    private PrintWriter out() {
        if (spec == null) throw new IllegalStateException("the command line did not start this command");
        return spec.commandLine().getOut();
    }
}
