// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the pages show, for tests that do it. */
public final class Shown {
    private Shown() {}

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
