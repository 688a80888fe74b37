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

/** Prints the tables of all resource types, those of the user's files included. */
@Command(
        name = "types",
        mixinStandardHelpOptions = true,
        description = "Print the tables of all resource types as Markdown, or as JSON.")
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
        var types = RunningHub.types(settings.read(List.of())).all();
        var tables = json
                ? new String(TypeTables.json(types), StandardCharsets.UTF_8)
                : TypeTables.markdown("Resource types", types);
        spec.commandLine().getOut().println(tables);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
