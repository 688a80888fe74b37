// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.entente.codec.Json;
import org.entente.interworking.DeviceModel.Kind;
import org.entente.interworking.DeviceModel.Maker;
import org.entente.interworking.DeviceModel.Range;
import org.entente.interworking.Fitting;
import org.entente.interworking.mqtt.Command.Payload;
import org.entente.interworking.mqtt.Datum.Source;
import org.entente.interworking.mqtt.Thing.Availability;
import org.entente.interworking.mqtt.Thing.Part;
import org.entente.interworking.mqtt.Thing.Question;
import org.entente.model.Refused;
import org.entente.model.Value;

/**
 * What zigbee2mqtt says that a device can do, as a thing: pure. What it calls specific becomes a part of its own, the
 * generic values one part together.
 *
 * <p>Not for use by two threads.
 */
final class Exposes {
    private static final Set<String> SPECIFIC = Set.of("light", "switch", "fan", "cover", "lock", "climate");
    /** Different makers' names for one value. */
    private static final Map<String, String> SAME =
            Map.of("occupied_heating_setpoint", "heating_setpoint", "current_heating_setpoint", "heating_setpoint");

    private static final int STATED = 1;
    private static final int SETTABLE = 2;
    private static final int GETTABLE = 4;
    private static final int MOST_VALUES = 300;
    private static final int DEEPEST = 4;
    /** What zigbee2mqtt knows of a device without asking it. */
    private static final List<About> ABOUT = List.of(
            new About("name", List.of("friendly_name")),
            new About("address", List.of("ieee_address")),
            new About("firmware", List.of("software_build_id")),
            new About("power", List.of("power_source")),
            new About("role", List.of("type")),
            new About("maker", List.of("definition", "vendor")),
            new About("model", List.of("definition", "model")),
            new About("description", List.of("definition", "description")));

    private final String topic;
    private final Map<String, List<Datum>> parts = new LinkedHashMap<>();
    private Value.Fields asked = Value.Fields.EMPTY;
    private int values;

    private record About(String point, List<String> place) {}

    private Exposes(String topic) {
        this.topic = topic;
    }

    /** @throws Refused if the entry makes no sense */
    static Thing read(String base, Value.Fields device) {
        var name = device.text("friendly_name").orElse("");
        if (!Topics.isFriendlyName(name)) throw Refused.badRequest("a device must not be called \"" + name + "\"");
        return new Exposes(base + "/" + name).thing(name, device);
    }

