// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.entente.cse.Hub;
import org.entente.cse.over.OverEveryBinding;
import org.entente.cse.store.HeapStore;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are acknowledged first and done then. */
@OverEveryBinding
class NonBlockingTest {
    private final Hub hub = Hub.on(
            new HeapStore(),
            settings -> settings.with(new RequestSettings(Duration.ofMinutes(10), Duration.ofMillis(200), 3, 1000)));
    private final List<Request> received = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void register() {
        hub.register("Capp");
        hub.register("COther");
        hub.entities.attach("Capp", this::take);
        hub.create("cse-in/capp", "Capp", 3, "m2m:cnt", "rn", "box");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private Response take(Request request) {
        received.add(request);
        return Response.of(request, ResultCode.OK);
    }

    private static Request type(Request request, int type, Object... further) {
        return request.with(Parameter.RELEASE_VERSION_INDICATOR, "4")
                .with(Parameter.RESPONSE_TYPE, Hub.fields(further).with("rtv", Value.of(type)));
    }

    private static Request instance(String content) {
        return Request.create("cse-in/capp/box", "Capp", 4, Value.field("m2m:cin", Hub.fields("con", content)));
    }

    private Request at(Request request, Duration in) {
        return request.with(
                Parameter.OPERATION_EXECUTION_TIME,
                Timestamp.text(hub.clock.instant().plus(in)));
    }

    private static String reference(Response acknowledged) {
        assertThat(acknowledged.code().number()).as(acknowledged.toString()).isBetween(1000, 1002);
        return acknowledged.content().text("m2m:uri").orElseThrow();
    }

    private Resource done(String reference) {
        Awaitility.await().until(() -> hub.store.view().errands().isEmpty());
        return hub.stored(reference);
    }

    private static Value.Fields result(Resource request) {
        return (Value.Fields) request.value(Attributes.ORS).orElseThrow();
    }

    private static long status(Resource request) {
        return request.whole(Attributes.RS, 0);
    }

    private List<Value> instances() {
        try (var all = hub.store.view().instances(hub.stored("cse-in/capp/box").ri(), false)) {
            return all.map(each -> each.value(Attributes.CON).orElseThrow()).toList();
        }
    }

    @Nested
    class A_synchronous_one {
        @Test
        @Spec({"TS-0004 §7.3.2.3", "TS-0004 §6.6.3.2"})
        void is_acknowledged_with_a_reference() {
            var acknowledged = hub.send(type(instance("21.5"), 1).withId("q1"));

            assertThat(acknowledged.code()).isEqualTo(ResultCode.ACCEPTED_FOR_NON_BLOCKING_REQUEST_SYNCH);
            assertThat(acknowledged.id()).isEqualTo("q1");
            assertThat(acknowledged.find(Parameter.ORIGINATING_TIMESTAMP)).isPresent();
            assertThat(reference(acknowledged)).startsWith("cse-in/req");
        }

        @Test
        @Spec("TS-0004 §6.6.3.2")
        void of_the_first_release_is_acknowledged_by_the_code_that_it_knows() {
            var request = instance("21.5").with(Parameter.RESPONSE_TYPE, Hub.fields("rtv", 1));

            assertThat(hub.send(request).code()).isEqualTo(ResultCode.ACCEPTED);
        }

        @Test
        @Spec({"TS-0004 §7.3.2.2", "TS-0001 §9.6.12"})
        void is_written_down_as_it_came() {
            var acknowledged = hub.send(
                    at(type(instance("21.5"), 1), Duration.ofMinutes(1)).withId("q1"));

            var kept = hub.stored(reference(acknowledged));

            assertThat(status(kept)).isEqualTo(3);
            assertThat(kept.pi()).isEqualTo("id-in");
            assertThat(kept.texts(Attributes.LBL)).containsExactly("Capp");
            assertThat(kept.whole(Attributes.OP, 0)).isEqualTo(1);
            assertThat(kept.text(Attributes.TG)).contains("cse-in/capp/box");
            assertThat(kept.text(Attributes.ORG)).contains("Capp");
            assertThat(kept.text(Attributes.RID)).contains("q1");
            assertThat(kept.value(Attributes.PC)).contains(Value.field("m2m:cin", Hub.fields("con", "21.5")));
            var meta = (Value.Fields) kept.value(Attributes.MI).orElseThrow();
            assertThat(meta.find("ty")).contains(Value.of(4));
            assertThat(meta.find("rt")).contains(Hub.fields("rtv", 1));
            assertThat(meta.text("oet")).isPresent();
            assertThat(result(kept)).isEqualTo(Hub.fields("rsc", 1000, "rqi", "q1"));
        }

        @Test
        @Spec({"TS-0004 §7.3.2.5", "TS-0001 §8.2.2.2"})
        void is_done_and_its_result_can_be_retrieved() {
            var reference = reference(hub.send(type(instance("21.5"), 1).withId("q1")));

            var kept = done(reference);

            assertThat(instances()).containsExactly(Value.of("21.5"));
            assertThat(status(kept)).isEqualTo(1);
            var shown = Hub.shown(hub.retrieve(reference, "Capp"));
            var result = (Value.Fields) shown.find("ors").orElseThrow();
            assertThat(result.find("rsc")).contains(Value.of(2001));
            assertThat(result.text("rqi")).contains("q1");
            assertThat(((Value.Fields) result.find("pc").orElseThrow()).find("m2m:cin"))
                    .isPresent();
            assertThat(shown.members().keySet()).noneMatch(name -> name.startsWith("_"));
        }

        @Test
        @Spec("TS-0004 §7.3.2.5")
        void that_is_refused_has_failed_with_its_reason() {
            var reference = reference(hub.send(type(Request.retrieve("cse-in/capp/nothing", "Capp"), 1)));

            var kept = done(reference);

            assertThat(status(kept)).isEqualTo(2);
            assertThat(result(kept).find("rsc")).contains(Value.of(4004));
        }

        @Test
        @Spec("TS-0004 §7.3.3.15")
        void is_done_with_the_privileges_of_its_originator() {
            var request = Request.delete("cse-in/capp/box", "COther");

            var kept = done(reference(hub.send(type(request, 1))));

            assertThat(result(kept).find("rsc")).contains(Value.of(4103));
            assertThat(hub.stored("cse-in/capp/box")).isNotNull();
        }

        @ParameterizedTest
        @EnumSource(Operation.class)
        @Spec("TS-0001 §8.1.2")
        void may_be_any_operation(Operation operation) {
            var content = Value.field("m2m:cnt", Hub.fields("mni", 5));
            var request =
                    switch (operation) {
                        case CREATE -> instance("21.5");
                        case RETRIEVE -> Request.retrieve("cse-in/capp/box", "Capp");
                        case UPDATE -> Request.update("cse-in/capp/box", "Capp", content);
                        case DELETE -> Request.delete("cse-in/capp/box", "Capp");
                        case NOTIFY ->
                            Request.notification("cse-in/capp", "Capp", Value.field("m2m:sgn", Hub.fields("sur", "x")));
                    };

            var kept = done(reference(hub.send(type(request, 1))));

            assertThat(status(kept)).as(result(kept).toString()).isEqualTo(1);
        }

        @Test
        @Spec("TS-0001 §7.1.7")
        void of_an_identifier_that_is_still_pending_is_refused() {
            hub.send(at(type(instance("1"), 1), Duration.ofMinutes(1)).withId("same"));

            assertThat(hub.send(type(instance("2"), 1).withId("same")).code()).isEqualTo(ResultCode.CONFLICT);
            hub.clock.pass(Duration.ofMinutes(2));
            hub.cse.sweep();
            assertThat(hub.send(type(instance("3"), 1).withId("same")).code().number())
                    .isEqualTo(1001);
        }

        @Test
        void is_refused_when_too_many_wait_already() {
            for (int i = 0; i < 3; i++) hub.send(at(type(instance("x"), 1), Duration.ofMinutes(1)));

            assertThat(hub.send(type(instance("x"), 1)).code()).isEqualTo(ResultCode.NOT_ACCEPTABLE);
        }

        @Test
        @Spec("TS-0004 §6.3.5.30")
        void takes_no_targets() {
            assertThat(hub.send(type(instance("x"), 1, "nu", List.of("Capp"))).code())
                    .isEqualTo(ResultCode.BAD_REQUEST);
        }

        @Test
        @Spec("TS-0001 §10.2.7")
        void may_go_to_the_members_of_a_group() {
            hub.create("cse-in/capp", "Capp", 9, "m2m:grp", "rn", "all", "mnm", 2, "mid", List.of("cse-in/capp/box"));

            var kept = done(reference(hub.send(type(Request.retrieve("cse-in/capp/all/fopt", "Capp"), 1))));

            assertThat(status(kept)).isEqualTo(1);
            assertThat(result(kept).toString()).contains("m2m:agr").contains("box");
        }
    }

    @Nested
    class An_asynchronous_one {
        private Value.Fields told() {
            Awaitility.await().until(() -> !received.isEmpty());
            assertThat(received).hasSize(1);
            return (Value.Fields) received.getFirst().content().find("m2m:rsp").orElseThrow();
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.5")
        void is_told_to_its_originator() {
            var acknowledged = hub.send(type(instance("21.5"), 2).withId("q1"));

            assertThat(acknowledged.code()).isEqualTo(ResultCode.ACCEPTED_FOR_NON_BLOCKING_REQUEST_ASYNCH);
            assertThat(told().text("rqi")).contains("q1");
            assertThat(told().find("rsc")).contains(Value.of(2001));
            assertThat(told().find("pc").orElseThrow().toString()).contains("21.5");
            assertThat(received.getFirst().from()).isEqualTo("/id-in");
            assertThat(received.getFirst().to()).isEqualTo("Capp");
            assertThat(received.getFirst().operation()).isEqualTo(Operation.NOTIFY);
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.5")
        void is_told_to_each_target_that_it_names() {
            hub.entities.attach("COther", this::other);
            grantNotify();

            hub.send(type(instance("21.5"), 2, "nu", List.of("COther", "Capp")).withId("q1"));

            assertThat(told().text("rqi")).contains("q1");
            Awaitility.await().until(() -> others.size() == 1);
        }

        private final List<Request> others = Collections.synchronizedList(new ArrayList<>());

        private Response other(Request request) {
            others.add(request);
            return Response.of(request, ResultCode.OK);
        }

        private void grantNotify() {
            var all = Value.of(List.of(Hub.fields("acor", List.of("all"), "acop", 63)));
            var policy = hub.create(
                    "cse-in", Hub.ADMIN, 1, "m2m:acp", "pv", Hub.fields("acr", all), "pvs", Hub.fields("acr", all));
            hub.update("cse-in/cother", "COther", "m2m:ae", "acpi", List.of(Hub.text(policy, "ri")));
        }

        @Test
        void may_not_name_somebody_whom_its_originator_may_not_notify() {
            assertThat(hub.send(type(instance("x"), 2, "nu", List.of("COther"))).code())
                    .isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
            assertThat(instances()).isEmpty();
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.5")
        void with_an_empty_list_is_told_to_nobody() {
            var kept = done(reference(hub.send(type(instance("21.5"), 2, "nu", List.of()))));

            assertThat(status(kept)).isEqualTo(1);
            assertThat(hub.store.view().queues()).isEmpty();
            assertThat(received).isEmpty();
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.5")
        void that_is_refused_is_told_too() {
            hub.send(type(Request.retrieve("cse-in/capp/nothing", "Capp"), 2));

            assertThat(told().find("rsc")).contains(Value.of(4004));
        }
    }

    @Nested
    class One_for_later {
        @Test
        @Spec("TS-0001 §8.1.2")
        void is_done_at_its_time_and_not_before() {
            var reference = reference(hub.send(at(type(instance("21.5"), 1), Duration.ofHours(1))));
            hub.clock.pass(Duration.ofMinutes(59));
            hub.cse.sweep();
            assertThat(instances()).isEmpty();

            hub.clock.pass(Duration.ofMinutes(2));
            hub.cse.sweep();

            assertThat(instances()).containsExactly(Value.of("21.5"));
            assertThat(status(done(reference))).isEqualTo(1);
        }

        @Test
        @Spec("TS-0004 §6.3.3")
        void may_say_how_long_from_now() {
            hub.send(type(instance("21.5"), 1).with(Parameter.OPERATION_EXECUTION_TIME, "3600000"));
            hub.clock.pass(Duration.ofMinutes(59));
            hub.cse.sweep();
            assertThat(instances()).isEmpty();

            hub.clock.pass(Duration.ofMinutes(2));
            hub.cse.sweep();

            assertThat(instances()).hasSize(1);
        }

        @Test
        @Spec("TS-0001 §8.1.2")
        void whose_time_has_passed_is_done_at_once() {
            done(reference(hub.send(at(type(instance("21.5"), 1), Duration.ofHours(-1)))));

            assertThat(instances()).hasSize(1);
        }

        @Test
        @Spec("TS-0001 §8.1.2")
        void is_waited_for_by_a_blocking_request() {
            var response = hub.send(at(instance("21.5"), Duration.ofMillis(100)));

            assertThat(response.code()).isEqualTo(ResultCode.CREATED);
        }

        @Test
        void is_refused_if_a_blocking_request_would_wait_too_long() {
            var response = hub.send(at(instance("21.5"), Duration.ofHours(1)));

            assertThat(response.code()).isEqualTo(ResultCode.BAD_REQUEST);
            assertThat(response.sentence()).contains("non-blocking");
        }

        @Test
        void is_refused_if_it_would_have_expired() {
            var request = at(type(instance("21.5"), 1), Duration.ofHours(2))
                    .with(Parameter.REQUEST_EXPIRATION_TIMESTAMP, "3600000");

            assertThat(hub.send(request).code()).isEqualTo(ResultCode.BAD_REQUEST);
        }

        @Test
        @Spec("TS-0004 table 7.3.2.2-1")
        void is_refused_if_its_resource_may_not_last_so_long() {
            var request = at(type(instance("21.5"), 1), Duration.ofDays(365 * 20));

            assertThat(hub.send(request).code()).isEqualTo(ResultCode.BAD_REQUEST);
        }
    }

    @Nested
    class A_flexible_one {
        @Test
        @Spec("TS-0004 §7.2.2.2")
        void is_answered_at_once_if_it_can() {
            assertThat(hub.send(type(instance("21.5"), 4)).code()).isEqualTo(ResultCode.CREATED);
            assertThat(instances()).containsExactly(Value.of("21.5"));
        }

        @Test
        @Spec("TS-0001 §8.1.2")
        void is_acknowledged_if_others_have_to_be_asked() {
            hub.create("cse-in/capp", "Capp", 9, "m2m:grp", "rn", "all", "mnm", 2, "mid", List.of("cse-in/capp/box"));

            var acknowledged = hub.send(type(Request.retrieve("cse-in/capp/all/fopt", "Capp"), 4));

            assertThat(acknowledged.code()).isEqualTo(ResultCode.ACCEPTED_FOR_NON_BLOCKING_REQUEST_SYNCH);
            assertThat(status(done(reference(acknowledged)))).isEqualTo(1);
            assertThat(received).isEmpty();
        }

        @Test
        @Spec("TS-0001 §8.1.2")
        void is_told_to_its_targets_if_it_names_some() {
            var acknowledged = hub.send(at(type(instance("21.5"), 4, "nu", List.of("Capp")), Duration.ofHours(1)));
            hub.clock.pass(Duration.ofHours(2));
            hub.cse.sweep();

            assertThat(acknowledged.code()).isEqualTo(ResultCode.ACCEPTED_FOR_NON_BLOCKING_REQUEST_ASYNCH);
            Awaitility.await().until(() -> received.size() == 1);
        }
    }

    @Nested
    class One_without_response {
        @Test
        @Spec("TS-0001 §8.1.2")
        void is_done_and_its_result_is_not_told() {
            var response = hub.send(type(instance("21.5"), 5));

            assertThat(response.code()).isEqualTo(ResultCode.ACCEPTED);
            assertThat(response.content().members()).isEmpty();
            assertThat(instances()).hasSize(1);
        }

        @Test
        void may_be_for_later() {
            var response = hub.send(at(type(instance("21.5"), 5), Duration.ofHours(1)));
            hub.clock.pass(Duration.ofHours(2));
            hub.cse.sweep();

            assertThat(response.content().members()).isEmpty();
            assertThat(instances()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Spec({"TS-0004 §7.4.12.2.2", "TS-0004 §7.4.22.2.2"})
    void request_resources_and_polling_channels_want_blocking_requests(int type) {
        hub.create("cse-in/capp", "Capp", 15, "m2m:pch", "rn", "pch");
        var reference = reference(hub.send(type(instance("21.5"), 1)));

        for (var to : List.of(reference, "cse-in/capp/pch/pcu"))
            assertThat(hub.send(type(Request.retrieve(to, "Capp"), type)).code())
                    .isEqualTo(ResultCode.BAD_REQUEST);
    }

    @Test
    void registration_without_an_identifier_is_blocking() {
        var ae = Hub.fields("api", "Nx", "rr", true, "srv", List.of("4"));

        assertThat(hub.send(type(Request.create("cse-in", "C", 2, Value.field("m2m:ae", ae)), 1))
                        .code())
                .isEqualTo(ResultCode.BAD_REQUEST);
    }
}
