// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;
import static org.entente.model.ResultCode.*;

import java.util.List;
import java.util.stream.Stream;
import org.entente.cse.Hub;
import org.entente.cse.over.NotEveryBinding;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a subscription may be, and who agrees to it. */
@OverEveryBinding
class SubscriptionTest {
    private final Hub hub = new Hub();
    private final Sink sink = new Sink(hub, "CSink");

    @BeforeEach
    void make_a_box() {
        hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", "box");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private Response subscribe(String to, Object... attributes) {
        return hub.create(to, ADMIN, 23, "m2m:sub", attributes);
    }

    private Response subscribe(Value.Fields criteria) {
        return subscribe("cse-in/box", "rn", "watch", "nu", List.of(sink.aeId), "enc", criteria);
    }

    /** What is wrong, its target, the attributes beside nu, and the answer. */
    static Stream<Arguments> bad() {
        var box = "cse-in/box";
        return Stream.of(
                Arguments.of("net and om together", box, enc("net", List.of(1), "om", om()), BAD_REQUEST),
                Arguments.of(
                        "modified attributes of a new child", box, with(enc("net", List.of(3)), "nct", 2), BAD_REQUEST),
                Arguments.of(
                        "a trigger payload of an update", box, with(enc("net", List.of(1)), "nct", 4), BAD_REQUEST),
                Arguments.of("an unknown event type", box, enc("net", List.of(99)), BAD_REQUEST),
                Arguments.of("blocking with another type", box, enc("net", List.of(1, 7)), BAD_REQUEST),
                Arguments.of("blocking with a condition", box, enc("net", List.of(7), "sza", 1), BAD_REQUEST),
                Arguments.of("blocking with a policy", box, with(enc("net", List.of(7)), "exc", 3), BAD_REQUEST),
                Arguments.of("missing data without its rule", box, enc("net", List.of(8)), BAD_REQUEST),
                Arguments.of("missing data of a container", box, enc("net", List.of(8), "md", md()), BAD_REQUEST),
                Arguments.of("a missing data rule of a container", box, enc("md", md()), BAD_REQUEST),
                Arguments.of("empty reads of what is no container", "cse-in", enc("net", List.of(5)), BAD_REQUEST),
                Arguments.of("triggers of what is no AE", box, enc("net", List.of(6)), BAD_REQUEST),
                Arguments.of("triggers of an AE", "cse-in/csink", enc("net", List.of(6)), NOT_IMPLEMENTED),
                Arguments.of(
                        "a child type that cannot be", box, enc("net", List.of(3), "chty", List.of(2)), BAD_REQUEST),
                Arguments.of("an unknown condition", box, enc("colour", "red"), BAD_REQUEST),
                Arguments.of("a counter of none", box, fields("exc", 0), BAD_REQUEST),
                Arguments.of("a rate without a window", box, fields("rl", fields("mnn", 3)), BAD_REQUEST));
    }

    private static Value.Fields enc(Object... conditions) {
        return fields("enc", fields(conditions));
    }

    private static Value.Fields with(Value.Fields attributes, String name, Object value) {
        return attributes.with(name, fields(name, value).find(name).orElseThrow());
    }

    private static List<Value> om() {
        return List.of(fields("ops", 2));
    }

