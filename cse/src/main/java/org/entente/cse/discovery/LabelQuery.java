// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.entente.cse.store.View;
import org.entente.model.Reason;
import org.entente.model.Refused;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Expressions over labels of the form key or key:value, one of which has to be true. TS-0004 §7.3.3.17.16. */
final class LabelQuery implements Condition {
    private static final String WORD = "([^\\s(),]+)";
    private static final Pattern NOT = Pattern.compile("NT\\s+" + WORD);
    private static final Pattern COMPARED = Pattern.compile(WORD + "\\s+(EQ|NE)\\s+" + WORD);
    private static final Pattern LISTED = Pattern.compile(WORD + "\\s+(IN|NI)\\s*\\(([^()]*)\\)");
    private static final Pattern PLAIN = Pattern.compile(WORD);

    private final List<Predicate<List<String>>> expressions = new ArrayList<>();

    /** @throws Refused BAD_REQUEST if an expression cannot be understood */
    LabelQuery(String query) {
        for (var each : split(query)) expressions.add(expression(each.strip()));
    }

    @Override
    public boolean holds(Resource resource, View view) {
        var labels = resource.texts(Attributes.LBL);
        for (var expression : expressions) if (expression.test(labels)) return true;
        return false;
    }

    /** At the commas outside parentheses. */
    private static List<String> split(String query) {
        var parts = new ArrayList<String>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c == '(') depth++;
            else if (c == ')') depth--;
            else if (c == ',' && depth == 0) {
                parts.add(query.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(query.substring(from));
        return parts;
    }

    private static Predicate<List<String>> expression(String text) {
        var not = NOT.matcher(text);
        if (not.matches()) return labels -> !hasKey(labels, not.group(1));
        var compared = COMPARED.matcher(text);
        if (compared.matches())
            return valued(
                    compared.group(1),
                    Set.of(compared.group(3)),
                    compared.group(2).equals("EQ"));
        var listed = LISTED.matcher(text);
        if (listed.matches())
            return valued(
                    listed.group(1),
                    values(listed.group(3), text),
                    listed.group(2).equals("IN"));
        if (!PLAIN.matcher(text).matches()) throw malformed(text);
        return text.indexOf(':') >= 0 ? labels -> labels.contains(text) : labels -> hasKey(labels, text);
    }

    private static Set<String> values(String list, String text) {
        var values = new ArrayList<String>();
        for (var each : list.split(",", -1)) {
            if (each.isBlank()) throw malformed(text);
            values.add(each.strip());
        }
        return Set.copyOf(values);
    }

    /** Labels have the key with a value, and one of the values is among these; or none of them is. */
    private static Predicate<List<String>> valued(String key, Set<String> values, boolean among) {
        var prefix = key + ":";
        return labels -> {
            boolean found = false;
            boolean listed = false;
            for (var label : labels) {
                if (!label.startsWith(prefix)) continue;
                found = true;
                listed |= values.contains(label.substring(prefix.length()));
            }
            return found && listed == among;
        };
    }

    private static boolean hasKey(List<String> labels, String key) {
        var prefix = key + ":";
        for (var label : labels) if (label.equals(key) || label.startsWith(prefix)) return true;
        return false;
    }

    private static Refused malformed(String text) {
        var shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return Refused.badRequest("lbq has no expression such as \"color IN (red, green)\" in \"" + shown + "\"")
                .about("lbq")
                .because(Reason.PARAMETER_VALUE);
    }
}
