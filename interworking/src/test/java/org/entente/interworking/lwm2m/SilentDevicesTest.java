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

/** A device that is registered, always listens and does not answer, over UDP. */
class SilentDevicesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final String SWITCH = "deaf/actuator/binarySwitch";

    private final Field field = new Field(Lwm2mSettings.DEFAULT
            .withPorts(OptionalInt.of(0), OptionalInt.empty())
            .withWaits(Lwm2mSettings.DEFAULT.waits().awake(), Duration.ofMillis(500)));
    private final RawDevice device = new RawDevice("3306", said(false));

    @BeforeEach
    void it_registers_and_falls_silent() throws Exception {
        var links = "</>;rt=\"oma.lwm2m\";ct=11543,</3306/0>";
        assertThat(device.register(URI.create(field.address("coap")), "deaf", 3600, links))
                .isEqualTo(ResponseCode.CREATED);
        await().atMost(PATIENCE).until(() -> field.isThere("deaf"));
        field.cse.subscribe(SWITCH);
        await().atMost(PATIENCE).until(() -> {
            device.say(said(true));
            return field.cse.text(SWITCH, "state").equals("true");
        });
        device.deaf(true);

        assertThat(field.adapter.write("deaf", Map.of("3306/0/5850", Value.of(true)), SHORT))
                .isInstanceOf(Outcome.Unreachable.class);
        await().atMost(PATIENCE).until(() -> reachable().equals("false"));
    }

    @AfterEach
    void stop() {
        device.close();
        field.close();
    }

    private static Answer said(boolean on) {
        var json = "{\"bn\":\"/3306/0/\",\"e\":[{\"n\":\"5850\",\"bv\":" + on + "}]}";
        return new Answer(ResponseCode.CONTENT, 11543, json.getBytes(StandardCharsets.UTF_8));
    }

    private String reachable() {
        return field.cse.text("deaf", "rr");
    }

    @Test
    @Spec("TS-0001 §9.6.5")
    void is_away_since_it_was_last_heard_of_and_the_reason_is_on_its_resource() {
        assertThat(field.cse.text("deaf", "lbl")).contains("Last-Seen:");
        await().atMost(PATIENCE)
                .until(() -> !field.cse.children("deaf/problems").isEmpty());
        assertThat(field.cse.children("deaf/problems"))
                .singleElement()
                .satisfies(each -> assertThat(field.cse.text("deaf/problems/" + each, "con"))
                        .isEqualTo("does not answer: no answer within PT0.5S"));
    }

    @Test
    void that_updates_its_registration_is_back_and_observed_anew() throws Exception {
        device.deaf(false);
        // It has forgotten who observes it, as one must whose reports nobody acknowledged.
        device.forgetObservers();

        assertThat(device.update()).isEqualTo(ResponseCode.CHANGED);

        await().atMost(PATIENCE).until(() -> reachable().equals("true"));
        await().atMost(PATIENCE).until(() -> {
            device.say(said(false));
            return field.cse.text(SWITCH, "state").equals("false");
        });
    }

    @Test
    void that_reports_is_back() {
        device.deaf(false);

        device.say(said(false));

        await().atMost(PATIENCE).until(() -> field.cse.text(SWITCH, "state").equals("false"));
        await().atMost(PATIENCE).until(() -> reachable().equals("true"));
    }

    @Test
    @Spec("TS-0004 §7.3.2.9")
    void that_hears_again_takes_the_next_update_and_is_back() {
        device.deaf(false);

        var update = field.cse.update(SWITCH, "cod:binSh", "state", Value.of(false));

        assertThat(update.code()).as(update.sentence()).isEqualTo(ResultCode.UPDATED);
        await().atMost(PATIENCE).until(() -> reachable().equals("true"));
    }
}
