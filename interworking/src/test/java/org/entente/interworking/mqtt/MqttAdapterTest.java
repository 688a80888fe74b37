// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.entente.interworking.Shown;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The heater of docs/mqtt-things.md, at a broker of another maker. */
class MqttAdapterTest {
    private static final String SENSOR = "home/heater-1/sensor";
    private static final String STATE =
            "{\"room\": {\"temperature\": 21.5, \"humidity\": 40, \"co2\": 700}, \"target\": 205, \"serial\": \"h7\"}";

    @TempDir
    private Path folder = Path.of(".");

    private Stage<MosquittoVenue> stage;

    @BeforeEach
    void start() throws Exception {
        stage = Stage.open(folder);
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    private Voice heater() throws Exception {
        var heater = new Voice(stage.broker(), "heater", "home/heater-1/status", "offline");
        heater.listening("home/heater-1/+/set", (topic, word) -> heater.say("home/heater-1/relay", word, true));
        heater.listening(
                "home/heater-1/set",
                (topic, payload) -> heater.say(SENSOR, STATE.replace("205", payload.replaceAll("\\D", "")), false));
        return heater;
    }

    private void describe() throws Exception {
        stage.describe(Shown.file("mqtt-things.md", "standard: mqtt"));
    }

    /** There, and all that it says is known. */
    private void furnished() throws Exception {
        stage.broker().publish("home/heater-1/status", "online", "-r");
        stage.broker().publish("home/heater-1/relay", "OFF", "-r");
        stage.broker().publish("home/heater-1/window", "shut", "-r");
        stage.broker().publish(SENSOR, STATE, "-r");
        describe();
        stage.awaitText("heater-1/temperature", "tarTe", "20.5");
        stage.awaitText("heater-1/binarySwitch", "state", "false");
        stage.awaitText("heater-1/window", "dooSe", "1");
    }

    @Test
    @Spec("TS-0033 §6")
    void thing_appears_typed_and_what_nobody_described_is_kept() throws Exception {
        furnished();

        assertThat(stage.cse().text("heater-1/temperature", "curT0")).isEqualTo("21.5");
        assertThat(stage.cse().text("heater-1/humidity", "relHy")).isEqualTo("40.0");
        assertThat(stage.cse().text("heater-1", "lbl")).contains("Iwked-Technology:MQTT");
        stage.soon()
                .untilAsserted(() -> assertThat(stage.kept("heater-1/mqtt-undescribed-0"))
                        .contains("\"co2\":700")
                        .contains("\"serial\":\"h7\""));
    }

    @Test
    void values_flow_whether_retained_or_not() throws Exception {
        furnished();

        stage.broker().publish(SENSOR, STATE.replace("21.5", "23.25"));
        stage.awaitText("heater-1/temperature", "curT0", "23.25");

        stage.broker().publish("home/heater-1/window", "open", "-r");
        stage.awaitText("heater-1/window", "dooSe", "2");
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.19")
    void update_is_answered_when_the_thing_says_that_it_took_it() throws Exception {
        furnished();
        try (var heater = heater()) {
            var on = stage.update("heater-1/binarySwitch", "cod:binSh", "state", Value.of(true));
            var warmer = stage.update("heater-1/temperature", "cod:tempe", "tarTe", Value.of(22.5));

            assertThat(on.code()).as(on.sentence()).isEqualTo(ResultCode.UPDATED);
            assertThat(warmer.code()).as(warmer.sentence()).isEqualTo(ResultCode.UPDATED);
            assertThat(heater.heard())
                    .containsExactly("home/heater-1/relay/set ON", "home/heater-1/set {\"target\": 225}");
        }
    }

    @Test
    void what_a_thing_says_after_a_command_is_no_second_command() throws Exception {
        furnished();
        try (var heater = heater()) {
            stage.update("heater-1/binarySwitch", "cod:binSh", "state", Value.of(true));
            heater.say("home/heater-1/relay", "OFF", true);
            stage.awaitText("heater-1/binarySwitch", "state", "false");
            stage.update("heater-1/binarySwitch", "cod:binSh", "state", Value.of(true));

            assertThat(heater.heard()).containsExactly("home/heater-1/relay/set ON", "home/heater-1/relay/set ON");
        }
    }

    @Test
    @Spec("TS-0004 §7.3.2.9")
    void value_outside_the_range_is_denied_before_it_leaves() throws Exception {
        furnished();
        try (var heater = heater()) {
            var tooHot = stage.update("heater-1/temperature", "cod:tempe", "tarTe", Value.of(99));

            assertThat(tooHot.code()).isEqualTo(ResultCode.OPERATION_DENIED_BY_REMOTE_ENTITY);
            assertThat(tooHot.sentence()).contains("5.0 to 30.0, not 99.0");
            assertThat(heater.heard()).isEmpty();
        }
    }

    @Test
    void last_will_shows_the_thing_as_away_until_it_says_that_it_is_back() throws Exception {
        furnished();

        stage.broker().publish("home/heater-1/status", "offline", "-r");
        stage.awaitText("heater-1", "rr", "false");
        var late = stage.update("heater-1/binarySwitch", "cod:binSh", "state", Value.of(true));
        assertThat(late.code()).isEqualTo(ResultCode.REMOTE_ENTITY_NOT_REACHABLE);

        stage.broker().publish("home/heater-1/status", "{\"state\":\"online\"}", "-r");
        stage.awaitText("heater-1", "rr", "true");
    }

    @Test
    void broker_that_goes_takes_its_things_away_and_brings_them_back() throws Exception {
        furnished();

        stage.broker().stop();
        stage.awaitText("heater-1", "rr", "false");
        stage.broker().startAgain();
        stage.awaitText("heater-1", "rr", "true");

        // What was subscribed is again, although this broker has forgotten everything.
        stage.soon().untilAsserted(() -> {
            stage.broker().publish("home/heater-1/window", "open");
            assertThat(stage.cse().text("heater-1/window", "dooSe")).isEqualTo("2");
        });
    }

    @Test
    void thing_that_says_nothing_is_unreachable_and_one_that_says_something_else_denies() throws Exception {
        stage.close();
        stage = Stage.open(MosquittoVenue.start(folder), Duration.ofSeconds(1));
        furnished();

        var silent = stage.update("heater-1/binarySwitch", "cod:binSh", "state", Value.of(true));
        assertThat(silent.code()).isEqualTo(ResultCode.REMOTE_ENTITY_NOT_REACHABLE);
        assertThat(silent.sentence()).contains("did not say in time");
        assertThat(stage.cse().text("heater-1/binarySwitch", "state")).isEqualTo("false");
        assertThat(stage.cse().count(Operation.DELETE, "heater-1/binarySwitch")).isZero();
    }
}
