// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.entente.codec.Json;
import org.entente.model.Value;

/** Shows a value as indented lines, a member on each, for people. */
final class Indented {
    private Indented() {}

    static void append(Value value, String indent, List<String> lines) {
        switch (value) {
            case Value.Fields(var members) ->
                members.forEach((name, member) -> {
                    if (isSimple(member)) lines.add(indent + name + ": " + plain(member));
                    else {
                        lines.add(indent + name + ":");
                        append(member, indent + "  ", lines);
                    }
                });
            case Value.Items(var values) ->
                values.forEach(each -> {
                    if (isSimple(each)) lines.add(indent + "- " + plain(each));
                    else {
                        lines.add(indent + "-");
                        append(each, indent + "  ", lines);
                    }
                });
            case Value.Text _, Value.Whole _, Value.Real _, Value.Bool _, Value.Deleted _ ->
                lines.add(indent + plain(value));
        }
    }

    private static boolean isSimple(Value value) {
        return switch (value) {
            case Value.Fields(var members) -> members.isEmpty();
            case Value.Items(var values) -> values.stream().noneMatch(Value.Fields.class::isInstance);
            case Value.Text _, Value.Whole _, Value.Real _, Value.Bool _, Value.Deleted _ -> true;
        };
    }

    private static String plain(Value value) {
        return value instanceof Value.Text(var text)
                ? text
                : new String(Json.STRICT.write(value), StandardCharsets.UTF_8);
    }
}
