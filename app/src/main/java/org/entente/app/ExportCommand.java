// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.entente.app.transfer.Export;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a subtree as one originator sees it. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Print a resource and all below it, one line of JSON each, for entente import.")
final class ExportCommand implements Callable<Integer> {
    @Mixin
    private Remote remote = new Remote();

    @Mixin
    private Settings settings = new Settings();

    @Parameters(paramLabel = "ADDRESS", description = "The resource, such as cse-in/app.")
    private String address = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (spec == null) throw new IllegalStateException("the command line did not start this command");
        var out = spec.commandLine().getOut();
        var types = RunningHub.types(settings.read(List.of()));
        try (var hub = remote.open()) {
            for (var line : Export.of(hub::send, remote.from(), types, address))
                out.println(new String(line, StandardCharsets.UTF_8));
        }
        out.flush();
        return 0;
    }
}
