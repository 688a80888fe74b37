// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.interworking.Mapping.DeviceRule;
import org.entente.interworking.Mapping.Measure;
import org.entente.interworking.Mapping.ModuleRule;
import org.entente.interworking.Mapping.PartRule;
import org.entente.interworking.Mapping.PointRule;
import org.entente.interworking.Mapping.Source;
import org.entente.interworking.Sheet.Where;
import org.entente.model.Value;
import org.entente.model.type.Presence;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;
import org.jspecify.annotations.Nullable;

/** Reads a mapping from YAML and names every mistake in it at once. Not for use by two threads. */
public final class MappingReader {
    private static final Set<String> POINT_KEYS = Set.of(
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
    /** What an adapter reads from the same file: the points of parts that do not describe themselves. */
    private static final Map<String, Set<String>> ADAPTERS_KEYS =
            Map.of("lwm2m", Set.of("title", "resources"), "modbus", Set.of("registers"), "mqtt", Set.of("topics"));

    private static final int LONGEST_LIST = 1000;
    private static final List<String> COLOURS = List.of("red", "green", "blue");

    private final ResourceTypes types;
    private Sheet sheet = Sheet.of("{}", "");

    public MappingReader(ResourceTypes types) {
        this.types = types;
    }

    /** The mapping that an adapter of ours brings with it. */
    public Mapping shipped(String standard) {
        var file = standard + ".yaml";
        try (var in = Mapping.class.getResourceAsStream("mapping/" + file)) {
            if (in == null) throw new IllegalArgumentException("there is no mapping " + file);
            return read(in, file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public Mapping read(InputStream in, String file) {
        return whole(Sheet.of(in, file));
    }

    public Mapping read(String text, String file) {
        return whole(Sheet.of(text, file));
    }

    private Mapping whole(Sheet given) {
        var mapping = read(given);
        given.refuseMistakes();
        return mapping;
    }

    /** Leaves the mistakes in the sheet, for who reads more of it. */
    public Mapping read(Sheet given) {
        sheet = given;
        var root = given.root();
        sheet.known(root, Set.of("standard", "technology", "entity", "namespace", "parts", "devices"), sheet.whole());
        var standard = sheet.text(root, "standard", sheet.whole());
        var parts = new LinkedHashMap<String, PartRule>();
        for (var each : sheet.maps(root, "parts", sheet.whole(), "a part")) {
            var part = part(each, standard);
            if (parts.put(part.kind(), part) != null)
                sheet.mistake(sheet.where(each, "part " + part.kind()) + " stands there twice");
        }
        var mapping = new Mapping(
                standard,
                sheet.optional(root, "technology").orElse(""),
                sheet.optional(root, "entity").orElse(""),
                sheet.optional(root, "namespace").orElse(""),
                parts);
        mapping.clashes().forEach(sheet::mistake);
        return mapping;
    }

    /** Words of the user's own; they become labels, so that whoever judges what is kept finds it. */
    private List<String> personal(Map<String, Object> from, Where where) {
        var given = from.getOrDefault("personal", List.of());
        if (given instanceof List<?> words
                && words.stream().allMatch(word -> word.toString().matches("[a-z][a-z-]*")))
            return words.stream().map(Object::toString).toList();
        sheet.mistake(where + ": personal is a list of words such as location");
        return List.of();
    }

    private PartRule part(Map<String, Object> part, String standard) {
        var kind = sheet.text(part, "from", sheet.where(part, "a part"));
        var where = sheet.where(part, "part " + kind);
        var known = new HashSet<>(ADAPTERS_KEYS.getOrDefault(standard, Set.of()));
        known.addAll(List.of("from", "personal", "device", "modules", "node"));
        sheet.known(part, known, where);
        var rules = new ArrayList<ModuleRule>();
        for (var each : sheet.maps(part, "node", where, where.name()))
            module(each, true, where).ifPresent(rules::add);
        for (var each : sheet.maps(part, "modules", where, where.name()))
            module(each, false, where).ifPresent(rules::add);
        return new PartRule(kind, personal(part, where), device(part.get("device"), where), rules);
    }

    private Optional<DeviceRule> device(@Nullable Object given, Where where) {
        if (given == null) return Optional.empty();
        var device = sheet.map(given, where);
        sheet.known(device, Set.of("class", "name", "means"), where.and(" device"));
        return type(device, where)
                .map(type -> new DeviceRule(type, sheet.text(device, "name", where), sheet.optional(device, "means")));
    }

    private Optional<ModuleRule> module(Map<String, Object> module, boolean managed, Where part) {
        var here = sheet.where(module, part.name());
        sheet.known(module, Set.of("class", "name", "means", "personal", "points"), here);
        return type(module, here).map(type -> {
            var where = sheet.where(module, part.name() + " " + type.root());
            var points = new ArrayList<PointRule>();
            var given = sheet.map(module.getOrDefault("points", Map.of()), where);
            given.forEach((name, each) -> point(type, name, each, sheet.where(given, name, where.name() + "." + name))
                    .ifPresent(points::add));
            for (var row : type.rows().values())
                if (row.create() == Presence.M && !comesByItself(row.attribute().shortName(), points))
                    sheet.mistake(where + " needs a point for " + row.attribute());
            return new ModuleRule(
                    type,
                    sheet.text(module, "name", where),
                    managed,
                    sheet.optional(module, "means"),
                    personal(module, where),
                    points);
        });
    }

    /** The definition that tells a specialisation apart is the type's own. */
    private static boolean comesByItself(String attribute, List<PointRule> points) {
        return attribute.equals("cnd")
                || attribute.equals("mgd")
                || points.stream()
                        .anyMatch(point -> point.attribute().shortName().equals(attribute));
    }

    private Optional<PointRule> point(ResourceType type, String attribute, Object given, Where where) {
        var row = type.row(attribute);
        if (row.isEmpty()) {
            sheet.mistake(where + ": " + type.root() + " has no attribute " + attribute);
            return Optional.empty();
        }
        var point = given instanceof Map<?, ?> ? sheet.map(given, where) : Map.of("from", given);
        sheet.known(point, POINT_KEYS, where);
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
        if (point.containsKey("scaled") || point.containsKey("named"))
            sheet.mistake(where + ": a value with a unit is neither scaled nor named");
        var found = Units.find(unit.get());
        if (found.isEmpty()) sheet.mistake(where + ": there is no unit " + unit.get());
        return found.map(known -> new Measure(known, told));
    }

    private Pace pace(Map<String, Object> point, Where where) {
        if (!point.containsKey("observe")) return Pace.FREE;
        var here = where.and(" observe");
        var observe = sheet.map(point.get("observe"), here);
        sheet.known(observe, Set.of("least", "most", "step", "above", "below"), here);
        return new Pace(
                sheet.duration(observe, "least", here),
                sheet.duration(observe, "most", here),
                sheet.number(observe, "step", here),
                sheet.number(observe, "above", here),
                sheet.number(observe, "below", here));
    }

    private Optional<Source> source(Map<String, Object> point, Where where) {
        var from = point.get("from");
        var invoke = point.get("invoke");
        var fixed = point.get("value");
        if (from != null) return Optional.of(new Source.Point(from.toString()));
        if (invoke != null) return Optional.of(new Source.Action(invoke.toString()));
        if (fixed != null) return Optional.of(new Source.Fixed(value(fixed, where)));
        sheet.mistake(where + " needs one of from, invoke, value");
        return Optional.empty();
    }

    private Conversion conversion(Map<String, Object> point, Where where) {
        if (point.get("scaled") instanceof Number factor && factor.doubleValue() != 0)
            return new Conversion.Scaled(
                    factor.doubleValue(), point.get("offset") instanceof Number offset ? offset.doubleValue() : 0);
        if (point.containsKey("scaled")) sheet.mistake(where + ": scaled must be a number that is not 0");
        if (point.get("named") instanceof Map<?, ?> named) return named(named, where);
        if (point.get("rgb") instanceof String colour && COLOURS.contains(colour))
            return new Conversion.Colour(COLOURS.indexOf(colour));
        if (point.containsKey("rgb")) sheet.mistake(where + ": rgb must be one of " + COLOURS);
        if (point.containsKey("item"))
            return new Conversion.Item(sheet.whole(point, "item", 0, LONGEST_LIST, 0, where));
        if (point.get("member") instanceof String member) return new Conversion.Member(member);
        return new Conversion.Plain();
    }

    private Conversion named(Map<?, ?> named, Where where) {
        var numbers = new LinkedHashMap<String, Long>();
        named.forEach((name, number) -> {
            switch (number) {
                case Number n -> numbers.put(String.valueOf(name), n.longValue());
                case Boolean truth -> numbers.put(String.valueOf(name), truth ? 1L : 0L);
                default -> sheet.mistake(where + ": " + name + " must have a number");
            }
        });
        return new Conversion.Named(numbers);
    }

    private Optional<ResourceType> type(Map<String, Object> from, Where where) {
        var root = sheet.text(from, "class", where);
        var type = types.byRoot(root);
        if (type.isEmpty()) sheet.mistake(where + ": there is no resource type " + root);
        return type;
    }

    private Value value(Object given, Where where) {
        return switch (given) {
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
