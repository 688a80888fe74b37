// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the plain text form of purposes and statements: a name at the margin, its fields indented below. */
final class Blocks {
    /** A named block with its fields; a field's value may continue on lines indented further. */
    record Block(String name, int line, Map<String, String> fields) {}

    private final String source;
    private final List<Block> blocks = new ArrayList<>();
    private String field = "";

    private Blocks(String source) {
        this.source = source;
    }

    static List<Block> read(String source, String text) {
        var reader = new Blocks(source);
        var lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            reader.line(i + 1, lines.get(i));
        }
        return List.copyOf(reader.blocks);
    }

    private void line(int number, String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        if (line.charAt(0) != ' ') {
            blocks.add(new Block(line.strip(), number, new LinkedHashMap<>()));
        } else if (blocks.isEmpty()) {
            throw new IllegalArgumentException(source + ":" + number + ": a field before the first name");
        } else if (line.startsWith("    ")) {
            blocks.getLast().fields().merge(field, line.strip(), (before, more) -> before + " " + more);
        } else {
            field(number, line.strip());
        }
    }

    private void field(int number, String text) {
        var space = text.indexOf(' ');
        field = space < 0 ? text : text.substring(0, space);
        var value = space < 0 ? "" : text.substring(space).strip();
        if (blocks.getLast().fields().put(field, value) != null) {
            throw new IllegalArgumentException(source + ":" + number + ": field " + field + " twice");
        }
    }
}
