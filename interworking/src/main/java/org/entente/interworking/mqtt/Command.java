// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.entente.codec.Json;
import org.entente.interworking.Fitting;
import org.entente.model.Value;

/** How a thing is told a value: where to, and in which words. */
record Command(String topic, Payload payload) {

    sealed interface Payload {
        /** The value alone, as text. */
        record Bare() implements Payload {}

        /**
         * The value between two texts.
         *
         * @param json the value is written as JSON, so that no text breaks out of its quotes
         */
        record Template(String before, String after, boolean json) implements Payload {}

        /** A member of a JSON object; those that go to one topic go together. */
        record Member(Pointer pointer) implements Payload {}
    }

    /** The messages that say all values, by topic. */
    static Map<String, byte[]> messages(Map<Command, Value> values) {
        var objects = new LinkedHashMap<String, Value.Fields>();
        var messages = new LinkedHashMap<String, byte[]>();
        values.forEach((command, value) -> {
            switch (command.payload) {
                case Payload.Bare _ -> messages.put(command.topic, bytes(Fitting.word(value)));
                case Payload.Template(var before, var after, var json) ->
                    messages.put(command.topic, bytes(before + (json ? json(value) : Fitting.word(value)) + after));
                case Payload.Member(var pointer) ->
                    objects.merge(
                            command.topic,
                            pointer.put(Value.Fields.EMPTY, value),
                            (before, _) -> pointer.put(before, value));
            }
        });
        objects.forEach((topic, object) -> messages.put(topic, Json.STRICT.write(object)));
        return messages;
    }

    private static String json(Value value) {
        return new String(Json.STRICT.write(value), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
