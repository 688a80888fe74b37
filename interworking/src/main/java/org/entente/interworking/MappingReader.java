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
import org.entente.interworking.Mapping.ModuleRule;
import org.entente.interworking.Mapping.PartRule;
import org.entente.interworking.Mapping.PointRule;
import org.entente.interworking.Sheet.Where;
import org.entente.model.type.FlexContainer;
import org.entente.model.type.MgmtObj;
import org.entente.model.type.Presence;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;
import org.jspecify.annotations.Nullable;

/** Reads a mapping from YAML and names every mistake in it at once. Not for use by two threads. */
public final class MappingReader {
    /** What an adapter reads from the same file: the points of parts that do not describe themselves. */
    private static final Map<String, Set<String>> ADAPTERS_KEYS =
            Map.of("lwm2m", Set.of("title", "resources"), "modbus", Set.of("registers"), "mqtt", Set.of("topics"));

    private static final Map<String, List<String>> POINTS_KEYS =
            Map.of("lwm2m", List.of("resources"), "modbus", List.of("registers"), "mqtt", List.of("topics"));

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
        refuseStrangers(part, standard, rules, where);
        var device = device(part.get("device"), where);
        device.ifPresent(holder -> refuseMisplaced(holder, rules, where));
        return new PartRule(kind, personal(part, where), device, rules);
    }

    /** A part whose points stand in the same file has no others; each would be left out of every device. */
    private void refuseStrangers(Map<String, Object> part, String standard, List<ModuleRule> rules, Where where) {
        for (var key : POINTS_KEYS.getOrDefault(standard, List.of())) {
            if (!(part.get(key) instanceof Map<?, ?> points)) continue;
            var names = points.keySet().stream().map(String::valueOf).toList();
            for (var rule : rules)
                for (var point : rule.points())
                    for (var name : point.names())
                        if (!names.contains(name))
                            sheet.mistake(where + " " + rule.type().root() + "."
                                    + point.attribute().shortName() + ": there is no " + name + " among its " + key);
        }
    }

    /** What the CSE would refuse, and with it the whole device. */
    private void refuseMisplaced(DeviceRule holder, List<ModuleRule> rules, Where where) {
        var names = new HashSet<String>();
        for (var rule : rules) {
            if (rule.managed()) continue;
            if (!holder.type().children().contains(rule.type().root()))
                sheet.mistake(where + ": " + holder.type().root() + " holds no "
                        + rule.type().root());
            if (!names.add(rule.name())) sheet.mistake(where + " makes two modules that are called " + rule.name());
        }
    }

    /** What may stand in an address as it is. TS-0001 §7.2. */
    private String name(Map<String, Object> from, Where where) {
        var name = sheet.text(from, "name", where);
        if (!name.isEmpty() && !name.matches("[A-Za-z0-9._~-]+"))
            sheet.mistake(where + ": a resource cannot be called " + name);
        return name;
    }

    private Optional<DeviceRule> device(@Nullable Object given, Where where) {
        if (given == null) return Optional.empty();
        var device = sheet.map(given, where);
        sheet.known(device, Set.of("class", "name", "means"), where.and(" device"));
        return type(device, FlexContainer.NUMBER, where)
                .map(type -> new DeviceRule(type, name(device, where), sheet.optional(device, "means")));
    }

    private Optional<ModuleRule> module(Map<String, Object> module, boolean managed, Where part) {
        var here = sheet.where(module, part.name());
        sheet.known(module, Set.of("class", "name", "means", "personal", "points"), here);
        return type(module, managed ? MgmtObj.NUMBER : FlexContainer.NUMBER, here)
                .map(type -> {
                    var where = sheet.where(module, part.name() + " " + type.root());
                    var points = new ArrayList<PointRule>();
                    var given = sheet.map(module.getOrDefault("points", Map.of()), where);
                    var reader = new PointReader(sheet, type);
                    given.forEach((name, each) -> reader.read(
                                    name, each, sheet.where(given, name, where.name() + "." + name))
                            .ifPresent(points::add));
                    for (var row : type.rows().values())
                        if (row.create() == Presence.M
                                && !comesByItself(row.attribute().shortName(), points))
                            sheet.mistake(where + " needs a point for " + row.attribute());
                    return new ModuleRule(
                            type,
                            name(module, where),
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

    private Optional<ResourceType> type(Map<String, Object> from, int number, Where where) {
        var root = sheet.text(from, "class", where);
        var type = types.byRoot(root);
        if (type.isEmpty()) sheet.mistake(where + ": there is no resource type " + root);
        if (type.filter(found -> found.number() != number).isPresent())
            sheet.mistake(where + ": " + root + " is no "
                    + (number == MgmtObj.NUMBER ? "management object, such as a node holds" : "class of TS-0023"));
        return type.filter(found -> found.number() == number);
    }
}
