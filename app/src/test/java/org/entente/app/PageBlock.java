// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a page shows between two fences.
 *
 * @param kind the word behind the first fence
 */
record PageBlock(String kind, String text) {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\\S+");
    private static final Pattern COMMAND = Pattern.compile("(?m)^(?=\\./entente |coap-client|mosquitto_)");

    /** @param page a file in {@code docs} */
    static List<PageBlock> of(String page) {
        var blocks = new ArrayList<PageBlock>();
        var text = new StringBuilder();
        String kind = "";
        boolean isInside = false;
        for (var line : Sources.lines(Path.of("docs", page))) {
            if (!line.startsWith("```")) {
                if (isInside) text.append(line).append('\n');
                continue;
            }
            if (isInside) blocks.add(new PageBlock(kind, text.toString()));
            else kind = line.substring(3);
            isInside = !isInside;
            text.setLength(0);
        }
        return blocks;
    }

    boolean isShell() {
        return kind.equals("sh");
    }

    /** The words of each command, its program first. */
    List<List<String>> commands() {
        return COMMAND.splitAsStream(text.replace("\\\n", " "))
                .filter(each -> !each.isBlank())
                .map(PageBlock::words)
                .toList();
    }

    private static List<String> words(String command) {
        return WORD.matcher(command)
                .results()
                .map(word -> word.group(1) != null ? word.group(1) : word.group())
                .toList();
    }
}
