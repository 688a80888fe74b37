// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.interworking.Mapping.DeviceRule;
import org.entente.interworking.Mapping.ModuleRule;
import org.entente.interworking.Mapping.PartRule;
import org.entente.interworking.Mapping.PointRule;
import org.entente.interworking.Mapping.Source;
import org.entente.model.Value;
import org.entente.model.type.Presence;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads a mapping from YAML and names every mistake in it at once. Not for use by two threads. */
public final class MappingReader {
    private static final Set<String> POINT_KEYS =
            Set.of("from", "invoke", "value", "otherwise", "scaled", "offset", "named", "rgb", "member");
    private static final List<String> COLOURS = List.of("red", "green", "blue");

    private final ResourceTypes types;
    private final List<String> mistakes = new ArrayList<>();

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
        return read(new InputStreamReader(in, StandardCharsets.UTF_8), file);
    }

    public Mapping read(String text, String file) {
        return read(new StringReader(text), file);
    }

    /** @throws IllegalArgumentException with all mistakes, a line each */
    private Mapping read(Reader in, String file) {
        mistakes.clear();
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Mapping mapping;
        try {
            mapping = mapping(map(new Yaml(new SafeConstructor(options)).<@Nullable Object>load(in), "the file"));
        } catch (YAMLException e) {
            throw new IllegalArgumentException(file + " is no YAML: " + e.getMessage(), e);
        }
        mistakes.addAll(mapping.clashes());
        if (!mistakes.isEmpty()) throw new IllegalArgumentException(file + ":\n  " + String.join("\n  ", mistakes));
        return mapping;
    }

    private Mapping mapping(Map<String, Object> root) {
        known(root, Set.of("standard", "technology", "entity", "namespace", "parts"), "the file");
        var parts = new LinkedHashMap<String, PartRule>();
        for (var each : list(root.get("parts"), "parts")) {
            var part = part(map(each, "a part"));
            if (parts.put(part.kind(), part) != null) mistakes.add("part " + part.kind() + " stands there twice");
        }
        return new Mapping(
                text(root, "standard", "the file"),
                text(root, "technology", "the file"),
                text(root, "entity", "the file"),
                text(root, "namespace", "the file"),
                parts);
    }

    private PartRule part(Map<String, Object> part) {
        var kind = text(part, "from", "a part");
        var where = "part " + kind;
        known(part, Set.of("from", "device", "modules", "node"), where);
        var rules = new ArrayList<ModuleRule>();
        for (var each : list(part.get("node"), where))
            module(map(each, where), true, where).ifPresent(rules::add);
        for (var each : list(part.get("modules"), where))
            module(map(each, where), false, where).ifPresent(rules::add);
        return new PartRule(kind, device(part.get("device"), where), rules);
    }

    private Optional<DeviceRule> device(@Nullable Object given, String where) {
        if (given == null) return Optional.empty();
        var device = map(given, where);
        known(device, Set.of("class", "name", "means"), where + " device");
        return type(device, where)
                .map(type -> new DeviceRule(type, text(device, "name", where), optional(device, "means")));
    }

    private Optional<ModuleRule> module(Map<String, Object> module, boolean managed, String part) {
        known(module, Set.of("class", "name", "means", "points"), part);
        return type(module, part).map(type -> {
            var where = part + " " + type.root();
            var points = new ArrayList<PointRule>();
            map(module.getOrDefault("points", Map.of()), where)
                    .forEach((name, given) -> point(type, name, given, where).ifPresent(points::add));
            for (var row : type.rows().values())
                if (row.create() == Presence.M && !comesByItself(row.attribute().shortName(), points))
                    mistakes.add(where + " needs a point for " + row.attribute());
            return new ModuleRule(type, text(module, "name", where), managed, optional(module, "means"), points);
        });
    }

    /** The definition that tells a specialisation apart is the type's own. */
    private static boolean comesByItself(String attribute, List<PointRule> points) {
        return attribute.equals("cnd")
                || attribute.equals("mgd")
                || points.stream()
                        .anyMatch(point -> point.attribute().shortName().equals(attribute));
    }

    private Optional<PointRule> point(ResourceType type, String attribute, Object given, String module) {
        var where = module + "." + attribute;
        var row = type.row(attribute);
        if (row.isEmpty()) {
            mistakes.add(where + ": " + type.root() + " has no attribute " + attribute);
            return Optional.empty();
        }
        var point = given instanceof Map<?, ?> ? map(given, where) : Map.of("from", given);
        known(point, POINT_KEYS, where);
        return source(point, where)
                .map(source -> new PointRule(
                        row.get().attribute(),
                        source,
                        conversion(point, where),
                        Optional.ofNullable(point.get("otherwise")).map(o -> value(o, where))));
    }

    private Optional<Source> source(Map<String, Object> point, String where) {
        var from = point.get("from");
        var invoke = point.get("invoke");
        var fixed = point.get("value");
        if (from != null) return Optional.of(new Source.Point(from.toString()));
        if (invoke != null) return Optional.of(new Source.Action(invoke.toString()));
        if (fixed != null) return Optional.of(new Source.Fixed(value(fixed, where)));
        mistakes.add(where + " needs one of from, invoke, value");
        return Optional.empty();
    }

    private Conversion conversion(Map<String, Object> point, String where) {
        if (point.get("scaled") instanceof Number factor && factor.doubleValue() != 0)
            return new Conversion.Scaled(
                    factor.doubleValue(), point.get("offset") instanceof Number offset ? offset.doubleValue() : 0);
        if (point.containsKey("scaled")) mistakes.add(where + ": scaled must be a number that is not 0");
        if (point.get("named") instanceof Map<?, ?> named) return named(named, where);
        if (point.get("rgb") instanceof String colour && COLOURS.contains(colour))
            return new Conversion.Colour(COLOURS.indexOf(colour));
        if (point.containsKey("rgb")) mistakes.add(where + ": rgb must be one of " + COLOURS);
        if (point.get("member") instanceof String member) return new Conversion.Member(member);
        return new Conversion.Plain();
    }

    private Conversion named(Map<?, ?> named, String where) {
        var numbers = new LinkedHashMap<String, Long>();
        named.forEach((name, number) -> {
            if (number instanceof Number n) numbers.put(String.valueOf(name), n.longValue());
            else mistakes.add(where + ": " + name + " must have a number");
        });
        return new Conversion.Named(numbers);
    }

    private Optional<ResourceType> type(Map<String, Object> from, String where) {
        var root = text(from, "class", where);
        var type = types.byRoot(root);
        if (type.isEmpty()) mistakes.add(where + ": there is no resource type " + root);
        return type;
    }

    private Value value(Object given, String where) {
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

    private void known(Map<String, Object> map, Set<String> keys, String where) {
        for (var key : map.keySet()) if (!keys.contains(key)) mistakes.add(where + " has an unknown key " + key);
    }

    private String text(Map<String, Object> map, String key, String where) {
        var found = map.get(key);
        if (found == null) mistakes.add(where + " lacks " + key);
        return found == null ? "" : found.toString();
    }

    private static Optional<String> optional(Map<String, Object> map, String key) {
        return Optional.ofNullable(map.get(key)).map(Object::toString);
    }

    private Map<String, Object> map(@Nullable Object given, String where) {
        if (given instanceof Map<?, ?> map) {
            var named = new LinkedHashMap<String, Object>();
            map.forEach((key, each) -> {
                if (each != null) named.put(String.valueOf(key), each);
            });
            return named;
        }
        mistakes.add(where + " must have named members");
        return Map.of();
    }

    private List<Object> list(@Nullable Object given, String where) {
        if (given == null) return List.of();
        if (given instanceof List<?> list) return List.copyOf(list);
        mistakes.add(where + " must be a list");
        return List.of();
    }
}
