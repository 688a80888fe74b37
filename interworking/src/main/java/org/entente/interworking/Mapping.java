// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.ResourceType;

/**
 * Which part of a standard's device becomes which oneM2M resource: data, read by {@link MappingReader}. TS-0033, TS-0023.
 *
 * @param standard short name of the standard, such as {@code lwm2m}
 * @param technology its name in labels, such as {@code LWM2M}
 * @param entity what a device of it is called in labels
 * @param namespace stands before a part's kind in objectIDs, such as {@code urn:oma:lwm2m:ext:}
 * @param parts by kind of part
 */
public record Mapping(
        String standard, String technology, String entity, String namespace, Map<String, PartRule> parts) {
    public Mapping {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /**
     * What becomes of one kind of part.
     *
     * @param personal the categories of personal data that it tells, for labels
     * @param device the device that holds the modules; without one they stand below the AE themselves
     */
    public record PartRule(String kind, List<String> personal, Optional<DeviceRule> device, List<ModuleRule> modules) {
        public PartRule {
            personal = List.copyOf(personal);
            modules = List.copyOf(modules);
        }

        /** Whatever of the part nobody takes may tell anything that its modules tell. */
        List<String> allPersonal() {
            return Stream.concat(personal.stream(), modules.stream().flatMap(module -> module.personal.stream()))
                    .distinct()
                    .toList();
        }

        /** A device without modules of its own holds those of other parts. */
        boolean isShared() {
            return device.isPresent() && modules.isEmpty();
        }

        /** The resource names it claims below the AE or the node. */
        List<String> names() {
            if (device.isPresent()) return List.of(device.get().name());
            return modules.stream()
                    .map(module -> (module.managed() ? "node/" : "") + module.name())
                    .toList();
        }
    }

    /** A device of TS-0023 and what SAREF calls it. */
    public record DeviceRule(ResourceType type, String name, Optional<String> means) {}

    /**
     * A module class or a management object.
     *
     * @param managed a child of the node, not of the application
     * @param means the property that it is about, as an IRI of an ontology
     * @param personal the categories of personal data that it tells beside those of its part
     */
    public record ModuleRule(
            ResourceType type,
            String name,
            boolean managed,
            Optional<String> means,
            List<String> personal,
            List<PointRule> points) {
        public ModuleRule {
            personal = List.copyOf(personal);
            points = List.copyOf(points);
        }
    }

    /**
     * Where one attribute comes from.
     *
     * @param otherwise stands in when the device has no such point
     * @param measure the unit that the attribute is in, whatever the device counts in
     * @param pace how often the device is to report it
     */
    public record PointRule(
            Attribute attribute,
            Source source,
            Conversion conversion,
            Optional<Value> otherwise,
            Optional<Measure> measure,
            Pace pace) {

        /** What it reads or starts of its part. */
        List<String> names() {
            var named =
                    switch (source) {
                        case Source.Point(var name) -> Stream.of(name);
                        case Source.Action(var name) -> Stream.of(name);
                        case Source.Fixed _ -> Stream.<String>empty();
                    };
            return Stream.concat(named, measure.flatMap(Measure::toldBy).stream())
                    .toList();
        }

        PointRule with(Conversion other) {
            return new PointRule(attribute, source, other, otherwise, measure, pace);
        }
    }

    /**
     * The unit of an attribute.
     *
     * @param toldBy the point in which the device names its own unit; otherwise its description says it
     */
    public record Measure(Units.Unit unit, Optional<String> toldBy) {}

    /** What an attribute stands for. */
    public sealed interface Source {
        record Point(String name) implements Source {}

        /** Writing true starts the action. */
        record Action(String name) implements Source {}

        record Fixed(Value value) implements Source {}
    }

    public Optional<PartRule> part(String kind) {
        return Optional.ofNullable(parts.get(kind));
    }

    /** This mapping with the parts of a user's file, which take the place of its own. */
    public Mapping with(Mapping further) {
        var all = new LinkedHashMap<>(parts);
        all.putAll(further.parts);
        return new Mapping(standard, technology, entity, namespace, all);
    }

    /** In which unit they put which attribute, by {@code root/attribute}; one that is in several is left out. */
    public static Map<String, Units.Unit> units(Collection<Mapping> mappings) {
        var found = new LinkedHashMap<String, Optional<Units.Unit>>();
        for (var mapping : mappings)
            for (var part : mapping.parts.values()) for (var module : part.modules()) units(module, found);
        var agreed = new LinkedHashMap<String, Units.Unit>();
        found.forEach((attribute, unit) -> unit.ifPresent(each -> agreed.put(attribute, each)));
        return agreed;
    }

    private static void units(ModuleRule module, Map<String, Optional<Units.Unit>> found) {
        for (var point : module.points())
            point.measure()
                    .ifPresent(measure -> found.merge(
                            module.type().root() + "/" + point.attribute().shortName(),
                            Optional.of(measure.unit()),
                            (one, other) -> one.equals(other) ? one : Optional.empty()));
    }

    /** Two kinds of part that would claim one resource name. */
    public List<String> clashes() {
        var claimed = new LinkedHashMap<String, String>();
        var clashes = new ArrayList<String>();
        for (var part : parts.values())
            for (var name : part.names()) {
                var other = claimed.putIfAbsent(name, part.kind);
                if (other != null) clashes.add("parts " + other + " and " + part.kind + " both make a " + name);
            }
        return clashes;
    }
}
