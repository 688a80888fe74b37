// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.entente.testware.Catalogue;
import org.entente.testware.Purpose;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Chooses test purposes by their ids, and lists them. */
final class TestPurposes {
    private TestPurposes() {}

    /** Those that match one of the patterns, in which {@code *} stands for anything; all without patterns. */
    static Predicate<Purpose> chosen(Catalogue catalogue, List<String> only, CommandLine line) {
        if (only.isEmpty()) return purpose -> true;
        var patterns = only.stream()
                .map(text -> Pattern.compile(Pattern.quote(text).replace("*", "\\E.*\\Q")))
                .toList();
        Predicate<Purpose> chosen = purpose ->
                patterns.stream().anyMatch(p -> p.matcher(purpose.id()).matches());
        if (catalogue.purposes().values().stream().noneMatch(chosen)) {
            throw new ParameterException(line, "No purpose matches --only " + String.join(",", only));
        }
        return chosen;
    }

    static void list(Catalogue catalogue, Predicate<Purpose> chosen, PrintWriter out) {
        catalogue.purposes().values().stream().filter(chosen).forEach(purpose -> {
            out.println(purpose.id() + "  " + purpose.objective());
            purpose.unbound().ifPresent(reason -> out.println("    no case: " + reason));
        });
        out.flush();
    }
}
