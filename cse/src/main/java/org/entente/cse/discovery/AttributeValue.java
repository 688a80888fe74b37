// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.entente.cse.access.Wildcard;
import org.entente.cse.store.Trait;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.type.Resource;

/**
 * An attribute by its short name and what its value has to look like, with {@code *} for any characters. TS-0004 §7.3.3.17.9.
 */
record AttributeValue(String name, Wildcard pattern, String text) {
    // They have criteria of their own. [TS-0004 §7.3.3.17.9]
    private static final Set<String> ELSEWHERE = Set.of("ct", "lt", "st", "et", "lbl", "ty", "cs", "cnf");

    private static final int LONGEST = 255;

    static AttributeValue of(Value value, String where) {
        if (!(value instanceof Value.Fields fields) || fields.text("nm").isEmpty())
            throw Refused.badRequest(where + " must have a name (nm) and a value (val)");
        var name = fields.text("nm").get();
        if (ELSEWHERE.contains(name))
            throw Refused.badRequest(where + " cannot be about " + name + ", which has a criterion of its own");
        if (name.startsWith("_")) throw Refused.badRequest(where + " names no attribute");
        var text = fields.find("val")
                .map(AttributeValue::plain)
                .orElseThrow(() -> Refused.badRequest(where + " must have a value (val)"));
        if (text.length() > LONGEST)
            throw Refused.badRequest(where + " may have a value of at most " + LONGEST + " characters");
        return new AttributeValue(name, new Wildcard(text), text);
    }

    /** What an index knows of these, any of which suffices; empty unless it knows all. */
    static Set<Trait> traits(List<Value> values) {
        var traits = new HashSet<Trait>();
        for (var value : values) {
            var wanted = of(value, "atr");
            if (!Trait.isIndexed(wanted.name()) || wanted.text().indexOf('*') >= 0) return Set.of();
            traits.add(new Trait(wanted.name(), wanted.text()));
        }
        return traits;
    }

    boolean matches(Resource resource) {
        var actual = resource.attributes().get(name);
        return actual != null && matches(actual);
    }

    private boolean matches(Value actual) {
        return switch (actual) {
            case Value.Text(var value) -> pattern.matches(value);
            case Value.Whole _, Value.Bool _ -> pattern.matches(plain(actual));
            case Value.Real(var number) -> pattern.matches(plain(actual)) || isNumber(number);
            case Value.Items(var values) -> values.stream().anyMatch(this::matches);
            case Value.Fields _, Value.Deleted _ -> text.equals("*");
        };
    }

    private boolean isNumber(double number) {
        try {
            return Double.parseDouble(text) == number;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** As text, whatever the binding made of it: a query string knows no numbers. */
    private static String plain(Value value) {
        return switch (value) {
            case Value.Text(var text) -> text;
            case Value.Whole(var number) -> Long.toString(number);
            case Value.Real(var number) -> Double.toString(number);
            case Value.Bool(var truth) -> Boolean.toString(truth);
            case Value.Items _, Value.Fields _, Value.Deleted _ ->
                throw Refused.badRequest("an attribute can only be compared with a single value");
        };
    }
}
