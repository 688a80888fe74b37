// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InterworkingTest {
    private static final String LIGHT = "lamp-1/light/binarySwitch";
    private static final String TEMPERATURE = "lamp-1/thermometer/temperature";

    private final FakeCse cse = new FakeCse(Types.ALL);
    private final FakeAdapter adapter = new FakeAdapter();
    private final Clock clock = Clock.fixed(Instant.parse("2026-11-22T10:30:00Z"), ZoneOffset.UTC);
    private final Mapping mapping = new MappingReader(Types.ALL).shipped("lwm2m");
    private final Interworking engine = new Interworking(InterworkingSettings.DEFAULT, cse, cse.access(), clock);

    @BeforeEach
    void a_lamp_appears() {
        engine.start();
        engine.attach(adapter, mapping);
        adapter.engine().appeared(FakeAdapter.lamp());
        // What no rule knows is told last.
        await().until(() -> instances().size() == 1);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private List<String> instances() {
        return cse.children("lamp-1/lwm2m-10250-0").stream()
                .filter(name -> name.startsWith("cin"))
                .toList();
    }

    private void subscribe(String path, String name) {
        cse.send(subscription(path, name));
    }

    private static Request subscription(String path, String name) {
        return Request.create(
                "-/" + path,
                "CApp",
                23,
                Value.field(
                        "m2m:sub",
                        Value.field("rn", Value.of(name)).with("nu", Value.texts(List.of("CInterworking")))));
    }

    @Nested
    class A_device {
        @Test
        @Spec("TS-0033 §6")
        void becomes_a_node_an_application_and_typed_modules() {
            assertThat(cse.text("node-lamp-1", "ni")).isEqualTo("lamp-1");
            assertThat(cse.text("node-lamp-1/deviceInfo", "man")).isEqualTo("Acme");
            assertThat(cse.text("node-lamp-1/deviceInfo", "obps")).isEqualTo("[/3/0]");
            assertThat(cse.text("lamp-1", "rr")).isEqualTo("true");
            assertThat(cse.text("lamp-1", "lbl"))
                    .isEqualTo("[Iwked-Technology:LWM2M, Iwked-Entity-Type:LwM2M_Client, Iwked-Entity-ID:lamp-1]");
            assertThat(cse.find("lamp-1/light").orElseThrow().type().root()).isEqualTo("cod:devLt");
            assertThat(cse.text(LIGHT, "state")).isEqualTo("false");
            assertThat(cse.text("lamp-1/light/brightness", "brigs")).isEqualTo("40");
            assertThat(cse.text("lamp-1/light/colour", "green")).isEqualTo("32");
            assertThat(cse.text(TEMPERATURE, "curT0")).isEqualTo("20.5");
            assertThat(cse.text(TEMPERATURE, "unit")).isEqualTo("1");
            assertThat(cse.text(TEMPERATURE, "dgt")).isEqualTo("20261122T103000,000000");
        }

        @Test
        void keeps_what_no_rule_knows_in_a_transparent_container() {
            assertThat(cse.text("lamp-1/lwm2m-10250-0/" + instances().getFirst(), "con"))
                    .isEqualTo("{\"1\":\"seven\"}");
        }

        @Test
        void is_open_to_nobody_but_the_engine_unless_the_settings_say_so() {
            assertThat(cse.find("interworking/policy-lamp-1").orElseThrow().attributes())
                    .containsEntry(
                            "pv",
                            Value.field(
                                    "acr",
                                    Value.of(List.of(Value.field("acor", Value.texts(List.of("CInterworking")))
                                            .with("acop", Value.of(63))))));
        }

        @Test
        void that_comes_back_keeps_its_resources() {
            var before = cse.find(LIGHT).orElseThrow().ri();
            adapter.engine().lost(FakeAdapter.LAMP, "its registration expired");
            await().until(() -> cse.text("lamp-1", "rr").equals("false"));
            adapter.values.put("3311/0/5850", Value.of(true));

            adapter.engine().appeared(FakeAdapter.lamp());

            await().until(() -> cse.text("lamp-1", "rr").equals("true"));
            await().until(() -> cse.text(LIGHT, "state").equals("true"));
            assertThat(cse.find(LIGHT).orElseThrow().ri()).isEqualTo(before);
        }

        private static DeviceModel withoutThermometer() {
            var lamp = FakeAdapter.lamp();
            var parts = lamp.modules().stream()
                    .filter(part -> !part.kind().equals("3303") && !part.kind().equals("10250"))
                    .toList();
            return new DeviceModel(lamp.id(), lamp.kind(), lamp.maker(), parts);
        }

        /** What the device said before is done by then. */
        private void settle() {
            adapter.engine().changed(FakeAdapter.LAMP, Map.of("3311/0/5850", Value.of(true)));
            await().until(() -> cse.text(LIGHT, "state").equals("true"));
        }

        @Test
        void that_says_it_has_lost_parts_has_no_resources_of_them_and_keeps_the_others() {
            var light = cse.find(LIGHT).orElseThrow().ri();

            adapter.engine().altered(withoutThermometer());
            settle();

            assertThat(cse.find(TEMPERATURE)).isEmpty();
            assertThat(cse.find("lamp-1/lwm2m-10250-0")).isEmpty();
            assertThat(cse.find(LIGHT).orElseThrow().ri()).isEqualTo(light);
            assertThat(cse.text("lamp-1/semantics", "dsp")).isNotEqualTo("-");
        }

        @Test
        void that_comes_back_with_less_than_it_had_keeps_its_resources() {
            adapter.engine().appeared(withoutThermometer());
            settle();

            assertThat(cse.find(TEMPERATURE)).isPresent();
            assertThat(cse.find("lamp-1/lwm2m-10250-0")).isPresent();
        }

        @Test
        void that_has_changed_keeps_what_cannot_be_read_now() {
            adapter.values.remove("3303/0/5700");
            adapter.values.remove("10250/0/1");

            adapter.engine().altered(FakeAdapter.lamp());
            settle();

            assertThat(cse.find(TEMPERATURE)).isPresent();
            assertThat(cse.find("lamp-1/lwm2m-10250-0")).isPresent();
        }

        @Test
        void that_vanishes_while_it_is_looked_at_anew_keeps_its_resources() {
            adapter.away = true;
            adapter.engine().appeared(FakeAdapter.lamp());
            adapter.engine().lost(FakeAdapter.LAMP, "the connection was lost");
            await().until(() -> cse.text("lamp-1", "rr").equals("false"));
            adapter.away = false;

            adapter.engine().seen(FakeAdapter.LAMP);

            await().until(() -> cse.text("lamp-1", "rr").equals("true"));
            assertThat(cse.update(LIGHT, "cod:binSh", Map.of("state", Value.of(true)))
                            .code())
                    .isEqualTo(ResultCode.UPDATED);
            assertThat(adapter.written).contains(Map.of("3311/0/5850", Value.of(true)));
        }

        @Test
        void that_is_lost_shows_when_it_was_last_seen() {
            adapter.engine().lost(FakeAdapter.LAMP, "its registration expired");

            await().until(() -> cse.text("lamp-1", "rr").equals("false"));
            assertThat(cse.text("lamp-1", "lbl")).contains("Last-Seen:20261122T103000,000000");
        }

        @Test
        void that_lies_about_a_value_is_reported_on_its_own_resource() {
            adapter.engine().changed(FakeAdapter.LAMP, Map.of("3303/0/5700", Value.of("hot")));

            await().until(() -> cse.children("lamp-1/problems").size() == 1);
            assertThat(cse.text(TEMPERATURE, "curT0")).isEqualTo("20.5");
            assertThat(cse.text("lamp-1/problems", "acpi")).isEqualTo(cse.text("lamp-1", "acpi"));
        }

        @Test
        void that_misbehaves_in_several_ways_is_reported_in_the_order_in_which_it_did() {
            var ways = List.of("says hot", "says cold", "says nothing", "says too much", "says it twice");

            ways.forEach(way -> adapter.engine().misbehaved(FakeAdapter.LAMP, way));

            await().until(() -> cse.children("lamp-1/problems").size() == ways.size());
            assertThat(cse.children("lamp-1/problems").stream().map(each -> cse.text("lamp-1/problems/" + each, "con")))
                    .containsExactlyElementsOf(ways);
        }
    }

    @Nested
    class An_update {
        @Test
        @Spec("TS-0004 §7.5.1.2.19")
        void is_answered_after_the_device_took_it() {
            var response = cse.update(LIGHT, "cod:binSh", Map.of("state", Value.of(true)));

            assertThat(response.code()).isEqualTo(ResultCode.UPDATED);
            assertThat(adapter.written).containsExactly(Map.of("3311/0/5850", Value.of(true)));
            assertThat(cse.text(LIGHT, "state")).isEqualTo("true");
        }

        @Test
        @Spec("TS-0004 §7.3.2.9")
        void that_the_device_refuses_is_denied_in_its_own_words() {
            adapter.answer = new Outcome.Denied("METHOD_NOT_ALLOWED");

            var response = cse.update(LIGHT, "cod:binSh", Map.of("state", Value.of(true)));

            assertThat(response.code()).isEqualTo(ResultCode.OPERATION_DENIED_BY_REMOTE_ENTITY);
            assertThat(response.sentence()).contains("METHOD_NOT_ALLOWED");
            assertThat(cse.text(LIGHT, "state")).isEqualTo("false");
        }

        @Test
        @Spec("TS-0004 §7.3.2.9")
        void of_a_device_that_does_not_answer_tells_so() {
            adapter.answer = new Outcome.Unreachable("no answer within PT10S");

            var response = cse.update(LIGHT, "cod:binSh", Map.of("state", Value.of(true)));

            assertThat(response.code()).isEqualTo(ResultCode.REMOTE_ENTITY_NOT_REACHABLE);
            assertThat(response.sentence()).contains("no answer");
        }

        @Test
        @Spec("TS-0004 §7.3.2.9")
        void of_what_only_the_device_says_is_denied_unless_it_says_the_same() {
            var response = cse.update(TEMPERATURE, "cod:tempe", Map.of("curT0", Value.of(5)));

            assertThat(response.code()).isEqualTo(ResultCode.OPERATION_DENIED_BY_REMOTE_ENTITY);
            assertThat(response.sentence()).contains("currentTemperature is what the device says");
            assertThat(cse.text(TEMPERATURE, "curT0")).isEqualTo("20.5");
            assertThat(cse.update(TEMPERATURE, "cod:tempe", Map.of("curT0", Value.of(20.5)))
                            .code())
                    .isEqualTo(ResultCode.UPDATED);
        }

        @Test
        void of_what_the_device_does_not_have_is_denied() {
            var response = cse.update(TEMPERATURE, "cod:tempe", Map.of("tarTe", Value.of(25)));

            assertThat(response.sentence()).contains("the device has no targetTemperature");
            assertThat(cse.text(TEMPERATURE, "tarTe")).isEqualTo("-");
        }

        @Test
        void of_a_lost_device_does_not_wait() {
            adapter.engine().lost(FakeAdapter.LAMP, "its registration expired");

            var response = cse.update(LIGHT, "cod:binSh", Map.of("state", Value.of(true)));

            assertThat(response.code()).isEqualTo(ResultCode.REMOTE_ENTITY_NOT_REACHABLE);
            assertThat(adapter.written).isEmpty();
        }

        @Test
        void is_not_reported_back_when_the_device_echoes_it() {
            cse.update(LIGHT, "cod:binSh", Map.of("state", Value.of(true)));
            var before = cse.count(Operation.UPDATE, LIGHT);

            adapter.engine().changed(FakeAdapter.LAMP, Map.of("3311/0/5850", Value.of(true)));
            adapter.engine().changed(FakeAdapter.LAMP, Map.of("3303/0/5700", Value.of(1.0)));

            await().until(() -> cse.text(TEMPERATURE, "curT0").equals("1.0"));
            assertThat(cse.count(Operation.UPDATE, LIGHT)).isEqualTo(before);
        }

        @Test
        void of_one_colour_leaves_the_others() {
            cse.update("lamp-1/light/colour", "cod:color", Map.of("red", Value.of(255)));

            assertThat(adapter.written).containsExactly(Map.of("3311/0/5706", Value.of("#ff2030")));
        }

        @Test
        void that_does_not_fit_is_denied_with_the_reason() {
            var response = cse.update("lamp-1/light/colour", "cod:color", Map.of("red", Value.of(300)));

            assertThat(response.code()).isEqualTo(ResultCode.OPERATION_DENIED_BY_REMOTE_ENTITY);
            assertThat(response.sentence()).contains("between 0 and 255");
            assertThat(adapter.written).isEmpty();
        }

        @Test
        @Spec("TS-0001 §D.10")
        void of_reboot_starts_it_and_is_ready_for_the_next() {
            var response = cse.update("node-lamp-1/reboot", "m2m:rbo", Map.of("rbo", Value.of(true)));

            assertThat(response.code()).isEqualTo(ResultCode.UPDATED);
            assertThat(adapter.invoked).containsExactly("3/0/4");
            await().until(() -> cse.text("node-lamp-1/reboot", "rbo").equals("false"));
            cse.update("node-lamp-1/reboot", "m2m:rbo", Map.of("rbo", Value.of(false))); // asks for nothing
            assertThat(adapter.invoked).hasSize(1);
        }
    }

    @Nested
    class What_the_device_has {
        @Test
        void wins_over_a_report_that_overtook_the_update() {
            cse.update(LIGHT, "cod:binSh", Map.of("state", Value.of(true)));

            // The device is turned off while the CSE commits: the report comes first, the UPDATE after it.
            adapter.engine().changed(FakeAdapter.LAMP, Map.of("3311/0/5850", Value.of(false)));
            await().until(() -> cse.text(LIGHT, "state").equals("false"));
            cse.overwrite(LIGHT, "state", Value.of(true));

            await().until(() -> cse.text(LIGHT, "state").equals("false"));
        }

        @Test
        void is_what_it_was_told_last_and_told_once_though_it_is_looked_at_meanwhile() {
            adapter.meanwhile = () -> {
                adapter.meanwhile = () -> {};
                // It has answered that it is off; that comes after this command.
                cse.update(LIGHT, "cod:binSh", Map.of("state", Value.of(true)));
                cse.overwrite(LIGHT, "state", Value.of(false));
            };

            adapter.engine().appeared(FakeAdapter.lamp());
            await().until(() -> cse.text(LIGHT, "state").equals("true"));
            adapter.engine().changed(FakeAdapter.LAMP, Map.of("3303/0/5700", Value.of(1.0)));

            await().until(() -> cse.text(TEMPERATURE, "curT0").equals("1.0"));
            assertThat(cse.text(LIGHT, "state")).isEqualTo("true");
            assertThat(adapter.written).containsExactly(Map.of("3311/0/5850", Value.of(true)));
        }
    }

    @Nested
    class A_subscription {
        @Test
        void that_ends_while_the_device_is_away_has_it_observed_no_longer() {
            subscribe(TEMPERATURE, "mine");
            await().until(() -> adapter.observed.contains("3303/0/5700"));
            adapter.engine().lost(FakeAdapter.LAMP, "the connection was lost");
            await().until(() -> cse.text("lamp-1", "rr").equals("false"));

            cse.send(Request.delete("-/" + TEMPERATURE + "/mine", "CApp"));
            adapter.engine().appeared(FakeAdapter.lamp());
            await().until(() -> cse.text("lamp-1", "rr").equals("true"));
            adapter.engine().changed(FakeAdapter.LAMP, Map.of("3303/0/5700", Value.of(1.0)));
            await().until(() -> cse.text(TEMPERATURE, "curT0").equals("1.0"));

            assertThat(adapter.observed).isEmpty();
        }

        @Test
        void lets_the_device_be_observed_as_long_as_it_is_there() {
            assertThat(adapter.observed).isEmpty();

            subscribe(TEMPERATURE, "mine");
            await().until(() -> adapter.observed.contains("3303/0/5700"));
            cse.send(Request.delete("-/" + TEMPERATURE + "/mine", "CApp"));

            await().until(() -> adapter.observed.isEmpty());
        }

        @Test
        void of_two_keeps_the_observation_until_the_last_is_gone() {
            subscribe(TEMPERATURE, "one");
            subscribe(TEMPERATURE, "two");
            await().until(() -> adapter.observed.contains("3303/0/5700"));

            cse.send(Request.delete("-/" + TEMPERATURE + "/one", "CApp"));
            subscribe(LIGHT, "three");

            await().until(() -> adapter.observed.contains("3311/0/5850"));
            assertThat(adapter.observed).contains("3303/0/5700");
        }

        @Test
        void has_the_device_report_at_the_pace_of_the_mapping() {
            adapter.engine().lost(FakeAdapter.LAMP, "a new mapping");
            await().until(() -> cse.text("lamp-1", "rr").equals("false"));
            var slow = new MappingReader(Types.ALL).read("""
                    standard: lwm2m
                    parts:
                      - from: 3303
                        device: { class: cod:devTr, name: thermometer }
                        modules:
                          - class: cod:tempe
                            name: temperature
                            points: { curT0: { from: 5700, observe: { least: 10s, most: 1h, step: 0.5, above: 30 } } }
                    """, "slow.yaml");
            try (var again = new Interworking(InterworkingSettings.DEFAULT, cse, cse.access(), clock)) {
                again.start();
                again.attach(adapter, mapping.with(slow));
                subscribe(TEMPERATURE, "mine");

                adapter.engine().appeared(FakeAdapter.lamp());

                await().until(() -> adapter.observed.contains("3303/0/5700"));
                assertThat(adapter.paces.get("3303/0/5700"))
                        .isEqualTo(new Pace(
                                Optional.of(Duration.ofSeconds(10)),
                                Optional.of(Duration.ofHours(1)),
                                OptionalDouble.of(0.5),
                                OptionalDouble.of(30),
                                OptionalDouble.empty()));
            }
        }

        @Test
        void from_before_a_restart_of_the_engine_is_found_again() {
            subscribe(TEMPERATURE, "mine");
            await().until(() -> adapter.observed.contains("3303/0/5700"));
            adapter.observed.clear();

            try (var again = new Interworking(InterworkingSettings.DEFAULT, cse, cse.access(), clock)) {
                again.start();
                again.attach(adapter, mapping);
                adapter.engine().appeared(FakeAdapter.lamp());

                await().until(() -> adapter.observed.contains("3303/0/5700"));
            }
        }

        @Test
        @Spec("TS-0001 §9.6.1.3.2")
        void cannot_be_made_by_others_before_the_engine_would_hear_of_it() {
            var fresh = new FakeCse(Types.ALL);
            var other = new FakeAdapter();
            var tooEarly = new AtomicBoolean();
            Mca watched = request -> {
                var response = fresh.send(request);
                if (!fresh.text(TEMPERATURE, "acpi").equals("-")
                        && fresh.find(TEMPERATURE + "/interworking-watch").isEmpty()) tooEarly.set(true);
                return response;
            };
            try (var again = new Interworking(InterworkingSettings.DEFAULT, watched, fresh.access(), clock)) {
                again.start();
                again.attach(other, mapping);

                other.engine().appeared(FakeAdapter.lamp());

                await().until(() -> fresh.find("lamp-1/semantics").isPresent());
                assertThat(fresh.text(TEMPERATURE, "acpi"))
                        .isEqualTo("["
                                + fresh.find("interworking/policy-lamp-1")
                                        .orElseThrow()
                                        .ri() + "]");
                assertThat(tooEarly).isFalse();
            }
        }
    }
}
