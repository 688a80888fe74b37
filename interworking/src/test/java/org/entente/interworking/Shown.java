// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What the pages show, for tests that do it. */
public final class Shown {
    private Shown() {}

    /** The rows of a page's table that begins with these headings; what stands between backquotes is meant literally. */
    public static List<List<String>> rows(String page, String headings) throws IOException {
        var lines = Files.readAllLines(Path.of("..", "docs", page));
        int at = lines.indexOf(headings);
        assertThat(at).as("a table in %s that begins with %s", page, headings).isNotNegative();
        var rows = lines.stream()
                .skip(at + 2)
                .takeWhile(line -> line.startsWith("|"))
                .map(Shown::cells)
                .toList();
        assertThat(rows).as("rows below %s", headings).isNotEmpty();
        return rows;
    }

    private static List<String> cells(String row) {
        return Stream.of(row.substring(1, row.lastIndexOf('|')).split("\\|", -1))
                .map(cell -> cell.strip().replaceAll("^`|`$", ""))
                .toList();
    }

    /** The same for the parameters of a test. */
    public static Stream<Arguments> cases(String page, String headings) throws IOException {
        return rows(page, headings).stream().map(row -> Arguments.of(row.toArray()));
    }

    /** The YAML file of a page that begins with a line. */
    public static String file(String page, String firstLine) throws IOException {
        var text = Files.readString(Path.of("..", "docs", page));
        var start = text.indexOf("```yaml\n" + firstLine + "\n");
        assertThat(start)
                .as("a file in %s that begins with %s", page, firstLine)
                .isPositive();
        var body = start + "```yaml\n".length();
        return text.substring(body, text.indexOf("```", body));
    }
}
