// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.entente.testware.Comparison;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows where two test runs differ. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Show where two runs differ: of one product before and after a change, or of two products.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the same verdicts",
            "3:something fails in the second that does not in the first",
            "4:other differences"
        })
final class TestCompareCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "ONE", description = "The report.json of a run.")
    private Path one = Path.of("");

    @Parameters(index = "1", paramLabel = "OTHER", description = "The report.json of another run.")
    private Path other = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (spec == null) throw new IllegalStateException("the command line did not start this command");
        try (var first = Files.newBufferedReader(one);
                var second = Files.newBufferedReader(other)) {
            var comparison = Comparison.of(first, second);
            comparison.print(spec.commandLine().getOut());
            return comparison.exitCode();
        }
    }
}
