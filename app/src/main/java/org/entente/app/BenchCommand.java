// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Names the command that the launcher takes before the program starts: the benchmarks are no part of it. */
@Command(name = "bench", description = "Measure a hub on this machine beside the limits of what it stands on.")
final class BenchCommand implements Callable<Integer> {
    @Unmatched
    private String[] options = {};

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) throw new IllegalStateException("the command line did not start this command");
        var wanted = String.join(" ", options);
        spec.commandLine().getErr().println("entente: the launcher of the sources measures: ./entente bench " + wanted);
        return ExitCode.USAGE;
    }
}
