// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Keeps the pages true: what they point to exists. */
class DocumentationTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern SOURCE = Pattern.compile("(?:\\w[\\w-]*/)*\\w+\\.java\\b");
    private static final Pattern COMMAND = Pattern.compile("\\./entente ([a-z][a-z-]*)");
    private static final Pattern VERSION = Pattern.compile("\\s*<([\\w-]+)\\.version>([^<]+)</.*");
    private static final Pattern HEADING = Pattern.compile("^#+ +(.*)$");

    @Test
    void pages_are_found() {
        assertThat(Sources.endingWith(".md")).contains(Path.of("README.md"), Path.of("ARCHITECTURE.md"));
    }

    @Test
    void every_relative_link_leads_somewhere() {
        assertThat(findings(LINK, (page, match) -> linkLeads(page, match.group(1))))
                .isEmpty();
    }

    @Test
    void every_source_file_that_a_page_names_exists() {
        var sources = Sources.endingWith(".java").stream().map(Path::toString).toList();

        var gone = findings(
                SOURCE,
                (page, match) -> sources.stream().anyMatch(source -> ("/" + source).endsWith("/" + match.group())));

        assertThat(gone).isEmpty();
    }

    @Test
    void every_command_that_a_page_shows_exists() {
        var commands = new CommandLine(new Main()).getSubcommands().keySet();

        assertThat(findings(COMMAND, (page, match) -> commands.contains(match.group(1))))
                .isEmpty();
    }

    @Test
    void every_pinned_version_stands_in_a_decision() {
        var pages = Sources.endingWith(".md").stream()
                .filter(page -> page.startsWith("decisions"))
                .flatMap(page -> Sources.lines(page).stream())
                .toList();

        var undecided = Sources.lines(Path.of("pom.xml")).stream()
                .map(VERSION::matcher)
                .filter(Matcher::matches)
                .filter(version -> pages.stream().noneMatch(line -> line.contains(version.group(2))))
                .map(version -> version.group(1) + " " + version.group(2))
                .toList();

        assertThat(undecided).isEmpty();
    }

    private static List<String> findings(Pattern pattern, BiFunction<Path, MatchResult, Boolean> holds) {
        var findings = new ArrayList<String>();
        for (var page : Sources.endingWith(".md")) {
            for (var line : Sources.lines(page)) {
                pattern.matcher(line)
                        .results()
                        .filter(match -> !holds.apply(page, match))
                        .forEach(match -> findings.add(page + ": " + match.group()));
            }
        }
        return findings;
    }

    private static boolean linkLeads(Path page, String link) {
        if (link.matches("[a-z]+:.*")) return true;
        var parts = link.split("#", 2);
        var beside = Sources.root().resolve(page).resolveSibling(parts[0]);
        var target = parts[0].isEmpty() ? Sources.root().resolve(page) : beside;
        if (!Files.exists(target)) return false;
        return parts.length == 1 || anchors(target).anyMatch(parts[1]::equals);
    }

    /** The anchors that forges make of headings: lower case, blanks to hyphens, no other punctuation. */
    private static Stream<String> anchors(Path page) {
        return Sources.lines(Sources.root().relativize(page.normalize())).stream()
                .map(HEADING::matcher)
                .filter(Matcher::matches)
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-'));
    }
}
