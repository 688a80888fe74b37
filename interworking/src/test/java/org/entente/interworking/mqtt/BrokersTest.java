// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.security.Authority;
import org.entente.security.Tls;
import org.entente.security.TlsFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brokers that ask for more than a password, or speak less than MQTT 5. */
class BrokersTest {
    private static final String RELAY = """
            standard: mqtt
            parts:
              - from: relay
                topics:
                  state: { state: ~/relay, words: { "ON": true, "OFF": false }, command: ~/relay }
                modules:
                  - class: cod:binSh
                    name: binarySwitch
                    points: { state: state }
            devices:
              - { name: relay-1, topic: hall, parts: [relay] }
            """;

    @Test
    void thing_at_a_broker_that_speaks_3_1_1_alone_is_typed_and_written() throws Exception {
        try (var stage = Stage.open(Aedes.start(), Stage.PATIENCE)) {
            stage.broker().publish("hall/relay", "OFF", "-r", "-V", "mqttv311");
            stage.describe(RELAY.replace("command: ~/relay", "command: ~/relay/set"));
            stage.awaitText("relay-1/binarySwitch", "state", "false");
            assertThat(stage.broker().version("entente-test")).isEqualTo("4");

            try (var relay = new Voice(stage.broker(), "relay", "hall/gone", "gone")) {
                relay.listening("hall/relay/set", (topic, word) -> relay.say("hall/relay", word, true));
                var on = stage.update("relay-1/binarySwitch", "cod:binSh", "state", Value.of(true));

                assertThat(on.code()).as(on.sentence()).isEqualTo(ResultCode.UPDATED);
            }
        }
    }

    @Test
    void own_word_that_a_broker_of_3_1_1_brings_back_is_not_the_thing_s() throws Exception {
        try (var stage = Stage.open(Aedes.start(), Duration.ofSeconds(1))) {
            stage.broker().publish("hall/relay", "OFF", "-r", "-V", "mqttv311");
            stage.describe(RELAY);
            stage.awaitText("relay-1/binarySwitch", "state", "false");

            var silent = stage.update("relay-1/binarySwitch", "cod:binSh", "state", Value.of(true));

            assertThat(silent.code()).as(silent.sentence()).isEqualTo(ResultCode.REMOTE_ENTITY_NOT_REACHABLE);
            assertThat(stage.cse().text("relay-1/binarySwitch", "state")).isEqualTo("false");
        }
    }

    @Test
    void broker_that_asks_for_a_certificate_gets_it_and_is_spoken_to_by_mqtt_5(@TempDir Path folder) throws Exception {
        var authority =
                Authority.in(folder.resolve("pki"), InstantSource.system(), new SecureRandom(), Duration.ofDays(1));
        var own = authority.server("broker", List.of("localhost"), Optional.empty(), Duration.ofDays(1));
        var hub = authority.client("hub", List.of("Chub"), Duration.ofDays(1));
        try (var stage = Stage.open(MosquittoVenue.certified(folder, authority, own), Stage.PATIENCE)) {
            var trusting = TlsFiles.client(authority.certificate());
            var showing = TlsFiles.server(hub.certificate(), hub.key()).withTrusted(authority.certificate());

            stage.describe(RELAY, secured(stage.broker().port(), trusting, "entente-without"));
            stage.soon()
                    .untilAsserted(
                            () -> assertThat(stage.broker().log()).contains("peer did not return a certificate"));
            stage.describe(
                    RELAY.replace("relay-1", "relay-2"), secured(stage.broker().port(), showing, "entente-with"));

            stage.soon()
                    .untilAsserted(() -> assertThat(stage.broker().log())
                            .containsPattern(" as entente-with \\(p5, .*u'Chub'\\)")
                            .contains("Received SUBSCRIBE from entente-with"));
            assertThat(stage.broker().log()).doesNotContain("as entente-without");
        }
    }

    private static Broker secured(int port, TlsFiles files, String client) {
        var managers = Tls.clientManagers(files, InstantSource.system());
        return new Broker("localhost", port, true, Optional.of(managers), Optional.empty(), Optional.empty(), client);
    }
}
