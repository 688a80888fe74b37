// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.entente.interworking.DeviceModel.Module;
import org.entente.interworking.Mapping.ModuleRule;
import org.entente.interworking.Mapping.PartRule;
import org.entente.interworking.Mapping.PointRule;
import org.entente.interworking.Mapping.Source;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.FlexContainer;
import org.entente.model.type.Presence;
import org.entente.model.type.ResourceType;

/**
 * Which resources a device becomes: pure, from its model, its values and the mapping. TS-0033 §6.
 *
 * @param typed what the mapping knows
 * @param transparent what it does not know, a container for each part
 * @param calls what can be called without a rule
 * @param chronicles what tells by itself when something happens
 * @param mistakes values that did not fit, for people to read
 */
record Layout(
        List<Typed> typed,
        List<Transparent> transparent,
        List<Call> calls,
        List<Chronicle> chronicles,
        List<String> mistakes) {
    /** What no rule knows somebody has to look at, to say what it tells about people. */
    static final List<String> UNCLASSIFIED = List.of("unclassified");

    /** One resource of the device. */
    sealed interface Place permits Typed, Transparent, Call, Chronicle {
        /** Whether the device still has what is behind it. */
        boolean isOf(DeviceModel device);
    }

    /**
     * A device, a module class or a management object.
     *
     * @param folder the resource names between the AE or the node and this one; empty for none
     * @param managed below the node, not below the AE
     * @param part the part of the device behind it
     * @param personal the categories of personal data that it tells
     */
    record Typed(
            List<String> folder,
            String name,
            boolean managed,
            ResourceType type,
            Optional<String> means,
            Module part,
            List<String> personal,
            List<Link> links,
            Map<String, Value> values)
            implements Place {
        @Override
        public boolean isOf(DeviceModel device) {
            return device.part(part.path()).isPresent();
        }

        /** What a CREATE may carry; the rest follows in an UPDATE. */
        Map<String, Value> creatable() {
            var allowed = new LinkedHashMap<>(values);
            allowed.keySet()
                    .removeIf(name -> type.row(name)
                            .filter(row -> row.create() != Presence.NP)
                            .isEmpty());
            return allowed;
        }

        /** With these values alone. */
        Typed with(Map<String, Value> others) {
            return new Typed(folder, name, managed, type, means, part, personal, links, others);
        }

        boolean isWritable() {
            return links.stream().anyMatch(Link::writable);
        }

        boolean isWritable(String attribute) {
            return links.stream()
                    .anyMatch(link -> link.writable() && link.attribute().equals(attribute));
        }

        boolean isLinked(String attribute) {
            return links.stream().anyMatch(link -> link.attribute().equals(attribute));
        }

        /** What is about the device: all that a module class has of its own, and of a management object what is behind it. */
        List<String> governed() {
            if (links.isEmpty()) return List.of();
            return type.rows().values().stream()
                    .filter(row -> row.update() != Presence.NP)
                    .map(ResourceType.Row::attribute)
                    .filter(attribute -> managed ? isLinked(attribute.shortName()) : !FlexContainer.TYPE.has(attribute))
                    .map(Attribute::shortName)
                    .toList();
        }
    }

    /** An attribute and what it stands for at the device. */
    record Link(PointRule rule, String path, DeviceModel.Kind kind, boolean writable, boolean observable) {
        static Link to(PointRule rule, Module part, DeviceModel.Point point) {
            return new Link(rule, part.path(point.name()), point.kind(), point.writable(), point.observable());
        }

        String attribute() {
            return rule.attribute().shortName();
        }

        boolean isAction() {
            return rule.source() instanceof Source.Action;
        }

        /** @throws org.entente.model.Refused if the value does not fit */
        Optional<Value> up(Value value) {
            return isAction() ? Optional.empty() : raised(rule, value, path);
        }
    }

    /** An empty text is how many standards say that there is nothing. */
    private static Optional<Value> raised(PointRule rule, Value value, String path) {
        if (value.equals(Value.of("")) && rule.otherwise().isPresent()) return rule.otherwise();
        return Optional.of(rule.conversion().up(value, rule.attribute().type(), path));
    }

    /** What of a part no rule takes, kept in the words of its own standard; {@code taken} names what rules take. */
    record Transparent(String name, Module part, List<String> personal, Set<String> taken) implements Place {
        Transparent {
            personal = List.copyOf(personal);
            taken = Set.copyOf(taken);
        }

        @Override
        public boolean isOf(DeviceModel device) {
            return device.part(part.path()).isPresent();
        }

        /** The point's own name if a value at {@code path} is kept here. */
        Optional<String> name(String path) {
            var start = part.path() + "/";
            if (!path.startsWith(start)) return Optional.empty();
            return Optional.of(path.substring(start.length())).filter(point -> !taken.contains(point));
        }
    }

    /** An action that no rule starts, called by its arguments. */
    record Call(String name, Module part, DeviceModel.Action action, List<String> personal) implements Place {
        @Override
        public boolean isOf(DeviceModel device) {
            return device.part(part.path())
                    .flatMap(each -> each.action(action.name()))
                    .isPresent();
        }

        String path() {
            return part.path(action.name());
        }
    }

    /** What a notifier tells, in order. */
    record Chronicle(String name, DeviceModel.Notifier notifier) implements Place {
        @Override
        public boolean isOf(DeviceModel device) {
            return device.notifiers().stream().anyMatch(each -> each.path().equals(notifier.path()));
        }
    }

    static Layout of(DeviceModel device, Mapping mapping, Map<String, Value> values) {
        var draft = new Draft(device, mapping, values);
        device.modules().forEach(draft::add);
        return new Layout(
                List.copyOf(draft.typed),
                List.copyOf(draft.transparent),
                List.copyOf(draft.calls),
                device.notifiers().stream()
                        .map(each -> new Chronicle(draft.name(each.path()), each))
                        .toList(),
                List.copyOf(draft.mistakes));
    }

    private static final class Draft {
        private final Mapping mapping;
        private final Map<String, Value> values;
        private final List<Typed> typed = new ArrayList<>();
        private final List<Transparent> transparent = new ArrayList<>();
        private final List<Call> calls = new ArrayList<>();
        private final List<String> mistakes = new ArrayList<>();

        /** What holds the modules of all parts, as far as a device of its class may. */
        private final Optional<Typed> shared;

        Draft(DeviceModel device, Mapping mapping, Map<String, Value> values) {
            this.mapping = mapping;
            this.values = values;
            this.shared = device.modules().stream()
                    .flatMap(part -> mapping.part(part.kind()).stream()
                            .filter(PartRule::isShared)
                            .map(rule -> holder(part, rule)))
                    .findFirst();
        }

        private static Typed holder(Module part, PartRule rule) {
            var device = rule.device().orElseThrow();
            return new Typed(
                    List.of(),
                    part.named(device.name()),
                    false,
                    device.type(),
                    device.means(),
                    part,
                    rule.personal(),
                    List.of(),
                    Map.of());
        }

        void add(Module part) {
            var taken = new HashSet<String>();
            var rule = mapping.part(part.kind());
            rule.ifPresent(each -> addTyped(part, each, taken));
            var personal = rule.map(PartRule::allPersonal).orElse(UNCLASSIFIED);
            var name = name(part.path());
            var rest = new Transparent(name, part, personal, taken);
            if (values.keySet().stream().anyMatch(path -> rest.name(path).isPresent())) transparent.add(rest);
            for (var action : part.actions())
                if (action.signature().isPresent() && !isStarted(part.path(action.name())))
                    calls.add(new Call(name + "." + action.name(), part, action, personal));
        }

        /** Of what is kept in the words of its own standard. */
        String name(String path) {
            return mapping.standard() + "-" + path.replace('/', '-');
        }

        private boolean isStarted(String action) {
            return typed.stream()
                    .flatMap(each -> each.links().stream())
                    .anyMatch(link -> link.isAction() && link.path().equals(action));
        }

        private void addTyped(Module part, PartRule rule, Set<String> taken) {
            var own = rule.device().filter(_ -> !rule.isShared()).map(_ -> holder(part, rule));
            for (var module : rule.modules()) {
                var device = module.managed() ? Optional.<Typed>empty() : own.or(() -> shared(module));
                // A name below the AE tells instances apart, and so below a shared device; one of its own has one of
                // each.
                var name = own.isPresent() && !module.managed() ? module.name() : part.named(module.name());
                typed(
                                part,
                                rule,
                                module,
                                device.map(each -> List.of(each.name())).orElse(List.of()),
                                name,
                                taken)
                        .ifPresent(each -> {
                            device.filter(holder -> !typed.contains(holder)).ifPresent(typed::add);
                            typed.add(each);
                        });
            }
        }

        private Optional<Typed> shared(ModuleRule module) {
            return shared.filter(
                    device -> device.type().children().contains(module.type().root()));
        }

        /** Empty if the device lacks what the type must have, or has nothing of it at all. */
        private Optional<Typed> typed(
                Module part, PartRule whole, ModuleRule rule, List<String> folder, String name, Set<String> taken) {
            var links = new ArrayList<Link>();
            var first = new LinkedHashMap<String, Value>();
            for (var each : rule.points()) {
                var measured = measured(part, each);
                if (measured.isEmpty()) continue;
                var point = measured.get();
                link(part, point).ifPresent(links::add);
                initial(part, point)
                        .ifPresent(value -> first.put(point.attribute().shortName(), value));
            }
            if (links.isEmpty() || lacks(rule.type(), first)) return Optional.empty();
            for (var link : links)
                // What is converted into another unit stays readable as the device said it.
                if (!link.isAction() && !isConverted(link))
                    taken.add(link.path().substring(part.path().length() + 1));
            var personal = Stream.concat(whole.personal().stream(), rule.personal().stream())
                    .distinct()
                    .toList();
            return Optional.of(
                    new Typed(folder, name, rule.managed(), rule.type(), rule.means(), part, personal, links, first));
        }

        private static boolean isConverted(Link link) {
            return link.rule().measure().isPresent() && link.rule().conversion() instanceof Conversion.Scaled;
        }

        /** The rule for a device that counts in a unit of its own; empty if that measures something else. */
        private Optional<PointRule> measured(Module part, PointRule rule) {
            if (rule.measure().isEmpty() || !(rule.source() instanceof Source.Point(var name)))
                return Optional.of(rule);
            var measure = rule.measure().get();
            var told =
                    measure.toldBy().map(point -> values.get(part.path(point))).map(Fitting::word);
            var own =
                    told.or(() -> part.point(name).map(DeviceModel.Point::unit)).orElse("");
            if (own.isBlank()) return Optional.of(rule);
            var conversion = Units.find(own).flatMap(unit -> unit.to(measure.unit()));
            if (conversion.isEmpty())
                mistakes.add(part.path(name) + " is in " + own + ", which nothing brings to "
                        + measure.unit().name());
            return conversion.map(each -> each.isSame() ? rule : rule.with(each));
        }

        private boolean lacks(ResourceType type, Map<String, Value> first) {
            return type.rows().values().stream()
                    .filter(row -> row.create() == Presence.M)
                    .map(row -> row.attribute().shortName())
                    .anyMatch(name -> !first.containsKey(name) && !name.equals("cnd") && !name.equals("mgd"));
        }

        private Optional<Link> link(Module part, PointRule rule) {
            return switch (rule.source()) {
                case Source.Point(var name) ->
                    part.point(name)
                            .filter(point -> values.containsKey(part.path(name)) || point.writable())
                            .map(point -> Link.to(rule, part, point));
                case Source.Action(var name) ->
                    part.action(name).map(_ -> new Link(rule, part.path(name), DeviceModel.Kind.TRUTH, true, false));
                case Source.Fixed _ -> Optional.empty();
            };
        }

        private Optional<Value> initial(Module part, PointRule rule) {
            return switch (rule.source()) {
                case Source.Point(var name) -> {
                    var value = values.get(part.path(name));
                    yield value == null
                            ? rule.otherwise()
                            : converted(part.path(name), rule, value).or(rule::otherwise);
                }
                case Source.Action(var name) -> part.action(name).map(_ -> Value.of(false));
                case Source.Fixed(var value) -> Optional.of(value);
            };
        }

        private Optional<Value> converted(String path, PointRule rule, Value value) {
            try {
                return raised(rule, value, path);
            } catch (Refused lie) {
                mistakes.add(lie.sentence());
                return Optional.empty();
            }
        }
    }
}
