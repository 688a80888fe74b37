// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalInt;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Software and firmware on a real client over UDP. */
class PackagesOnDeviceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SOFTWARE = "node-lamp/software";
    private static final String FIRMWARE = "node-lamp/firmware";
    private static final String PACKAGE = "data:;base64,AAECAwQF";
    private static final String EMPTY_PACKAGE = "data:;base64,";

    private final Field field = new Field(Lwm2mSettings.DEFAULT.withPorts(OptionalInt.of(0), OptionalInt.empty()));

    @BeforeEach
    void a_lamp_registers() {
        field.start(field.device("lamp").withServer(field.address("coap")));
        await().atMost(PATIENCE).until(() -> field.isThere("lamp"));
    }

    @AfterEach
    void stop() {
        field.close();
    }

    private void update(String place, String root, String attribute, Value value) {
        var response = field.cse.update(place, root, Map.of(attribute, value));
        assertThat(response.code()).as(response.sentence()).isEqualTo(ResultCode.UPDATED);
    }

    private void software(String attribute, Value value) {
        update(SOFTWARE, "m2m:swr", attribute, value);
    }

    private void awaitStatus(String place, String attribute, long status) {
        var expected = Value.field("sus", Value.of(status));
        await().atMost(PATIENCE)
                .until(() -> expected.equals(
                        field.cse.find(place).orElseThrow().attributes().get(attribute)));
    }

    private void awaitProblem(String sentence) {
        await().atMost(PATIENCE)
                .until(() -> field.cse.children("lamp/problems").stream()
                        .anyMatch(each ->
                                field.cse.text("lamp/problems/" + each, "con").contains(sentence)));
    }

    @Test
    @Spec("TS-0001 §D.3")
    void software_is_pushed_installed_activated_deactivated_and_removed() {
        assertThat(field.cse.text(SOFTWARE, "swn")).isEqualTo("sample-app");

        software("url", Value.of(PACKAGE));
        assertThat(field.said()).contains("software package of 6 bytes received");

        software("in", Value.of(true));
        awaitStatus(SOFTWARE, "ins", 1);
        software("act", Value.of(true));
        awaitStatus(SOFTWARE, "acts", 1);
        software("dea", Value.of(true));
        awaitStatus(SOFTWARE, "acts", 0);
        software("un", Value.of(true));
        awaitStatus(SOFTWARE, "ins", 0);
        assertThat(field.said())
                .contains("software installed", "software activated", "software deactivated", "software uninstalled");
    }

    @Test
    @Spec("TS-0001 §D.3")
    void software_that_is_pushed_is_bounded_by_the_device_and_not_by_what_devices_may_say() {
        var longest = new byte[Stations.LONGEST_BODY_BYTES + 1];
        var url = "data:;base64," + Base64.getEncoder().encodeToString(longest);

        var response = field.cse.update(SOFTWARE, "m2m:swr", Map.of("url", Value.of(url)));

        assertThat(response.sentence()).contains("4.13 REQUEST_ENTITY_TOO_LARGE: body too large, max. 8192 bytes");
    }

    @Test
    @Spec("TS-0001 §D.3")
    void software_is_pulled_from_where_it_is() {
        software("url", Value.of("coap://127.0.0.1/app"));

        assertThat(field.said()).contains("software package at coap://127.0.0.1/app");
    }

    @Test
    @Spec("TS-0001 §D.3")
    void software_that_fails_says_why() {
        software("url", Value.of(EMPTY_PACKAGE));

        awaitStatus(SOFTWARE, "ins", 2);
        awaitProblem("the software was not installed: the integrity check failed");
    }

    @Test
    @Spec("TS-0001 §D.2")
    void firmware_that_fails_says_why_and_may_be_tried_again() {
        update(FIRMWARE, "m2m:fwr", "url", Value.of(EMPTY_PACKAGE));
        awaitStatus(FIRMWARE, "uds", 2);
        awaitProblem("the firmware was not updated: the integrity check failed");

        update(FIRMWARE, "m2m:fwr", "url", Value.of("coap://127.0.0.1/image"));
        update(FIRMWARE, "m2m:fwr", "ud", Value.of(true));

        awaitStatus(FIRMWARE, "uds", 1);
        assertThat(field.said()).contains("firmware image at coap://127.0.0.1/image", "firmware 1.0.1 runs");
    }

    @Test
    void data_that_a_device_sends_unasked_lands_in_the_tree() {
        var lamp = field.start(field.device("other").withServer(field.address("coap")));
        await().atMost(PATIENCE).until(() -> field.isThere("other"));
        lamp.tick();

        lamp.send("/3303/0/5700", "/3304/0/5700");

        await().atMost(PATIENCE)
                .until(() -> field.cse
                                .text("other/thermometer/temperature", "curT0")
                                .equals(lamp.value(3303, 5700).toString())
                        && field.cse
                                .text("other/humidity", "relHy")
                                .equals(lamp.value(3304, 5700).toString()));
        await().atMost(PATIENCE).until(() -> field.said().contains("other: sent: CHANGED"));
    }
}