    private static Value.Fields md() {
        return fields("num", 3, "dur", "PT1M");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    @Spec({"TS-0004 §7.4.8.2.1", "TS-0001 §9.6.8"})
    void subscription_is_refused_that_asks_for(String what, String to, Value.Fields attributes, ResultCode expected) {
        var content = attributes.with("nu", Value.texts(List.of(sink.aeId)));

        var response = hub.send(Request.create(to, ADMIN, 23, Value.field("m2m:sub", content)));

        assertThat(response.code()).as(what + ": " + response).isEqualTo(expected);
        assertThat(sink.requests(hub)).isEmpty();
    }

    @Test
    @Spec("TS-0001 §9.6.8")
    @NotEveryBinding("XML has no form for a list of one structure without members")
    void subscription_is_refused_that_monitors_nothing() {
        var attributes = enc("om", List.of(fields())).with("nu", Value.texts(List.of(sink.aeId)));

        var response = hub.send(Request.create("cse-in/box", ADMIN, 23, Value.field("m2m:sub", attributes)));

        assertThat(response.code()).isEqualTo(BAD_REQUEST);
    }

    @Nested
    class A_creation {
        @Test
        @Spec("TS-0004 §7.4.8.2.1")
        void asks_the_target_before_it_is_answered() {
            var response = subscribe(fields("net", List.of(3)));

            assertThat(response.code()).isEqualTo(CREATED);
            var asked = sink.notifications(hub);
            assertThat(asked).hasSize(1);
            assertThat(asked.getFirst().find("vrq")).contains(Value.of(true));
            assertThat(asked.getFirst().text("cr")).contains(ADMIN);
            assertThat(asked.getFirst().text("sur")).contains("/id-in/cse-in/box/watch");
        }

        @Test
        @Spec("TS-0004 §7.4.8.2.1")
        void does_not_ask_the_originator_about_itself() {
            hub.create("cse-in/csink", sink.aeId, 3, "m2m:cnt", "rn", "own");

            var response =
                    hub.create("cse-in/csink/own", sink.aeId, 23, "m2m:sub", "nu", List.of("/id-in/" + sink.aeId));

            assertThat(response.code()).isEqualTo(CREATED);
            assertThat(Hub.shown(response).find("cr")).isEmpty();
            assertThat(sink.requests(hub)).isEmpty();
        }

        @Test
        @Spec("TS-0004 §7.4.8.2.1")
        void fails_when_the_target_says_no() {
            sink.answering(SUBSCRIPTION_CREATOR_HAS_NO_PRIVILEGE);

            var response = subscribe(Value.Fields.EMPTY);

            assertThat(response.code()).isEqualTo(SUBSCRIPTION_VERIFICATION_INITIATION_FAILED);
            assertThat(response.sentence()).contains("4101");
            assertThat(hub.store.view().byPath("cse-in/box/watch")).isEmpty();
        }

        @Test
        @Spec("TS-0004 §7.4.8.2.1")
        void fails_when_nobody_is_there() {
            var response = subscribe("cse-in/box", "nu", List.of("CNobody"));

            assertThat(response.code()).isEqualTo(SUBSCRIPTION_VERIFICATION_INITIATION_FAILED);
        }

        @Test
        @Spec("TS-0001 §9.6.8")
        void fails_when_the_target_is_a_machine_that_may_not_be_contacted() {
            var response = subscribe("cse-in/box", "nu", List.of("http://192.0.2.1/hook"));

            assertThat(response.code()).isEqualTo(SUBSCRIPTION_VERIFICATION_INITIATION_FAILED);
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.3")
        void fails_when_the_originator_may_not_notify_the_target() {
            var other = hub.register("COther");
            hub.create("cse-in/cother", other, 3, "m2m:cnt", "rn", "own");

            var response = hub.create("cse-in/cother/own", other, 23, "m2m:sub", "nu", List.of(sink.aeId));

            assertThat(response.code()).isEqualTo(SUBSCRIPTION_VERIFICATION_INITIATION_FAILED);
            assertThat(sink.requests(hub)).isEmpty();
        }

        @Test
        @Spec("TS-0004 §7.4.8.2.1")
        void needs_a_resource_that_can_be_subscribed_to() {
            hub.create("cse-in/box", ADMIN, 4, "m2m:cin", "rn", "one", "con", "1");

            assertThat(subscribe("cse-in/box/one", "nu", List.of(ADMIN)).code()).isEqualTo(TARGET_NOT_SUBSCRIBABLE);
        }

        @Test
        @Spec("TS-0001 §9.6.8")
        void fills_in_the_content_type() {
            assertThat(Hub.whole(subscribe(Value.Fields.EMPTY), "nct")).isEqualTo(1);
        }

        @Test
        @Spec("TS-0004 §7.4.8.2.1")
        void fills_in_how_long_a_batch_may_take() {
            var response = subscribe("cse-in/box", "nu", List.of(sink.aeId), "bn", fields("num", 3));

            assertThat(Hub.shown(response).find("bn")).contains(fields("num", 3, "dur", "PT1M"));
        }

        @Test
        @Spec("TS-0004 §7.4.8.2.1")
        void names_its_creator_when_others_are_notified() {
            assertThat(Hub.text(subscribe(Value.Fields.EMPTY), "cr")).isEqualTo(ADMIN);
        }
    }

    @Nested
    class An_update {
        @Test
        @Spec("TS-0001 §10.2.10.4")
        void asks_only_the_targets_that_it_adds() {
            subscribe(Value.Fields.EMPTY);
            var second = new Sink(hub, "CSecond");
            sink.requests(hub);
            sink.forget();

            var response = hub.update("cse-in/box/watch", ADMIN, "m2m:sub", "nu", List.of(sink.aeId, second.aeId));

            assertThat(response.code()).isEqualTo(UPDATED);
            assertThat(sink.requests(hub)).isEmpty();
            assertThat(second.notifications(hub)).hasSize(1);
        }

        @Test
        @Spec("TS-0004 §7.4.8.2.3")
        void cannot_make_it_blocking() {
            subscribe(Value.Fields.EMPTY);

            var response = hub.update("cse-in/box/watch", ADMIN, "m2m:sub", "enc", fields("net", List.of(7)));

            assertThat(response.code()).isEqualTo(BAD_REQUEST);
        }

        @Test
        @Spec("TS-0004 §7.4.8.2.3")
        void is_judged_by_what_would_come_of_it() {
            subscribe(fields("net", List.of(3)));

            var response = hub.update("cse-in/box/watch", ADMIN, "m2m:sub", "nct", 2);

            assertThat(response.code()).isEqualTo(BAD_REQUEST);
        }
    }

    @Nested
    class A_blocking_one {
        @Test
        @Spec("TS-0004 §7.4.8.2.1")
        void is_alone_on_its_resource() {
            assertThat(blocking(ADMIN).code()).isEqualTo(CREATED);

            assertThat(blocking(ADMIN).code()).isEqualTo(BLOCKING_SUBSCRIPTION_ALREADY_EXISTS);
        }

        @Test
        @Spec("TS-0001 §10.2.10.2")
        void needs_a_target_that_may_update_the_resource_itself() {
            assertThat(blocking(sink.aeId).code()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        }

        @Test
        @Spec("TS-0004 §7.4.8.2.1")
        void takes_no_url() {
            assertThat(blocking("http://127.0.0.1:1/").code()).isEqualTo(BAD_REQUEST);
        }

        @Test
        @Spec("TS-0004 §7.4.8.2.1")
        void takes_one_target_only() {
            var response = subscribe("cse-in/box", "nu", List.of(ADMIN, sink.aeId), "enc", fields("net", List.of(7)));

            assertThat(response.code()).isEqualTo(BAD_REQUEST);
        }

        @Test
        @Spec("TS-0001 §9.6.8")
        void tells_what_is_modified() {
            assertThat(Hub.whole(blocking(ADMIN), "nct")).isEqualTo(2);
        }

        private Response blocking(String target) {
            return subscribe("cse-in/box", "nu", List.of(target), "enc", fields("net", List.of(7)));
        }
    }
}
