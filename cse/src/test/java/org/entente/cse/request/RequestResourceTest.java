// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.entente.cse.Hub;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The resource that stands for a request: who may see it, how long it lasts, how it cancels. */
@OverEveryBinding
class RequestResourceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Hub hub = new Hub();

    @BeforeEach
    void register() {
        hub.register("Capp");
        hub.register("COther");
        hub.create("cse-in/capp", "Capp", 3, "m2m:cnt", "rn", "box");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private static Request instance() {
        return Request.create("cse-in/capp/box", "Capp", 4, Value.field("m2m:cin", Hub.fields("con", "21.5")))
                .with(Parameter.RESPONSE_TYPE, Hub.fields("rtv", 1));
    }

    private Request later() {
        return instance().with(Parameter.OPERATION_EXECUTION_TIME, time(Duration.ofHours(1)));
    }

    private String time(Duration in) {
        return Timestamp.text(hub.clock.instant().plus(in));
    }

    private String accepted(Request request) {
        return hub.send(request).content().text("m2m:uri").orElseThrow();
    }

    private String done(Request request) {
        var reference = accepted(request);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> hub.store.view().errands().isEmpty());
        return reference;
    }

    @Test
    @Spec("TS-0004 §7.4.12.2.1")
    void is_made_by_nobody_else() {
        var response = hub.create("cse-in", Hub.ADMIN, 17, "m2m:req", "rn", "mine");

        assertThat(response.code()).isEqualTo(ResultCode.OPERATION_NOT_ALLOWED);
        assertThat(hub.store.view().byPath("cse-in/mine")).isEmpty();
    }

    @Test
    @Spec({"TS-0004 table 7.3.2.2-1", "TS-0004 §7.4.12.2.2"})
    void is_for_its_originator() {
        var reference = done(instance());

        assertThat(Hub.text(hub.retrieve(reference, "Capp"), "org")).isEqualTo("Capp");
        assertThat(hub.retrieve(reference, "COther").code()).isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
        assertThat(hub.delete(reference, "COther").code()).isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
    }

    @Test
    @Spec({"TS-0004 §7.4.12.1", "TS-0004 §7.4.12.2.3"})
    void keeps_what_the_request_said() {
        var reference = done(instance());
        var before = hub.stored(reference);

        for (var attribute : List.of("op", "tg", "org", "rid", "rs", "et", "lbl"))
            assertThat(hub.update(reference, "Capp", "m2m:req", attribute, 1).code())
                    .as(attribute)
                    .isEqualTo(ResultCode.BAD_REQUEST);
        assertThat(hub.stored(reference)).isEqualTo(before);
    }

    @Test
    @Spec({"TS-0004 §7.4.12.2.4", "TS-0001 §10.2.5.6"})
    void cancels_what_is_pending() {
        var reference = accepted(later());

        assertThat(hub.delete(reference, "Capp").code()).isEqualTo(ResultCode.DELETED);
        hub.clock.pass(Duration.ofHours(2));
        hub.cse.sweep();

        assertThat(hub.stored("cse-in/capp/box").whole(Attributes.CNI, -1)).isZero();
        assertThat(hub.store.view().errands()).isEmpty();
    }

    @Test
    @Spec("TS-0004 §7.4.12.2.4")
    void cannot_recall_what_was_sent_to_somebody_else() {
        var open = new CountDownLatch(1);
        hub.entities.attach("Capp", request -> {
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Response.of(request, ResultCode.OK);
        });
        var notify = Request.notification("cse-in/capp", "Capp", Value.field("m2m:sgn", Hub.fields("sur", "x")))
                .with(Parameter.RESPONSE_TYPE, Hub.fields("rtv", 1));
        var reference = accepted(notify);
        Awaitility.await().atMost(PATIENCE).until(() -> hub.stored(reference).whole(Attributes.RS, 0) == 4);

        assertThat(hub.delete(reference, "Capp").code()).isEqualTo(ResultCode.UNABLE_TO_RECALL_REQUEST);
        open.countDown();

        Awaitility.await().atMost(PATIENCE).until(() -> hub.stored(reference).whole(Attributes.RS, 0) == 1);
        assertThat(hub.delete(reference, "Capp").code()).isEqualTo(ResultCode.DELETED);
    }

    @Test
    @Spec("TS-0004 §7.4.14.2.5")
    void shows_what_some_members_of_a_group_have_answered() {
        var open = new CountDownLatch(1);
        hub.entities.attach("Capp", request -> {
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Response.of(request, ResultCode.OK);
        });
        hub.entities.attach("COther", request -> Response.of(request, ResultCode.OK));
        hub.create(
                "cse-in", Hub.ADMIN, 9, "m2m:grp", "rn", "g", "mnm", 2, "mid", List.of("cse-in/capp", "cse-in/cother"));
        var reference = accepted(
                Request.notification("cse-in/g/fopt", Hub.ADMIN, Value.field("m2m:sgn", Hub.fields("sur", "x")))
                        .with(Parameter.RESPONSE_TYPE, Hub.fields("rtv", 1)));

        Awaitility.await().atMost(PATIENCE).until(() -> hub.stored(reference).whole(Attributes.RS, 0) == 5);
        assertThat(answered(reference)).contains("cse-in/cother").doesNotContain("cse-in/capp");
        assertThat(hub.delete(reference, Hub.ADMIN).code()).isEqualTo(ResultCode.UNABLE_TO_RECALL_REQUEST);
        open.countDown();

        Awaitility.await().atMost(PATIENCE).until(() -> hub.stored(reference).whole(Attributes.RS, 0) == 1);
        assertThat(answered(reference)).contains("cse-in/cother");
    }

    private String answered(String reference) {
        return hub.stored(reference).value(Attributes.ORS).orElseThrow().toString();
    }

    @Test
    @Spec("TS-0001 §8.1.2")
    void lasts_as_long_as_its_result_is_to_persist() {
        var reference = done(instance().with(Parameter.RESULT_PERSISTENCE, "7200000"));

        assertThat(hub.stored(reference).text(Attributes.ET)).contains(time(Duration.ofHours(2)));
        hub.clock.pass(Duration.ofHours(3));
        hub.cse.sweep();

        assertThat(hub.retrieve(reference, "Capp").code()).isEqualTo(ResultCode.NOT_FOUND);
    }

    @Test
    @Spec("TS-0001 §8.1.2")
    void lasts_for_a_while_if_its_request_does_not_say() {
        var reference = done(instance());

        assertThat(hub.stored(reference).text(Attributes.ET)).contains(time(Duration.ofMinutes(10)));
    }

    @Test
    @Spec("TS-0001 §8.1.2")
    void lasts_beyond_the_expiration_of_its_result() {
        var reference = done(instance().with(Parameter.RESULT_EXPIRATION_TIMESTAMP, "3600000"));

        assertThat(hub.stored(reference).text(Attributes.ET)).contains(time(Duration.ofHours(1)));
    }

    @Test
    void does_not_expire_before_it_is_done() {
        var reference = accepted(later());
        hub.clock.pass(Duration.ofDays(1));

        hub.cse.sweep();

        assertThat(hub.stored(reference).whole(Attributes.RS, 0)).isEqualTo(1);
        assertThat(hub.stored("cse-in/capp/box").whole(Attributes.CNI, 0)).isEqualTo(1);
    }

    @Test
    @Spec("TS-0004 table 7.4.12.1-4")
    void tells_its_subscribers_when_the_result_is_there() {
        var told = new CountDownLatch(1);
        hub.entities.attach("Capp", request -> {
            if (request.content().toString().contains("m2m:req")) told.countDown();
            return Response.of(request, ResultCode.OK);
        });
        var reference = accepted(later());
        var sub = hub.create(
                reference, "Capp", 23, "m2m:sub", "nu", List.of("Capp"), "enc", Hub.fields("net", List.of(1)));
        assertThat(sub.code()).as(sub.toString()).isEqualTo(ResultCode.CREATED);
        hub.clock.pass(Duration.ofMinutes(61));

        hub.cse.sweep();

        Awaitility.await().atMost(PATIENCE).until(() -> told.getCount() == 0);
    }

    @Test
    @Spec("TS-0004 §7.3.3.1")
    void says_that_the_request_expired_before_it_could_be_done() {
        var reference = accepted(later().with(Parameter.REQUEST_EXPIRATION_TIMESTAMP, time(Duration.ofHours(2))));
        hub.clock.pass(Duration.ofHours(3));

        hub.cse.sweep();

        var kept = hub.stored(reference);
        assertThat(kept.whole(Attributes.RS, 0)).isEqualTo(2);
        assertThat(kept.value(Attributes.ORS).orElseThrow().toString()).contains("4008");
        assertThat(hub.stored("cse-in/capp/box").whole(Attributes.CNI, -1)).isZero();
    }
}
