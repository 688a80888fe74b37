// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.entente.codec.Json;
import org.entente.codec.Limits;
import org.entente.model.Refused;
import org.entente.model.Value;

/** What a message says about a thing: pure, from what its data are and the bytes that came. */
final class Reading {
    /** Where a JSON payload's members are kept that nobody has described. */
    static final String REST = "undescribed/0";

    /** The largest payload that is read. */
    static final int LARGEST = 64 * 1024;

    private static final int MOST_UNDESCRIBED = 64;
    private static final int LONGEST_NAME = 100;
    private static final Json JSON = new Json(new Limits(LARGEST, 32));

    private final Map<String, List<Heard>> byTopic = new LinkedHashMap<>();
    private final Set<String> undescribed = new LinkedHashSet<>();

    private record Heard(String path, Datum datum, Datum.Source source) {}

    Reading(Thing thing) {
        for (var part : thing.parts())
            for (var datum : part.data())
                datum.heard()
                        .ifPresent(source -> byTopic.computeIfAbsent(source.topic(), _ -> new ArrayList<>())
                                .add(new Heard(part.path() + "/" + datum.name(), datum, source)));
    }

    Set<String> topics() {
        return byTopic.keySet();
    }

    /** The names of the members that nobody has described and that were heard until now. */
    Set<String> undescribed() {
        return undescribed;
    }

    /**
     * The values by path.
     *
     * @param mistakes takes a sentence for each value that makes no sense
     */
    Map<String, Value> values(Message message, Consumer<String> mistakes) {
        var heard = byTopic.getOrDefault(message.topic(), List.of());
        // An empty payload takes away what the broker had kept.
        if (heard.isEmpty() || message.payload().length == 0) return Map.of();
        try {
            return values(message, heard, mistakes);
        } catch (Refused malformed) {
            mistakes.accept(message.topic() + ": " + malformed.sentence());
            return Map.of();
        }
    }

    private Map<String, Value> values(Message message, List<Heard> heard, Consumer<String> mistakes) {
        if (message.payload().length > LARGEST)
            throw Refused.badRequest("the payload has more than " + LARGEST + " bytes");
        boolean isDocument =
                heard.stream().anyMatch(each -> each.source.pointer().isPresent());
        var whole = isDocument ? JSON.read(message.payload()) : Value.of(text(message.payload()));
        if (isDocument && !(whole instanceof Value.Fields)) throw Refused.badRequest("the payload is no JSON object");
        var values = new LinkedHashMap<String, Value>();
        for (var each : heard) {
            var raw = each.source.pointer().isEmpty()
                    ? Optional.of(isDocument ? Value.of(text(message.payload())) : whole)
                    : each.source.pointer().get().find(whole);
            try {
                raw.ifPresent(value -> values.put(each.path, each.datum.form().up(value, each.path)));
            } catch (Refused lie) {
                mistakes.accept(lie.sentence());
            }
        }
        if (whole instanceof Value.Fields fields) values.putAll(rest(fields, heard, mistakes));
        return values;
    }

    private Map<String, Value> rest(Value.Fields document, List<Heard> heard, Consumer<String> mistakes) {
        var described = new HashSet<String>();
        for (var each : heard)
            each.source
                    .pointer()
                    .filter(pointer -> pointer.names().size() == 1)
                    .ifPresent(pointer -> described.add(pointer.names().getFirst()));
        var rest = new LinkedHashMap<String, Value>();
        document.members().forEach((name, value) -> {
            if (described.contains(name) || value == Value.Deleted.DELETED) return;
            if (name.isEmpty() || name.length() > LONGEST_NAME)
                mistakes.accept("a member whose name has " + name.length() + " characters");
            else if (undescribed.contains(name) || undescribed.size() < MOST_UNDESCRIBED) {
                undescribed.add(name);
                rest.put(REST + "/" + name, value);
            } else mistakes.accept("more than " + MOST_UNDESCRIBED + " members that nobody has described");
        });
        return rest;
    }

    private static String text(byte[] payload) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refused.badRequest("the payload is no text");
        }
    }
}
