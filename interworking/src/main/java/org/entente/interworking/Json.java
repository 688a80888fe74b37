// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.stream.Collectors;
import org.entente.model.Value;

/** Writes values as JSON text for transparent containers. RFC 8259. */
public final class Json {
    private Json() {}

    public static String text(Value value) {
        return switch (value) {
            case Value.Text(var text) -> quoted(text);
            case Value.Whole(var number) -> Long.toString(number);
            case Value.Real(var number) -> Double.isFinite(number) ? Double.toString(number) : "null";
            case Value.Bool(var truth) -> Boolean.toString(truth);
            case Value.Items(var values) -> values.stream().map(Json::text).collect(Collectors.joining(",", "[", "]"));
            case Value.Fields(var members) ->
                members.entrySet().stream()
                        .map(entry -> quoted(entry.getKey()) + ":" + text(entry.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
            case Value.Deleted _ -> "null";
        };
    }

    private static String quoted(String text) {
        var out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c < ' ')
                out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            else out.append(c);
        }
        return out.append('"').toString();
    }
}
