// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entente.interworking.DeviceModel.Kind;
import org.entente.interworking.Fitting;
import org.entente.model.Refused;
import org.entente.model.Value;

/** How a value is written in a payload; pure. What does not fit is {@link Refused}. */
sealed interface Form {
    /** Beyond it a double no longer tells whole numbers apart. */
    double EXACT = 1L << 53;

    /** As it is. */
    record Plain(Kind kind) implements Form {}

    /** The value is the number in the payload times the factor. */
    record Scaled(double factor) implements Form {}

    /** Each word of the payload has its value; the first word for a value is the one that is written. */
    record Words(Map<Value, Value> meanings) implements Form {
        public Words {
            meanings = Collections.unmodifiableMap(new LinkedHashMap<>(meanings));
        }

        static Words of(Value on, Value off) {
            var both = new LinkedHashMap<Value, Value>();
            both.put(on, Value.of(true));
            both.put(off, Value.of(false));
            return new Words(both);
        }

        private boolean areAll(Class<? extends Value> type) {
            return meanings.values().stream().allMatch(type::isInstance);
        }
    }

    /** Only these words may be written; whatever is heard is taken. */
    record Choice(List<String> words) implements Form {
        public Choice {
            words = List.copyOf(words);
        }
    }

    default Kind kind() {
        return switch (this) {
            case Plain(var kind) -> kind;
            case Scaled _ -> Kind.REAL;
            case Words words ->
                words.areAll(Value.Bool.class) ? Kind.TRUTH : words.areAll(Value.Whole.class) ? Kind.WHOLE : Kind.TEXT;
            case Choice _ -> Kind.TEXT;
        };
    }

    default Value up(Value raw, String where) {
        return switch (this) {
            case Plain(var kind) -> plain(kind, raw, where);
            case Scaled(var factor) -> Value.of(Fitting.tidy(Fitting.number(raw, where) * factor));
            case Words(var meanings) ->
                meanings.entrySet().stream()
                        .filter(each -> Fitting.word(each.getKey()).equals(Fitting.word(raw)))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElseThrow(() -> Refused.badRequest(where + " has no word " + shown(raw)));
            case Choice _ -> plain(Kind.TEXT, raw, where);
        };
    }

    /** What goes into the payload. */
    default Value down(Value value, String where) {
        return switch (this) {
            case Plain(var kind) ->
                kind == Kind.REAL ? number(Fitting.number(value, where)) : Fitting.to(kind, value, where);
            case Scaled(var factor) -> number(Fitting.tidy(Fitting.number(value, where) / factor));
            case Words(var meanings) ->
                meanings.entrySet().stream()
                        .filter(each -> Fitting.word(each.getValue()).equals(Fitting.word(value)))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseThrow(() -> Refused.badRequest(where + " has no word for " + shown(value)));
            case Choice(var words) -> {
                if (!words.contains(Fitting.word(value)))
                    throw Refused.badRequest(where + " must be one of " + words + ", not " + shown(value));
                yield Value.of(Fitting.word(value));
            }
        };
    }

    /** Without a fraction that says nothing: some things read whole numbers only. */
    private static Value number(double number) {
        return number == Math.rint(number) && Math.abs(number) < EXACT ? Value.of((long) number) : Value.of(number);
    }

    private static Value plain(Kind kind, Value raw, String where) {
        boolean isInner = raw instanceof Value.Items || raw instanceof Value.Fields;
        if (isInner && kind != Kind.STRUCTURE) throw Refused.badRequest(where + " must be a single value");
        return Fitting.to(kind, raw, where);
    }

    private static String shown(Value value) {
        var word = Fitting.word(value);
        return word.length() > 60 ? word.substring(0, 60) + "..." : word;
    }
}
