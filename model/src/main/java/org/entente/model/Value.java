// SPDX-License-Identifier: Apache-2.0
package org.entente.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The value of an attribute or a primitive parameter, whatever wire form it came in. TS-0004 §8. */
public sealed interface Value {

    record Text(String text) implements Value {}

    record Whole(long number) implements Value {}

    record Real(double number) implements Value {}

    record Bool(boolean truth) implements Value {
        static final Bool TRUE = new Bool(true);
        static final Bool FALSE = new Bool(false);
    }

    /** A list, in the order it was written. */
    record Items(List<Value> values) implements Value {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** Named members in the order they were written. */
    record Fields(Map<String, Value> members) implements Value {
        public static final Fields EMPTY = new Fields(Map.of());

        public Fields {
            members = Members.of(members);
        }

        public Optional<Value> find(String name) {
            return Optional.ofNullable(members.get(name));
        }

        /** The text of a member, empty if it is absent or not text. */
        public Optional<String> text(String name) {
            return members.get(name) instanceof Text(var text) ? Optional.of(text) : Optional.empty();
        }

        /** With other values in the same places; the same where nothing changes. */
        @SuppressWarnings("ReferenceEquality") // the same members mean that nothing has changed
        public Fields mapped(Members.Change change) {
            var mapped = Members.mapped(members, change);
            return mapped == members ? this : new Fields(mapped);
        }

        /** Where the bytes may be kept that these were written as; null if they are not shown often. */
        public @Nullable Imprint imprint() {
            return Members.imprint(members);
        }

        public Fields with(String name, Value value) {
            return new Fields(Members.with(members, name, value));
        }
    }

    /** What an UPDATE writes as null: the attribute is to go. An absent one stays. TS-0004 §7.3.3.9, §8.4. */
    enum Deleted implements Value {
        DELETED
    }

    static Value of(String text) {
        return new Text(text);
    }

    static Value of(long number) {
        return new Whole(number);
    }

    static Value of(double number) {
        return new Real(number);
    }

    static Value of(boolean truth) {
        return truth ? Bool.TRUE : Bool.FALSE;
    }

    static Items of(List<? extends Value> values) {
        return new Items(List.copyOf(values));
    }

    static Items texts(List<String> texts) {
        return new Items(texts.stream().<Value>map(Text::new).toList());
    }

    static Fields field(String name, Value value) {
        return new Fields(Map.of(name, value));
    }

    /** The same for what lasts and is shown again and again, so that its bytes can be kept beside it. */
    static Fields shownOften(String name, Value value) {
        return new Fields(Members.shownOften(name, value));
    }
}
