// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.type.DataType;

/** How a device's value becomes an attribute's and back. Pure; a value that does not fit is {@link Refused}. */
public sealed interface Conversion {

    /** The value itself, in the attribute's data type. */
    record Plain() implements Conversion {}

    /** The attribute is the device's number times {@code factor} plus {@code offset}. */
    record Scaled(double factor, double offset) implements Conversion {
        public Scaled {
            if (factor == 0) throw new IllegalArgumentException("a factor of 0 loses the value");
        }

        boolean isSame() {
            return factor == 1 && offset == 0;
        }
    }

    /** The device's words or codes, each with the attribute's number for it. */
    record Named(Map<String, Long> numbers) implements Conversion {
        public Named {
            // In the order of the file: the first word for a number is the one that is written down.
            numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
        }
    }

    /**
     * One part of a colour that the device writes as {@code #rrggbb}.
     *
     * @param place 0 for red, 1 for green, 2 for blue
     */
    record Colour(int place) implements Conversion {}

    /** One of the values of a list. */
    record Item(int place) implements Conversion {}

    /** The only member of a structure. */
    record Member(String name) implements Conversion {}

    Pattern COLOUR = Pattern.compile("#?([0-9A-Fa-f]{6})");
    String BLACK = "#000000";

    /** The attribute's value for the device's. */
    default Value up(Value of, DataType type, String where) {
        return switch (this) {
            case Plain _ -> Fitting.to(type, of, where);
            case Scaled(var factor, var offset) ->
                Fitting.to(type, Value.of(Fitting.tidy(Fitting.number(of, where) * factor + offset)), where);
            case Named(var numbers) -> {
                var number = numbers.get(Fitting.word(of));
                if (number == null) throw Refused.badRequest(where + " has no name " + Fitting.word(of));
                yield Fitting.to(type, Value.of(number), where);
            }
            case Colour(var place) -> Value.of(component(of, place, where));
            case Item(var place) -> Fitting.to(type, item(of, place, where), where);
            case Member(var name) -> Value.field(name, of);
        };
    }

    /**
     * The device's value for the attribute's.
     *
     * @param before what the device has now, for an attribute that is only a part of it
     */
    default Value down(Value attribute, Optional<Value> before, DeviceModel.Kind kind, String where) {
        return switch (this) {
            case Plain _ -> Fitting.to(kind, attribute, where);
            case Scaled(var factor, var offset) ->
                Fitting.to(kind, Value.of(Fitting.tidy((Fitting.number(attribute, where) - offset) / factor)), where);
            case Named(var numbers) -> {
                long wanted = attribute instanceof Value.Bool(var truth)
                        ? (truth ? 1 : 0)
                        : (long) Fitting.number(attribute, where);
                var word = numbers.entrySet().stream()
                        .filter(entry -> entry.getValue() == wanted)
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseThrow(() -> Refused.badRequest(where + " knows no " + wanted));
                yield Fitting.to(kind, Value.of(word), where);
            }
            case Colour(var place) -> Value.of(painted(before, place, (long) Fitting.number(attribute, where), where));
            case Item(var place) -> exchanged(before, place, attribute, where);
            case Member(var name) ->
                attribute instanceof Value.Fields fields
                        ? fields.find(name).orElseThrow(() -> Refused.badRequest(where + " lacks its member " + name))
                        : attribute;
        };
    }

    private static long component(Value of, int place, String where) {
        var hex = COLOUR.matcher(Fitting.word(of).strip());
        if (!hex.matches()) throw Refused.badRequest(where + " is no colour such as #ff8800: " + Fitting.word(of));
        return Long.parseLong(hex.group(1).substring(place * 2, place * 2 + 2), 16);
    }

    private static Value item(Value of, int place, String where) {
        if (of instanceof Value.Items(var values) && place < values.size()) return values.get(place);
        throw Refused.badRequest(where + " has no item " + place + ": " + Fitting.word(of));
    }

    /** The list with another value in one place. */
    private static Value exchanged(Optional<Value> before, int place, Value wanted, String where) {
        if (!(before.orElse(wanted) instanceof Value.Items(var values)) || place >= values.size())
            throw Refused.badRequest(where + " has no item " + place + " yet");
        var all = new ArrayList<>(values);
        all.set(place, wanted);
        return Value.of(all);
    }

    private static String painted(Optional<Value> before, int place, long amount, String where) {
        if (amount < 0 || amount > 255) throw Refused.badRequest(where + " must lie between 0 and 255, not " + amount);
        var hex = COLOUR.matcher(before.map(Fitting::word).orElse(BLACK));
        var old = hex.matches() ? hex.group(1) : BLACK.substring(1);
        var two = (amount < 16 ? "0" : "") + Long.toHexString(amount);
        return "#" + (old.substring(0, place * 2) + two + old.substring(place * 2 + 2)).toLowerCase(Locale.ROOT);
    }
}
