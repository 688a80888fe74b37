// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.interworking.DeviceModel.Kind;
import org.entente.interworking.DeviceModel.Maker;
import org.entente.interworking.DeviceModel.Range;
import org.entente.interworking.Sheet;
import org.entente.interworking.Sheet.Where;
import org.entente.interworking.Units;
import org.entente.interworking.mqtt.Command.Payload;
import org.entente.interworking.mqtt.Datum.Source;
import org.entente.interworking.mqtt.Thing.Availability;
import org.entente.interworking.mqtt.Thing.Part;
import org.entente.interworking.mqtt.Thing.Question;
import org.entente.model.Value;

/** Reads topics and things from a user's file; mistakes stay in the sheet. */
public final class ThingsReader {
    private static final String VALUE = "${value}";
    private static final List<String> KINDS = List.of("real", "whole", "truth", "text", "structure");
    private static final Set<String> DATUM_KEYS = Set.of(
            "state",
            "pointer",
            "as",
            "scale",
            "unit",
            "least",
            "greatest",
            "words",
            "title",
            "command",
            "command-pointer",
            "payload");

    private final Sheet sheet;

    private ThingsReader(Sheet sheet) {
        this.sheet = sheet;
    }

    public static Things read(Sheet sheet) {
        return new ThingsReader(sheet).whole();
    }

    private Things whole() {
        var kinds = new HashMap<String, Map<String, Object>>();
        for (var part : sheet.maps(sheet.root(), "parts", sheet.whole(), "a part"))
            sheet.optional(part, "from")
                    .ifPresent(kind -> kinds.put(
                            kind,
                            sheet.map(
                                    part.getOrDefault("topics", Map.of()),
                                    sheet.where(part, "part " + kind + " topics"))));
        var things = new ArrayList<Thing>();
        var names = new HashSet<String>();
        for (var device : sheet.maps(sheet.root(), "devices", sheet.whole(), "a device")) {
            var thing = thing(device, kinds);
            if (!names.add(thing.name()))
                sheet.mistake(sheet.where(device, "device " + thing.name()) + " stands there twice");
            things.add(thing);
        }
        return new Things(things);
    }

    private Thing thing(Map<String, Object> device, Map<String, Map<String, Object>> kinds) {
        var name = sheet.text(device, "name", sheet.where(device, "a device"));
        var where = sheet.where(device, "device " + name);
        sheet.known(
                device,
                Set.of("name", "topic", "availability", "online", "offline", "ask", "ask-payload", "parts"),
                where);
        needs(device, "availability", List.of("online", "offline"), where);
        needs(device, "ask", List.of("ask-payload"), where);
        var base = sheet.optional(device, "topic").orElse("");
        var parts = new ArrayList<Part>();
        var instances = new HashMap<String, Integer>();
        for (var each : sheet.list(device.get("parts"), where.and(" parts"))) {
            var part = each instanceof Map<?, ?> ? sheet.map(each, where) : Map.<String, Object>of("kind", each);
            sheet.known(part, Set.of("kind", "topic"), where.and(" part"));
            var kind = sheet.text(part, "kind", where.and(" part"));
            var topics = kinds.getOrDefault(kind, Map.of());
            if (topics.isEmpty()) sheet.mistake(where + ": this file has no part " + kind + " with topics");
            var own = sheet.optional(part, "topic")
                    .map(topic -> joined(base, topic))
                    .orElse(base);
            parts.add(new Part(kind, instances.merge(kind, 1, Integer::sum) - 1, kind, data(topics, own, kind)));
        }
        if (parts.isEmpty()) sheet.mistake(where + " has no parts");
        return new Thing(
                name,
                "MQTT thing",
                Maker.UNKNOWN,
                parts,
                Map.of(),
                topic(device, "availability", base, where)
                        .map(topic -> new Availability(
                                topic,
                                sheet.optional(device, "online").orElse("online"),
                                sheet.optional(device, "offline").orElse("offline"))),
                topic(device, "ask", base, where)
                        .map(topic -> new Question(
                                topic, sheet.optional(device, "ask-payload").orElse(""))));
    }

    private List<Datum> data(Map<String, Object> topics, String base, String kind) {
        var data = new ArrayList<Datum>();
        topics.forEach((name, given) -> {
            var where = sheet.where(topics, name, "part " + kind + " topic " + name);
            var datum = sheet.map(given, where);
            sheet.known(datum, DATUM_KEYS, where);
            data.add(datum(name, datum, base, where));
        });
        return data;
    }

