// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.entente.interworking.Outcome;
import org.entente.interworking.lwm2m.RawDevice.Answer;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One device misbehaves while it is used, and a second one beside it is served as ever. */
class RestlessDevicesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final String QUIET = "quiet/light/binarySwitch";

    private final Field field = new Field(Lwm2mSettings.DEFAULT.withPorts(OptionalInt.of(0), OptionalInt.empty()));

    @BeforeEach
    void a_lamp_is_there() {
        field.start(field.device("quiet").withServer(field.address("coap")));
        await().atMost(PATIENCE).until(() -> field.isThere("quiet"));
    }

    @AfterEach
    void stop() {
        field.close();
    }

    private RawDevice restless(String object, String json) throws Exception {
        var device = new RawDevice(object, json(json));
        var links = "</>;rt=\"oma.lwm2m\";ct=11543,</" + object + "/0>";
        assertThat(device.register(URI.create(field.address("coap")), "restless", 60, links))
                .isEqualTo(ResponseCode.CREATED);
        await().atMost(PATIENCE).until(() -> field.isThere("restless"));
        return device;
    }

    private static Answer json(String text) {
        return new Answer(ResponseCode.CONTENT, 11543, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer warm(double degrees) {
        return json("{\"bn\":\"/3303/0/\",\"e\":[{\"n\":\"5700\",\"v\":" + degrees + "}]}");
    }

    private void quietIsServed() {
        var update = field.cse.update(QUIET, "cod:binSh", "state", Value.of(true));
        assertThat(update.code()).as(update.sentence()).isEqualTo(ResultCode.UPDATED);
    }

    @Test
    void of_a_flood_the_newest_counts_and_others_are_served() throws Exception {
        try (var device = restless("3303", "{\"bn\":\"/3303/0/\",\"e\":[{\"n\":\"5700\",\"v\":1}]}")) {
            field.cse.subscribe("restless/thermometer/temperature");
            await().atMost(PATIENCE).until(() -> {
                device.say(warm(2));
                return field.cse
                        .text("restless/thermometer/temperature", "curT0")
                        .equals("2.0");
            });

            for (int i = 0; i < 500; i++) device.say(warm(i));
            quietIsServed();
            device.say(warm(-7));

            await().atMost(PATIENCE)
                    .until(() -> field.cse
                            .text("restless/thermometer/temperature", "curT0")
                            .equals("-7.0"));
        }
    }

    @Test
    void no_stranger_has_room_kept_for_a_body_without_end() throws Exception {
        try (var stranger = new RawDevice("3303", warm(1))) {
            var longest = "x".repeat(Stations.LONGEST_BODY_BYTES);

            var taken = stranger.post(field.address("coap") + "/rd?ep=stranger&lwm2m=1.0", longest);
            var refused = stranger.post(field.address("coap") + "/rd?ep=stranger&lwm2m=1.0", longest + "x");

            assertThat(taken.getCode()).isEqualTo(ResponseCode.BAD_REQUEST);
            assertThat(refused.getCode()).isEqualTo(ResponseCode.REQUEST_ENTITY_TOO_LARGE);
            quietIsServed();
        }
    }

    @Test
    @Spec("TS-0004 §7.3.2.9")
    void write_in_which_the_device_vanishes_ends_and_others_are_served() throws Exception {
        try (var device = restless("3306", "{\"bn\":\"/3306/0/\",\"e\":[{\"n\":\"5850\",\"bv\":false}]}")) {
            device.vanishesInMidWrite();

            var outcome = field.adapter.write("restless", Map.of("3306/0/5850", Value.of(true)), SHORT);

            assertThat(outcome).isInstanceOf(Outcome.Unreachable.class);
            assertThat(field.cse.text("restless/actuator/binarySwitch", "state"))
                    .isEqualTo("false");
            quietIsServed();
        }
    }
}