    private Thing thing(String name, Value.Fields device) {
        var known = new LinkedHashMap<String, Value>();
        var about = new ArrayList<Datum>();
        for (var each : ABOUT)
            new Pointer(each.place)
                    .find(device)
                    .filter(Value.Text.class::isInstance)
                    .ifPresent(text -> {
                        about.add(text(each.point, Optional.empty()));
                        known.put("zigbee-device/0/" + each.point, text);
                    });
        new Pointer(List.of("definition", "exposes"))
                .find(device)
                .ifPresent(exposes -> items(exposes).forEach(this::expose));
        var all = new ArrayList<>(List.of(new Part("zigbee-device", 0, "device", about)));
        var instances = new LinkedHashMap<String, Integer>();
        parts.forEach((key, data) -> {
            var kind = key.substring(0, key.indexOf(' '));
            all.add(new Part(kind, instances.merge(kind, 1, Integer::sum) - 1, key.strip(), data));
        });
        // Without a state topic that is described, the whole payload would go unheard.
        if (parts.isEmpty()) all.add(new Part("zigbee-sensors", 0, "state", List.of(lastSeen())));
        return new Thing(
                name,
                "Zigbee device",
                maker(device),
                all,
                known,
                Optional.of(new Availability(topic + "/availability", "online", "offline")),
                asked.members().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Question(
                                topic + "/get", new String(Json.STRICT.write(asked), StandardCharsets.UTF_8))));
    }

    private static Maker maker(Value.Fields device) {
        var definition = device.find("definition").orElse(Value.Fields.EMPTY) instanceof Value.Fields fields
                ? fields
                : Value.Fields.EMPTY;
        return new Maker(
                definition.text("vendor").orElse(""),
                definition.text("model").orElse(""),
                device.text("ieee_address").orElse(""),
                device.text("software_build_id").orElse(""));
    }

    private Datum lastSeen() {
        return text("last_seen", Optional.of(new Source(topic, Pointer.of("/last_seen"))));
    }

    private void expose(Value given) {
        if (!(given instanceof Value.Fields expose)) throw Refused.badRequest("exposes must hold objects");
        var type = expose.text("type").orElse("");
        var endpoint = expose.text("endpoint").orElse("");
        if (SPECIFIC.contains(type)) {
            var key = unique("zigbee-" + type + " " + endpoint);
            for (var feature : features(expose)) generic(feature, key, List.of(), 1);
        } else generic(expose, "zigbee-sensors " + endpoint, List.of(), 1);
    }

    /** Two lights without an endpoint are two lights. */
    private String unique(String key) {
        var free = key;
        for (int i = 1; parts.containsKey(free); i++) free = key + " " + i;
        return free;
    }

    private void generic(Value.Fields expose, String part, List<String> above, int depth) {
        if (depth > DEEPEST || ++values > MOST_VALUES) throw Refused.badRequest("exposes without end");
        var property = expose.text("property").or(() -> expose.text("name")).orElse("");
        if (property.isEmpty()) return;
        var place = Stream.concat(above.stream(), Stream.of(property)).toList();
        if (expose.find("features").isPresent()) {
            for (var feature : features(expose)) generic(feature, part, place, depth + 1);
            return;
        }
        int access = number(expose, "access").orElse(0.0).intValue();
        var name = above.isEmpty() ? named(expose.text("name").orElse(property)) : String.join(".", place);
        var pointer = new Pointer(place);
        var data = parts.computeIfAbsent(part, _ -> new ArrayList<>());
        if (data.stream().anyMatch(each -> each.name().equals(name))) return;
        var heard = new Source(topic, Optional.of(pointer));
        var command = new Command(topic + "/set", new Payload.Member(pointer));
        if ((access & (STATED | SETTABLE)) != 0)
            data.add(new Datum(
                    name,
                    expose.text("label").orElse(name),
                    form(expose),
                    expose.text("unit").orElse(""),
                    range(expose),
                    (access & STATED) != 0 ? Optional.of(heard) : Optional.empty(),
                    (access & SETTABLE) != 0 ? Optional.of(command) : Optional.empty()));
        if ((access & GETTABLE) != 0) asked = asked.with(place.getFirst(), Value.of(""));
    }

    private static String named(String name) {
        return SAME.getOrDefault(name, name);
    }

    private static Form form(Value.Fields expose) {
        return switch (expose.text("type").orElse("")) {
            case "binary" -> binary(expose);
            case "numeric" -> new Form.Plain(Kind.REAL);
            case "enum" ->
                new Form.Choice(expose.find("values").map(Exposes::items).orElse(List.of()).stream()
                        .map(Fitting::word)
                        .toList());
            case "text" -> new Form.Plain(Kind.TEXT);
            default -> new Form.Plain(Kind.STRUCTURE);
        };
    }

    /** Truths stay what they are: on is false for a contact, which is closed when it is true. */
    private static Form binary(Value.Fields expose) {
        var on = expose.find("value_on").orElse(Value.of(true));
        var off = expose.find("value_off").orElse(Value.of(false));
        return on instanceof Value.Bool && off instanceof Value.Bool
                ? new Form.Plain(Kind.TRUTH)
                : Form.Words.of(on, off);
    }

    private static Optional<Range> range(Value.Fields expose) {
        var least = number(expose, "value_min");
        var greatest = number(expose, "value_max");
        if (least.isEmpty() && greatest.isEmpty()) return Optional.empty();
        return Optional.of(
                new Range(least.orElse(Double.NEGATIVE_INFINITY), greatest.orElse(Double.POSITIVE_INFINITY)));
    }

    private static Optional<Double> number(Value.Fields expose, String name) {
        return expose.find(name)
                .filter(value -> value instanceof Value.Whole || value instanceof Value.Real)
                .map(value -> Fitting.number(value, name));
    }

    private static List<Value.Fields> features(Value.Fields expose) {
        var features = new ArrayList<Value.Fields>();
        for (var each : items(expose.find("features").orElse(Value.of(List.of()))))
            if (each instanceof Value.Fields feature) features.add(feature);
            else throw Refused.badRequest("features must hold objects");
        return features;
    }

    private static List<Value> items(Value value) {
        if (value instanceof Value.Items(var items)) return items;
        throw Refused.badRequest("exposes and features must be lists");
    }

    private static Datum text(String name, Optional<Source> heard) {
        return new Datum(name, name, new Form.Plain(Kind.TEXT), "", Optional.empty(), heard, Optional.empty());
    }
}