    private Datum datum(String name, Map<String, Object> datum, String base, Where where) {
        var heard =
                topic(datum, "state", base, where).map(topic -> new Source(topic, pointer(datum, "pointer", where)));
        var command = topic(datum, "command", base, where).map(topic -> new Command(topic, payload(datum, where)));
        if (heard.isEmpty() && command.isEmpty()) sheet.mistake(where + " needs one of state, command");
        needs(datum, "state", List.of("pointer"), where);
        needs(datum, "command", List.of("command-pointer", "payload"), where);
        if (datum.containsKey("words") && datum.containsKey("scale")) sheet.mistake(where + ": words have no scale");
        var unit = sheet.optional(datum, "unit").orElse("");
        if (!unit.isEmpty() && Units.find(unit).isEmpty()) sheet.mistake(where + ": there is no unit " + unit);
        return new Datum(
                name,
                sheet.optional(datum, "title").orElse(name),
                form(datum, where),
                unit,
                range(datum, where),
                heard,
                command);
    }

    /** What says more of something that is not there would be passed over. */
    private void needs(Map<String, Object> map, String whole, List<String> parts, Where where) {
        for (var part : parts)
            if (map.containsKey(part) && !map.containsKey(whole))
                sheet.mistake(where + ": " + part + " needs " + whole);
    }

    private Payload payload(Map<String, Object> datum, Where where) {
        var pointer = pointer(datum, "command-pointer", where);
        var template = sheet.optional(datum, "payload");
        if (pointer.isPresent() && template.isPresent()) sheet.mistake(where + ": either command-pointer or payload");
        if (pointer.isPresent()) return new Payload.Member(pointer.get());
        if (template.isEmpty()) return new Payload.Bare();
        int at = template.get().indexOf(VALUE);
        if (at < 0 || template.get().indexOf(VALUE, at + 1) >= 0) {
            sheet.mistake(where + ": payload must hold " + VALUE + " once");
            return new Payload.Bare();
        }
        boolean json = template.get().strip().matches("(?s)[{\\[].*");
        return new Payload.Template(
                template.get().substring(0, at), template.get().substring(at + VALUE.length()), json);
    }

    private Form form(Map<String, Object> datum, Where where) {
        var kind = sheet.oneOf(datum, "as", KINDS, where);
        if (datum.containsKey("words")) {
            var meanings = new LinkedHashMap<Value, Value>();
            sheet.map(datum.get("words"), where.and(" words"))
                    .forEach((word, meaning) -> meanings.put(Value.of(word), scalar(meaning, where)));
            return new Form.Words(meanings);
        }
        var scale = sheet.number(datum, "scale", where);
        if (scale.isPresent() && scale.getAsDouble() == 0) sheet.mistake(where + ": a scale of 0 loses the value");
        return scale.isPresent() && scale.getAsDouble() != 0
                ? new Form.Scaled(scale.getAsDouble())
                : new Form.Plain(Kind.valueOf(kind.toUpperCase(Locale.ROOT)));
    }

    private Value scalar(Object given, Where where) {
        return switch (given) {
            case Boolean truth -> Value.of(truth.booleanValue());
            case Integer number -> Value.of(number.longValue());
            case Double number -> Value.of(number.doubleValue());
            case String text -> Value.of(text);
            default -> {
                sheet.mistake(where + ": " + given + " is no single value");
                yield Value.of("");
            }
        };
    }

    private Optional<Range> range(Map<String, Object> datum, Where where) {
        var least = sheet.number(datum, "least", where);
        var greatest = sheet.number(datum, "greatest", where);
        if (least.isEmpty() && greatest.isEmpty()) return Optional.empty();
        var range = new Range(least.orElse(Double.NEGATIVE_INFINITY), greatest.orElse(Double.POSITIVE_INFINITY));
        if (range.least() > range.greatest()) sheet.mistake(where + ": least is more than greatest");
        return Optional.of(range);
    }

    private Optional<Pointer> pointer(Map<String, Object> datum, String key, Where where) {
        var text = sheet.optional(datum, key);
        var pointer = text.flatMap(Pointer::of);
        if (text.isPresent() && pointer.isEmpty())
            sheet.mistake(where + ": " + key + " must be a JSON pointer such as /ENERGY/Power, not " + text.get());
        return pointer;
    }

    private Optional<String> topic(Map<String, Object> map, String key, String base, Where where) {
        var topic = sheet.optional(map, key).map(given -> joined(base, given));
        topic.filter(name -> !Topics.isPlain(name))
                .ifPresent(
                        name -> sheet.mistake(where + ": " + key + " must be a topic without wildcards, not " + name));
        if (base.isEmpty()
                && sheet.optional(map, key)
                        .filter(given -> given.startsWith("~"))
                        .isPresent())
            sheet.mistake(where + ": " + key + " begins with ~, which stands for a topic that no device says");
        return topic;
    }

    /** A tilde stands for the topic of the thing. */
    private static String joined(String base, String topic) {
        return topic.startsWith("~") ? base + topic.substring(1) : topic;
    }
}
