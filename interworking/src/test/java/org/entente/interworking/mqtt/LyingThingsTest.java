// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.codec.Json;
import org.entente.interworking.DeviceModel.Kind;
import org.entente.interworking.DeviceModel.Maker;
import org.entente.interworking.Outcome;
import org.entente.interworking.Shown;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a thing may say that makes no sense; each ends in a sentence, and what follows counts. */
class LyingThingsTest {
    private static final String TRUE = "{\"n\": 7, \"t\": true, \"s\": {\"x\": 1}}";

    private final List<String> mistakes = new ArrayList<>();
    private final Reading reading = new Reading(thing(List.of(
            datum("number", new Form.Plain(Kind.REAL), "json", "/n"),
            datum("truth", new Form.Plain(Kind.TRUTH), "json", "/t"),
            datum("inner", new Form.Plain(Kind.REAL), "json", "/s/x"),
            datum("bare", new Form.Plain(Kind.REAL), "text", ""),
            datum("word", new Form.Words(Map.of(Value.of("ON"), Value.of(true))), "words", ""))));

    private static Datum datum(String name, Form form, String topic, String pointer) {
        var source = new Datum.Source(topic, Pointer.of(pointer));
        return new Datum(name, name, form, "", Optional.empty(), Optional.of(source), Optional.empty());
    }

    private static Thing thing(List<Datum> data) {
        var part = new Thing.Part("part", 0, "part", data);
        return new Thing("thing", "thing", Maker.UNKNOWN, List.of(part), Map.of(), Optional.empty(), Optional.empty());
    }

    private Map<String, Value> values(String topic, byte[] payload) {
        return reading.values(new Message(topic, payload, false), mistakes::add);
    }

    private Map<String, Value> values(String topic, String payload) {
        return values(topic, payload.getBytes(UTF_8));
    }

    private static Stream<Arguments> payloads() throws IOException {
        return Shown.cases("bad-input.md", "| where a thing says | it says | the hub says |");
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("payloads")
    void payload_that_makes_no_sense_is_a_sentence_and_the_next_one_counts(
            String topic, String payload, String sentence) {
        values(topic.toLowerCase(Locale.ROOT), payload);

        assertThat(mistakes).singleElement().asString().contains(sentence);
        assertThat(values("json", TRUE))
                .containsEntry("part/0/number", Value.of(7.0))
                .containsEntry("part/0/truth", Value.of(true))
                .containsEntry("part/0/inner", Value.of(1.0));
    }

    @Test
    void one_wrong_member_does_not_hide_the_others() {
        var values = values("json", "{\"n\": \"warm\", \"t\": true}");

        assertThat(values).containsOnlyKeys("part/0/truth");
        assertThat(mistakes).hasSize(1);
    }

    @Test
    void payload_that_is_huge_deep_or_no_text_is_refused() {
        values("json", "{\"n\": \"" + "x".repeat(Reading.LARGEST) + "\"}");
        values("json", "[".repeat(1000));
        values("text", new byte[] {(byte) 0xc3, 0x28});

        assertThat(mistakes).hasSize(3);
        assertThat(mistakes.get(0)).contains("more than 65536 bytes");
        assertThat(mistakes.get(1)).contains("deeper than 32");
        assertThat(mistakes.get(2)).contains("no text");
    }

    @Test
    void payload_that_takes_away_what_was_retained_and_null_say_nothing() {
        assertThat(values("json", "")).isEmpty();
        assertThat(values("json", "{\"n\": null, \"s\": null}")).isEmpty();
        assertThat(mistakes).isEmpty();
    }

    @Test
    void thing_that_says_something_else_than_it_was_told_denies_in_its_own_words() {
        var expectation = new Expectation(Map.of("relay", Value.of("ON")), Map.of("relay", Value.of("OFF")));

        expectation.hear(Map.of("relay", Value.of("BLOCKED")));

        assertThat(expectation.outcome()).isNotDone();
        assertThat(expectation.verdict()).isEqualTo(new Outcome.Denied("relay is BLOCKED after it was told to be ON"));
    }

    @Test
    void members_without_end_are_bounded() {
        for (int i = 0; i < 500; i++) values("json", "{\"member" + i + "\": 1}");
        values("json", "{\"" + "x".repeat(101) + "\": 1}");

        assertThat(reading.undescribed()).hasSize(64);
        assertThat(mistakes).anyMatch(each -> each.contains("more than 64")).anyMatch(each -> each.contains("101"));
    }

    @Test
    void text_does_not_break_out_of_a_template() {
        var command = new Command("t", new Command.Payload.Template("{\"name\": ", "}", true));

        var messages = Command.messages(Map.of(command, Value.of("x\", \"lock\": \"open")));

        assertThat(messages).containsOnlyKeys("t");
        var payload = messages.getOrDefault("t", new byte[0]);
        assertThat(Json.STRICT.readObject(payload).members())
                .containsOnly(Map.entry("name", Value.of("x\", \"lock\": \"open")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bridge",
                "bridge/request/restart",
                "a/+",
                "#",
                "lamp/set",
                "lamp/set/state",
                "lamp/availability",
                "/lamp",
                "$SYS/broker",
                "a\u0000b"
            })
    void name_that_would_reach_into_topics_of_others_is_refused(String name) {
        var device = Value.field("friendly_name", Value.of(name)).with("type", Value.of("Router"));

        assertThatThrownBy(() -> Exposes.read("zigbee2mqtt", device)).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"exposes\": 7}",
                "{\"exposes\": [7]}",
                "{\"exposes\": [{\"type\": \"light\", \"features\": {}}]}",
                "{\"exposes\": [{\"type\": \"light\", \"features\": [[]]}]}",
                "{\"exposes\": [{\"type\": \"enum\", \"name\": \"e\", \"access\": 1, \"values\": \"on\"}]}"
            })
    void exposes_that_make_no_sense_are_refused(String definition) {
        var device = Value.field("friendly_name", Value.of("lamp"))
                .with("definition", Json.STRICT.readObject(definition.getBytes(UTF_8)));

        assertThatThrownBy(() -> Exposes.read("zigbee2mqtt", device)).isInstanceOf(Refused.class);
    }

    @Test
    void exposes_without_end_are_refused() {
        var deep = "{\"name\":\"a\",\"features\":[".repeat(10) + "]}".repeat(10);
        var many = "{\"name\":\"a\",\"type\":\"numeric\",\"access\":1},".repeat(400);
        for (var exposes : List.of(deep, many.substring(0, many.length() - 1))) {
            var device = Value.field("friendly_name", Value.of("lamp"))
                    .with("definition", Json.STRICT.readObject(("{\"exposes\":[" + exposes + "]}").getBytes(UTF_8)));

            assertThatThrownBy(() -> Exposes.read("zigbee2mqtt", device))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("without end");
        }
    }
}
