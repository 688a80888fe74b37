// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.entente.app.transfer.Import;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Creates again what an export printed. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Create the resources of an export under a parent: all of them, or none and why.")
final class ImportCommand implements Callable<Integer> {
    private static final int REFUSED = 1;

    @Mixin
    private Remote remote = new Remote();

    @Parameters(index = "0", paramLabel = "FILE", description = "What entente export printed.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "PARENT", description = "Under which resource, such as cse-in.")
    private String parent = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (spec == null) throw new IllegalStateException("the command line did not start this command");
        var out = spec.commandLine().getOut();
        var lines = Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList();
        try (var hub = remote.open()) {
            var outcome = Import.of(hub::send, remote.from(), parent, lines);
            outcome.refusals().forEach(out::println);
            out.println(outcome.created() + " resources are created");
            out.flush();
            return outcome.refusals().isEmpty() ? 0 : REFUSED;
        }
    }
}
