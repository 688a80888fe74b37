// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.entente.interworking.Mapping.Measure;
import org.entente.interworking.Mapping.PointRule;
import org.entente.interworking.Mapping.Source;
import org.entente.interworking.Sheet.Where;
import org.entente.model.Value;
import org.entente.model.type.ResourceType;
import org.jspecify.annotations.Nullable;

/** Reads where the attributes of one module come from; mistakes stay in the sheet. */
record PointReader(Sheet sheet, ResourceType type) {
    private static final List<String> SOURCES = List.of("from", "invoke", "value");
    private static final List<String> CONVERSIONS = List.of("scaled", "named", "rgb", "item", "member", "unit");
    private static final Set<String> KEYS = Set.of(
            "from",
            "invoke",
            "value",
            "otherwise",
            "scaled",
            "offset",
            "named",
            "rgb",
            "member",
            "item",
            "unit",
            "unit-from",
            "observe");

    private static final int LONGEST_LIST = 1000;
    private static final List<String> COLOURS = List.of("red", "green", "blue");

    Optional<PointRule> read(String attribute, Object given, Where where) {
        var row = type.row(attribute);
        if (row.isEmpty()) {
            sheet.mistake(where + ": " + type.root() + " has no attribute " + attribute);
            return Optional.empty();
        }
        var point = given instanceof Map<?, ?> ? sheet.map(given, where) : Map.of("from", given);
        sheet.known(point, KEYS, where);
        return source(point, where)
                .map(source -> new PointRule(
                        row.get().attribute(),
                        source,
                        conversion(point, where),
                        Optional.ofNullable(point.get("otherwise")).map(o -> value(o, where)),
                        measure(point, where),
                        pace(point, where)));
    }

    private Optional<Measure> measure(Map<String, Object> point, Where where) {
        var unit = sheet.optional(point, "unit");
        var told = sheet.optional(point, "unit-from");
        if (unit.isEmpty() && told.isPresent()) sheet.mistake(where + ": unit-from needs unit");
        if (unit.isEmpty()) return Optional.empty();
        var found = Units.find(unit.get());
        if (found.isEmpty()) sheet.mistake(where + ": there is no unit " + unit.get());
        return found.map(known -> new Measure(known, told));
    }

    private Pace pace(Map<String, Object> point, Where where) {
        if (!point.containsKey("observe")) return Pace.FREE;
        var here = where.and(" observe");
        var observe = sheet.map(point.get("observe"), here);
        sheet.known(observe, Set.of("least", "most", "step", "above", "below"), here);
        var least = sheet.duration(observe, "least", here);
        var most = sheet.duration(observe, "most", here);
        if (least.isPresent() && most.isPresent() && least.get().compareTo(most.get()) > 0)
            sheet.mistake(here + ": least is longer than most");
        var step = number(observe, "step", here);
        if (step.isPresent() && step.getAsDouble() <= 0) sheet.mistake(here + ": step must be more than 0");
        return new Pace(least, most, step, number(observe, "above", here), number(observe, "below", here));
    }

    private OptionalDouble number(Map<String, Object> map, String key, Where where) {
        var found = sheet.number(map, key, where);
        if (found.isEmpty() || Double.isFinite(found.getAsDouble())) return found;
        sheet.mistake(where + ": " + key + " must be a number, not " + found.getAsDouble());
        return OptionalDouble.empty();
    }

    private Optional<Source> source(Map<String, Object> point, Where where) {
        var given = SOURCES.stream().filter(point::containsKey).toList();
        if (given.size() != 1) {
            sheet.mistake(where + " needs one of from, invoke, value");
            return Optional.empty();
        }
        return switch (given.getFirst()) {
            case "from" -> Optional.of(new Source.Point(sheet.text(point, "from", where)));
            case "invoke" -> Optional.of(new Source.Action(sheet.text(point, "invoke", where)));
            default -> Optional.of(new Source.Fixed(value(point.get("value"), where)));
        };
    }

    private Conversion conversion(Map<String, Object> point, Where where) {
        refuseSeveral(point, where);
        if (point.containsKey("scaled") || point.containsKey("offset")) return scaled(point, where);
        if (point.containsKey("named")) return named(point.get("named"), where);
        if (point.get("rgb") instanceof String colour && COLOURS.contains(colour))
            return new Conversion.Colour(COLOURS.indexOf(colour));
        if (point.containsKey("rgb")) sheet.mistake(where + ": rgb must be one of " + COLOURS);
        if (point.containsKey("item"))
            return new Conversion.Item(sheet.whole(point, "item", 0, LONGEST_LIST, 0, where));
        if (point.containsKey("member")) return new Conversion.Member(sheet.text(point, "member", where));
        return new Conversion.Plain();
    }

    /** The second would be passed over. */
    private void refuseSeveral(Map<String, Object> point, Where where) {
        var given = Stream.concat(
                        CONVERSIONS.stream().filter(point::containsKey),
                        Stream.of("scaled").filter(_ -> point.containsKey("offset")))
                .distinct()
                .toList();
        if (given.contains("unit") && (given.contains("scaled") || given.contains("named")))
            sheet.mistake(where + ": a value with a unit is neither scaled nor named");
        else if (given.size() > 1) sheet.mistake(where + " takes one of " + String.join(", ", given));
    }

    private Conversion scaled(Map<String, Object> point, Where where) {
        var offset = number(point, "offset", where).orElse(0);
        if (!point.containsKey("scaled")) return new Conversion.Scaled(1, offset);
        if (point.get("scaled") instanceof Number factor
                && factor.doubleValue() != 0
                && Double.isFinite(factor.doubleValue())) return new Conversion.Scaled(factor.doubleValue(), offset);
        sheet.mistake(where + ": scaled must be a number that is not 0");
        return new Conversion.Plain();
    }

    private Conversion named(@Nullable Object given, Where where) {
        var here = where.and(" named");
        var numbers = new LinkedHashMap<String, Long>();
        sheet.map(given, here).forEach((name, number) -> {
            switch (number) {
                case Integer whole -> numbers.put(name, whole.longValue());
                case Long whole -> numbers.put(name, whole);
                case Boolean truth -> numbers.put(name, truth ? 1L : 0L);
                default -> sheet.mistake(here + ": " + name + " must have a number");
            }
        });
        return new Conversion.Named(numbers);
    }

    private Value value(@Nullable Object given, Where where) {
        return switch (given) {
            case null -> {
                sheet.mistake(where + " has a value that is nothing");
                yield Value.of("");
            }
            case Boolean truth -> Value.of(truth.booleanValue());
            case Integer number -> Value.of(number.longValue());
            case Long number -> Value.of(number.longValue());
            case Double number -> Value.of(number.doubleValue());
            case List<?> items ->
                Value.of(items.stream().map(each -> value(each, where)).toList());
            case Map<?, ?> members -> {
                var fields = Value.Fields.EMPTY;
                for (var entry : members.entrySet())
                    fields = fields.with(String.valueOf(entry.getKey()), value(entry.getValue(), where));
                yield fields;
            }
            default -> Value.of(given.toString());
        };
    }
}
