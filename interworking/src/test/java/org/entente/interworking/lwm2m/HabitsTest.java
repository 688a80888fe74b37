// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.entente.interworking.Outcome;
import org.entente.interworking.Pace;
import org.entente.interworking.lwm2m.RawDevice.Answer;
import org.entente.model.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients of different makers are in the habit of, byte for byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HabitsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int TLV = 11542;
    private static final int SENML_JSON = 110;
    private static final String TEMPERATURE = "thermometer/temperature";
    /** Resource 5700 of 21.5, as a float of four bytes. */
    private static final byte[] WARM = HexFormat.of().parseHex("E4164441AC0000");

    private static final byte[] COLD = HexFormat.of().parseHex("E41644C0000000");

    private final Field field = new Field(Lwm2mSettings.DEFAULT.withPorts(OptionalInt.of(0), OptionalInt.empty()));

    @AfterAll
    void stop() {
        field.close();
    }

    private URI hub() {
        return field.adapter.addresses().getFirst();
    }

    private void awaitTemperature(String device, String value) {
        await().atMost(PATIENCE)
                .until(() -> field.cse.text(device + "/" + TEMPERATURE, "curT0").equals(value));
    }

    private static Answer answer(int format, byte... payload) {
        return new Answer(ResponseCode.CONTENT, format, payload);
    }

    private static Answer json(String text) {
        return answer(SENML_JSON, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A client of LwM2M 1.1 that speaks SenML. */
    private String registerModern(RawDevice device, String name, String objects) throws Exception {
        return device.post(
                        hub() + "/rd?ep=" + name + "&lt=60&lwm2m=1.1&b=U",
                        "</>;rt=\"oma.lwm2m\";ct=\"11542 110\"," + objects)
                .getOptions()
                .getLocationString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            only-tlv           | </>;rt="oma.lwm2m";ct=11542,</3303/0>
            no-formats         | </>;rt="oma.lwm2m",</3303/0>
            bare-links         | </3303/0>
            text-and-tlv       | </>;rt="oma.lwm2m";ct="0 11542",</3303/0>
            versioned          | </>;rt="oma.lwm2m";ct=11542,</3303>;ver=1.1,</3303/0>
            below-another-root | </lwm2m>;rt="oma.lwm2m";ct=11542,</lwm2m/3303/0>""")
    void client_that_speaks_only_tlv_is_understood_however_it_registers(String name, String links) throws Exception {
        var path = links.contains("/lwm2m/") ? "lwm2m/3303" : "3303";
        try (var device = new RawDevice(path, answer(TLV, WARM))) {
            assertThat(device.register(hub(), name, 60, links)).isEqualTo(ResponseCode.CREATED);

            awaitTemperature(name, "21.5");
        }
    }

    @Test
    void client_that_does_not_say_in_which_format_it_answers_is_understood() throws Exception {
        try (var device = new RawDevice("3303", answer(Answer.UNSAID, WARM))) {
            device.register(hub(), "silent", 60, "</3303/0>");

            awaitTemperature("silent", "21.5");

            device.say(answer(Answer.UNSAID, "19.5".getBytes(StandardCharsets.UTF_8)));
            assertThat(field.adapter.read("silent", "3303/0/5700", PATIENCE))
                    .isEqualTo(new Outcome.Done(Map.of("3303/0/5700", Value.of(19.5))));
        }
    }

    @Test
    void client_that_changes_its_address_is_followed() throws Exception {
        try (var before = new RawDevice("3303", answer(TLV, WARM));
                var after = new RawDevice("3303", answer(TLV, COLD))) {
            var location = before.post(
                            hub() + "/rd?ep=wanderer&lt=60&lwm2m=1.0&b=U", "</>;rt=\"oma.lwm2m\";ct=11542,</3303/0>")
                    .getOptions()
                    .getLocationString();
            awaitTemperature("wanderer", "21.5");

            assertThat(after.post(hub() + location, "").getCode()).isEqualTo(ResponseCode.CHANGED);

            // What is asked while it moves comes to nothing.
            var fromThere = new Outcome.Done(Map.of("3303/0/5700", Value.of(-2.0)));
            await().atMost(PATIENCE)
                    .until(() -> field.adapter
                            .read("wanderer", "3303/0/5700", PATIENCE)
                            .equals(fromThere));
        }
    }

    @Test
    void modern_client_is_asked_for_all_its_parts_at_once() throws Exception {
        try (var device = new RawDevice("3303", answer(TLV))) {
            device.answerTogether(json("""
                    [{"bn":"/3303/0/","n":"5700","v":21.5},{"bn":"/3304/0/","n":"5700","v":40}]"""));
            registerModern(device, "modern", "</3303/0>,</3304/0>");

            awaitTemperature("modern", "21.5");
            await().atMost(PATIENCE)
                    .until(() -> field.cse.text("modern/humidity", "relHy").equals("40.0"));
            assertThat(device.askedTogether()).contains("FETCH [{\"n\":\"/3303/0\"},{\"n\":\"/3304/0\"}]");
        }
    }

    @Test
    void modern_client_that_cannot_answer_together_is_asked_one_by_one() throws Exception {
        try (var device = new RawDevice("3303", answer(TLV, WARM))) {
            registerModern(device, "half-modern", "</3303/0>,</3303/1>");

            awaitTemperature("half-modern", "21.5");
            assertThat(device.askedTogether()).isNotEmpty();
        }
    }

    @Test
    void several_values_are_written_in_one_step_if_the_client_can() throws Exception {
        try (var device = new RawDevice("3311", answer(TLV))) {
            device.answerTogether(new Answer(ResponseCode.CHANGED, Answer.NOTHING, new byte[0]));
            registerModern(device, "dimmer", "</3311/0>");
            var values = new LinkedHashMap<String, Value>();
            values.put("3311/0/5850", Value.of(true));
            values.put("3311/0/5851", Value.of(30));

            assertThat(field.adapter.write("dimmer", values, PATIENCE)).isEqualTo(Outcome.DONE);

            assertThat(device.askedTogether())
                    .contains("IPATCH [{\"bn\":\"/3311/0/5850\",\"vb\":true},{\"bn\":\"/3311/0/5851\",\"v\":30}]");
        }
    }

    @Test
    void several_values_are_written_as_ever_if_the_client_knows_no_other_way() throws Exception {
        try (var device = new RawDevice("3311", answer(TLV))) {
            registerModern(device, "old-dimmer", "</3311/0>");

            assertThat(field.adapter.write(
                            "old-dimmer", Map.of("3311/0/5850", Value.of(true), "3311/0/5851", Value.of(30)), PATIENCE))
                    .isEqualTo(Outcome.DONE);

            assertThat(device.askedTogether()).isNotEmpty();
        }
    }

    @Test
    void state_and_result_of_an_update_are_observed_together() throws Exception {
        try (var device = new RawDevice("5", answer(TLV))) {
            device.answerTogether(json("""
                    [{"bn":"/5/0/","n":"3","v":1},{"n":"5","v":0}]"""));
            registerModern(device, "updating", "</5/0>");

            assertThat(field.adapter.observe("updating", "5/0/status", Pace.FREE, PATIENCE))
                    .isEqualTo(new Outcome.Done(
                            Map.of("5/0/3", Value.of(1), "5/0/5", Value.of(0), "5/0/status", Value.of(3))));

            assertThat(device.askedTogether()).contains("FETCH [{\"n\":\"/5/0/3\"},{\"n\":\"/5/0/5\"}]");
        }
    }

    @Test
    void pace_at_which_a_client_reports_is_taken_back_when_nobody_wants_to_hear_any_more() throws Exception {
        var pace = new Pace(
                Optional.of(Duration.ofSeconds(10)),
                Optional.of(Duration.ofMinutes(5)),
                OptionalDouble.of(0.5),
                OptionalDouble.of(30),
                OptionalDouble.of(5));
        try (var device = new RawDevice("3303", answer(TLV, WARM))) {
            device.register(hub(), "paced", 60, "</3303/0>");
            awaitTemperature("paced", "21.5");
            field.adapter.observe("paced", "3303/0/5700", pace, PATIENCE);

            assertThat(field.adapter.unobserve("paced", "3303/0/5700", PATIENCE))
                    .isEqualTo(Outcome.DONE);

            assertThat(device.paces()).containsExactly("pmin=10&pmax=300&st=0.5&gt=30&lt=5", "pmin&pmax&st&gt&lt");
        }
    }
}
