// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.entente.interworking.Sheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThingsReaderTest {
    @Test
    void mistakes_are_told_together_each_with_its_place() {
        var sheet = Sheet.of("""
                standard: mqtt
                parts:
                  - from: heater
                    topics:
                      wild: { state: home/+/sensor }
                      silent: { unit: Cel }
                      odd: { state: ~/a, pointer: room, as: number, scale: 0, unit: warmth, least: 5, greatest: 1 }
                      told: { command: ~/b, payload: no place }
                      twice: { command: ~/b, payload: '{"a": ${value}}', command-pointer: /a }
                      more: { state: ~/c, colour: red }
                devices:
                  - { name: one, topic: home/one, availability: "~/#", parts: [heater, cooler] }
                  - { name: one, topic: home/one, parts: [] }
                """, "things.yaml");

        ThingsReader.read(sheet);

        assertThatThrownBy(sheet::refuseMistakes)
                .hasMessageContainingAll(
                        "part heater topic wild: state must be a topic without wildcards, not home/+/sensor",
                        "part heater topic silent needs one of state, command",
                        "part heater topic odd: pointer must be a JSON pointer such as /ENERGY/Power, not room",
                        "part heater topic odd: as must be one of real, whole, truth, text, structure, not number",
                        "part heater topic odd: a scale of 0 loses the value",
                        "part heater topic odd: there is no unit warmth",
                        "part heater topic odd: least is more than greatest",
                        "part heater topic told: payload must hold ${value} once",
                        "part heater topic twice: either command-pointer or payload",
                        "part heater topic more has an unknown key colour",
                        "device one: availability must be a topic without wildcards, not home/one/#",
                        "device one: this file has no part cooler with topics",
                        "device one has no parts",
                        "device one stands there twice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{command: ~/set, pointer: /a}|topic t: pointer needs state",
                "{state: ~/s, payload: '${value}'}|topic t: payload needs command",
                "{state: ~/s, command-pointer: /a}|topic t: command-pointer needs command",
                "{state: ~/s, words: {a: 1}, scale: 2}|topic t: words have no scale"
            })
    void what_would_be_passed_over_is_a_mistake(String topic, String sentence) {
        assertMistake(
                "{parts: [{from: p, topics: {t: " + topic + "}}], devices: [{name: d, topic: home, parts: [p]}]}",
                sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topic: home, online: here|device d: online needs availability",
                "topic: home, ask-payload: x|device d: ask-payload needs ask",
                "availability: a|topic t: state begins with ~, which stands for a topic that no device says"
            })
    void what_a_device_does_not_say_whole_is_a_mistake(String device, String sentence) {
        assertMistake(
                "{parts: [{from: p, topics: {t: {state: ~/s}}}], devices: [{name: d, " + device + ", parts: [p]}]}",
                sentence);
    }

    private static void assertMistake(String text, String sentence) {
        var sheet = Sheet.of(text, "mine.yaml");
        ThingsReader.read(sheet);

        assertThatThrownBy(sheet::refuseMistakes).hasMessageContainingAll("mine.yaml", sentence);
    }
}
