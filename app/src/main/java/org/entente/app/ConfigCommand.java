// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints every key that can be configured. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Print every configuration key with its default, unit and meaning, as YAML that can be edited.")
final class ConfigCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec == null) throw new IllegalStateException("the command line did not start this command");
        print(spec.commandLine().getOut());
    }

    /** Flat YAML: each key is a comment away from being set. */
    static void print(PrintWriter out) {
        out.println("# Every key of Entente. A line without its # sets the key; --set key=value and the");
        out.println("# environment (" + Keys.CSE_ID.variable() + " for " + Keys.CSE_ID.name() + ") do so too.");
        for (var key : Keys.ALL) {
            out.println();
            out.println("# " + key.meaning() + " (" + key.unit() + ")");
            out.println("# " + key.name() + ": " + yaml(key.standard()));
        }
        out.flush();
    }

    /** The same as a page of documentation. */
    static String markdown() {
        var page = new StringBuilder("# Configuration\n\nPrinted by the program; a test compares this page with it. ");
        page.append(
                "`./entente config` prints the same as YAML to edit, `--config FILE` reads it; `--set key=value` and ");
        page.append("the environment (`")
                .append(Keys.CSE_ID.variable())
                .append("` for `")
                .append(Keys.CSE_ID.name());
        page.append(
                "`) win over the file. An unknown key stops the start and names the nearest one; all mistakes are ");
        page.append("told at once, files that are named and are not there among them.\n\n");
        page.append("| key | default | value | meaning |\n| --- | --- | --- | --- |\n");
        for (var key : Keys.ALL) {
            var standard = key.standard().isEmpty() ? "" : "`" + key.standard() + "`";
            page.append("| `")
                    .append(key.name())
                    .append("` | ")
                    .append(standard)
                    .append(" | ");
            page.append(key.unit()).append(" | ").append(key.meaning()).append(" |\n");
        }
        return page.toString();
    }

    private static String yaml(String text) {
        return text.isEmpty() || "*&!|>%@`".indexOf(text.charAt(0)) >= 0 ? '"' + text + '"' : text;
    }
}
