// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.peer.Program;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One thing misbehaves at the broker, and a second one beside it is served as ever. */
class RestlessThingsTest {
    private static final String FILE = """
            standard: mqtt
            parts:
              - from: heater
                topics:
                  warmth: { state: ~/sensor, pointer: /warmth, unit: Cel }
                  relay: { state: ~/relay, words: { "ON": true, "OFF": false }, command: ~/relay/set }
                modules:
                  - { class: cod:tempe, name: temperature, points: { curT0: warmth } }
                  - { class: cod:binSh, name: binarySwitch, points: { state: relay } }
            devices:
              - { name: restless, topic: restless, availability: ~/status, parts: [heater] }
              - { name: quiet, topic: quiet, parts: [heater] }
            """;

    @TempDir
    private Path folder = Path.of(".");

    private Stage<MosquittoVenue> stage;
    private Voice voice;

    @BeforeEach
    void start() throws Exception {
        stage = Stage.open(folder);
        voice = new Voice(stage.broker(), "voice", "voice/gone", "gone");
        voice.listening("quiet/relay/set", (topic, word) -> voice.say("quiet/relay", word, false));
        for (var each : List.of("restless", "quiet")) {
            voice.say(each + "/relay", "OFF", true);
            voice.say(each + "/sensor", warm(1), true);
        }
    }

    @AfterEach
    void stop() {
        voice.close();
        stage.close();
    }

    private static String warm(int degrees) {
        return "{\"warmth\": " + degrees + "}";
    }

    /** Both are there, and the one that is told to switch does. */
    private void described() {
        stage.describe(FILE);
        stage.awaitText("restless/temperature", "curT0", "1.0");
        stage.awaitText("restless/binarySwitch", "state", "false");
        stage.awaitText("quiet/temperature", "curT0", "1.0");
        stage.awaitText("quiet/binarySwitch", "state", "false");
    }

    private void quietIsServed() {
        var update = stage.update("quiet/binarySwitch", "cod:binSh", "state", Value.of(true));
        assertThat(update.code()).as(update.sentence()).isEqualTo(ResultCode.UPDATED);
        assertThat(stage.cse().children("quiet")).doesNotContain("problems");
    }

    private void awaitProblem(String sentence) {
        stage.soon()
                .untilAsserted(() -> assertThat(stage.kept("restless/problems")).contains(sentence));
    }

    @Test
    void of_a_flood_the_newest_counts_and_others_are_served() {
        described();
        stage.cse().subscribe("restless/temperature");

        // Fewer than this broker keeps for a client: it drops what is more, whosever it is.
        for (int i = 0; i < 500; i++) voice.say("restless/sensor", warm(i), false);
        quietIsServed();
        voice.say("restless/sensor", warm(-7), false);

        stage.awaitText("restless/temperature", "curT0", "-7.0");
    }

    @Test
    void payloads_without_end_are_passed_over_and_the_next_one_counts() {
        described();

        voice.say("restless/sensor", "x".repeat(100_000), false);
        awaitProblem("more than 65536 bytes");
        // Larger than what the hub lets the broker send.
        voice.say("restless/sensor", new byte[17 * 1024 * 1024], false);
        voice.say("restless/sensor", warm(8), false);

        stage.awaitText("restless/temperature", "curT0", "8.0");
        quietIsServed();
    }

    @Test
    void garbage_that_the_broker_has_kept_is_said_and_the_next_message_counts() {
        voice.say("restless/status", new byte[] {(byte) 0xff, (byte) 0xfe}, true);
        voice.say("restless/sensor", "[".repeat(1000), true);
        voice.say("restless/relay", new byte[] {(byte) 0xc3, 0x28}, true);
        voice.say("restless/sensor", "{".getBytes(UTF_8), true);
        stage.describe(FILE);
        voice.say("restless/status", "online", true);
        awaitProblem("ends too early");
        awaitProblem("no text");

        voice.say("restless/sensor", warm(9), false);

        stage.awaitText("restless/temperature", "curT0", "9.0");
        quietIsServed();
    }

    @Test
    @Spec("TS-0004 §7.3.2.9")
    void thing_that_vanishes_in_mid_write_is_away_at_once_and_nothing_has_changed() throws Exception {
        described();
        var thing = thing();
        try {
            var update = CompletableFuture.supplyAsync(
                    () -> stage.update("restless/binarySwitch", "cod:binSh", "state", Value.of(true)));
            assertThat(thing.inputReader().readLine()).isEqualTo("ON");
            thing.destroyForcibly();

            assertThat(update.join().code()).isEqualTo(ResultCode.REMOTE_ENTITY_NOT_REACHABLE);
            assertThat(update.join().sentence()).contains("offline");
            assertThat(stage.cse().text("restless/binarySwitch", "state")).isEqualTo("false");
            quietIsServed();
        } finally {
            thing.destroyForcibly();
        }
    }

    /** A process that says what it is told; the broker tells its last will when it dies. */
    private Process thing() throws IOException {
        var port = Integer.toString(stage.broker().port());
        var thing = Program.installed("mosquitto_sub")
                .with("-h", "127.0.0.1", "-p", port, "-u", Venue.USER, "-P", Venue.PASSWORD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        thing.command().addAll(List.of("-q", "1", "-i", "dying", "-t", "restless/relay/set"));
        thing.command().addAll(List.of("--will-topic", "restless/status", "--will-payload", "offline"));
        var started = thing.start();
        stage.soon().until(() -> stage.broker().log().contains("Sending SUBACK to dying"));
        return started;
    }
}
