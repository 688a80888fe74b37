// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.entente.codec.TypeTables;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what becomes of every resource type, and the tables of all that are here, those of the user's files included. */
@Command(
        name = "types",
        mixinStandardHelpOptions = true,
        description =
                "Print the state of every resource type and the tables of those that are here, as Markdown, or the tables as JSON.")
final class TypesCommand implements Callable<Integer> {
    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--json", description = "Print JSON instead of Markdown.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) throw new IllegalStateException("the command line did not start this command");
        var types = RunningHub.types(settings.read(List.of()));
        var tables =
                json ? new String(TypeTables.json(types.all()), StandardCharsets.UTF_8) : TypeTables.markdown(types);
        spec.commandLine().getOut().println(tables);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
