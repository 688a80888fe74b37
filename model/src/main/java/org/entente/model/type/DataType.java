// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entente.model.Reason;
import org.entente.model.Refused;
import org.entente.model.Value;

/** What values an attribute, a member or a parameter takes. TS-0004 §6.3. */
public sealed interface DataType permits Scalar, DataType.Enumerated, DataType.ListOf, DataType.Complex {

    /** The specification's name of the type, for tables and messages. */
    String specified();

    /**
     * Checks a value and gives it in its normal form.
     *
     * @param where the name of what is checked, for the message
     * @throws Refused BAD_REQUEST if the value is not of this type
     */
    Value check(Value value, String where);

    /** One of a few numbers with names. TS-0004 §6.3.4. */
    record Enumerated(String specified, Map<Integer, String> names) implements DataType {
        public Enumerated {
            names = Map.copyOf(names);
        }

        @Override
        public Value check(Value value, String where) {
            if (value instanceof Value.Whole(var number) && names.containsKey(Math.toIntExact(clamp(number))))
                return value;
            throw wrong(
                    where,
                    "a value of " + specified + " "
                            + names.keySet().stream().sorted().toList(),
                    value);
        }

        private static long clamp(long number) {
            return Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number));
        }
    }

    /** A list whose length lies between two bounds, both included. */
    record ListOf(DataType element, int least, int most) implements DataType {
        static ListOf list(DataType element) {
            return new ListOf(element, 0, Integer.MAX_VALUE);
        }

        static ListOf nonEmptyList(DataType element) {
            return new ListOf(element, 1, Integer.MAX_VALUE);
        }

        @Override
        public String specified() {
            return "list of " + element.specified();
        }

        @Override
        public Value check(Value value, String where) {
            if (!(value instanceof Value.Items(var values))) throw wrong(where, "a list", value);
            if (values.size() < least) throw flawed(where, " must have at least " + least + " elements");
            if (values.size() > most) throw flawed(where, " may have at most " + most + " elements");
            var checked = new ArrayList<Value>(values.size());
            for (var each : values) checked.add(element.check(each, where));
            return Value.of(checked);
        }
    }

    /** A structure with named members, some of which may depend on each other. TS-0004 §6.3.5. */
    record Complex(String specified, Map<String, Member> members, List<Choice> choices) implements DataType {
        public Complex {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
            choices = List.copyOf(choices);
        }

        static Complex complex(String name, Member... members) {
            var byName = new LinkedHashMap<String, Member>();
            for (var member : members) byName.put(member.shortName(), member);
            return new Complex(name, byName, List.of());
        }

        /** The same, of whose members one and only one of these is present. */
        Complex exactlyOneOf(String... shortNames) {
            return new Complex(specified, members, List.of(new Choice(List.of(shortNames), 1)));
        }

        /** The same, of whose members at least one of these is present. */
        Complex someOf(String... shortNames) {
            return new Complex(specified, members, List.of(new Choice(List.of(shortNames), shortNames.length)));
        }

        @Override
        public Value check(Value value, String where) {
            if (!(value instanceof Value.Fields(var given)))
                throw wrong(where, "a structure of type " + specified, value);
            var checked = new LinkedHashMap<String, Value>();
            given.forEach((key, each) -> {
                var member = members.get(key);
                if (member == null) throw flawed(where, " has no member " + key);
                checked.put(key, member.type().check(each, where + "." + key));
            });
            for (var member : members.values())
                if (member.mandatory() && !checked.containsKey(member.shortName()))
                    throw flawed(where, " lacks its member " + member.shortName());
            for (var choice : choices) choice.check(checked, where);
            return new Value.Fields(checked);
        }
    }

    /** A member of a structure. */
    record Member(String shortName, String longName, DataType type, boolean mandatory) {
        static Member mandatory(String shortName, String longName, DataType type) {
            return new Member(shortName, longName, type, true);
        }

        static Member optional(String shortName, String longName, DataType type) {
            return new Member(shortName, longName, type, false);
        }
    }

    /** Members of which at least one and at most some are present. */
    record Choice(List<String> shortNames, int most) {
        public Choice {
            shortNames = List.copyOf(shortNames);
        }

        void check(Map<String, Value> given, String where) {
            var present = shortNames.stream().filter(given::containsKey).count();
            if (present >= 1 && present <= most) return;
            var number = most == 1 ? "exactly" : "at least";
            throw flawed(where, " must have " + number + " one of " + String.join(", ", shortNames));
        }
    }

    static Refused wrong(String where, String expected, Value value) {
        return flawed(where, " must be " + expected + ", not " + kind(value));
    }

    private static Refused flawed(String where, String flaw) {
        return new Refused(Reason.ATTRIBUTE_TYPE, where + flaw).about(where);
    }

    private static String kind(Value value) {
        return switch (value) {
            case Value.Text(var text) ->
                text.length() > 40 ? "a text of " + text.length() + " characters" : "\"" + text + "\"";
            case Value.Whole(var number) -> Long.toString(number);
            case Value.Real(var number) -> Double.toString(number);
            case Value.Bool(var truth) -> Boolean.toString(truth);
            case Value.Items _ -> "a list";
            case Value.Fields _ -> "a structure";
            case Value.Deleted _ -> "null";
        };
    }
}
