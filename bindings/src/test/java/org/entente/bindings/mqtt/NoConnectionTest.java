// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.entente.bindings.http.AddressLookup;
import org.entente.codec.Serialization;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.peer.Mosquitto;
import org.entente.model.primitive.Request;
import org.entente.security.Authority;
import org.entente.security.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever does not come in at a broker learns why. */
class NoConnectionTest extends AtBroker {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration DAY = Duration.ofDays(1);
    private static final URI NOWHERE = URI.create("mqtt://127.0.0.1:1");

    @TempDir
    private Path folder;

    private MqttMca client(URI broker, Duration timeout, MqttVersion version) {
        return keep(new MqttMca(
                broker,
                HOME.cse(),
                identity("CAe", Optional.of(new Secret("hall.wrong"))),
                timeout,
                Serialization.JSON,
                CLIENT.withVersion(version),
                AtBroker::deaf));
    }

    private String answer(URI broker, Duration timeout, MqttVersion version) {
        return answer(client(broker, timeout, version));
    }

    private static String answer(MqttMca client) {
        var response = client.send(retrieve("r1"));
        assertThat(response.code()).isEqualTo(ResultCode.TARGET_NOT_REACHABLE);
        return response.sentence();
    }

    private Mosquitto guarded() throws Exception {
        return new Mosquitto(folder, Mosquitto.guarded(folder, "hall", "right"));
    }

    private static URI at(String scheme, Mosquitto broker) {
        return URI.create(scheme + "://127.0.0.1:" + broker.port());
    }

    @ParameterizedTest
    @EnumSource
    void client_hears_that_nobody_listens_there(MqttVersion version) {
        var client = client(NOWHERE, SHORT, version);

        // Why is known once its first attempt has failed, on a busy machine after a few of such short waits.
        await().untilAsserted(() ->
                assertThat(answer(client)).contains("no connection to the broker within PT0.3S: Connection refused"));
    }

    @ParameterizedTest
    @EnumSource
    void client_hears_the_refusal_of_the_broker_and_waits_no_longer(MqttVersion version) throws Exception {
        try (var broker = guarded()) {
            assertThat(answer(at("mqtt", broker), DAY, version))
                    .contains("does not let this client in: NOT_AUTHORIZED");
        }
    }

    @Test
    void client_hears_that_it_does_not_trust_the_certificate_of_the_broker() throws Exception {
        var own = Authority.in(folder.resolve("authority"), InstantSource.system(), new SecureRandom(), DAY)
                .server("broker", List.of("127.0.0.1"), Optional.empty(), DAY);
        var settings = List.of("allow_anonymous true", "certfile " + own.certificate(), "keyfile " + own.key());

        try (var broker = new Mosquitto(folder, settings)) {
            assertThat(answer(at("mqtts", broker), DAY, MqttVersion.V3_1_1))
                    .contains("unable to find valid certification path");
        }
    }

    @Test
    void notification_that_is_not_delivered_says_it_too() throws Exception {
        var out = keep(new MqttOutbound(
                HOME, CLIENT, AddressLookup.ANY, MqttOutbound.Peers.NONE, List.of(), new Random(20_261_123L)));
        var notice = Request.notification("CAe", "/id-in", Value.field("m2m:sgn", Value.Fields.EMPTY))
                .withId("n1");

        try (var broker = guarded()) {
            await().untilAsserted(() -> assertThat(out.send(NOWHERE + "/alarms", notice, SHORT))
                    .isEqualTo(
                            new Delivery.Unreachable("no connection to the broker within PT0.3S: Connection refused")));
            assertThat(out.send(at("mqtt", broker) + "/alarms", notice, DAY))
                    .isEqualTo(new Delivery.Unreachable("the broker does not let this client in: NOT_AUTHORIZED"));
        }
    }
}
