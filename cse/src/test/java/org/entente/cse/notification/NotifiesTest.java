// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;
import static org.entente.model.ResultCode.*;

import java.util.List;
import org.entente.cse.Hub;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.Refused;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A NOTIFY that somebody sends to a resource of this CSE. */
@OverEveryBinding
class NotifiesTest {
    private final Hub hub = new Hub();
    private final Sink sink = new Sink(hub, "CSink");

    @AfterEach
    void close() {
        hub.close();
    }

    private Response send(String to, Value.Fields content) {
        return hub.send(Request.notification(to, ADMIN, content));
    }

    private static Value.Fields notification(Object... members) {
        return Value.field("m2m:sgn", fields(members));
    }

    @Test
    @Spec("TS-0004 §7.3.3.9.1")
    void ae_gets_it_and_its_answer_goes_back() {
        sink.answering(request -> Response.of(request, new Refused(NOT_ACCEPTABLE, "not now")));

        var response = send("cse-in/csink", notification("sur", "/id-mn/sub1"));

        assertThat(response.code()).isEqualTo(NOT_ACCEPTABLE);
        assertThat(response.sentence()).isEqualTo("not now");
        assertThat(sink.notifications(hub).getFirst().text("sur")).contains("/id-mn/sub1");
    }

    @Test
    @Spec({"TS-0004 §7.3.3.9.1", "TS-0004 §H.2.3"})
    void ae_gets_what_never_expires() {
        var request = Request.notification("cse-in/csink", ADMIN, notification("sur", "/id-mn/sub1"))
                .with(Parameter.REQUEST_EXPIRATION_TIMESTAMP, "99991231T000000");

        var response = hub.send(request);

        assertThat(response.code()).as(response.sentence()).isEqualTo(OK);
    }

    @Test
    @Spec("TS-0004 §7.3.3.9.1")
    void ae_without_a_point_of_access_cannot_be_reached() {
        hub.register("CDeaf");

        assertThat(send("cse-in/cdeaf", notification("sur", "/id-mn/sub1")).code())
                .isEqualTo(TARGET_NOT_REACHABLE);
    }

    @Test
    @Spec(
            value = {"TS-0004 §7.4.14.2.4", "TS-0004 §7.3.3.9.1"},
            proves = "fopt N")
    void every_member_of_a_group_gets_it() {
        var other = new Sink(hub, "COther");
        hub.create("cse-in", ADMIN, 9, "m2m:grp", "rn", "g", "mnm", 2, "mid", List.of("cse-in/csink", "cse-in/cother"));

        var response = send("cse-in/g/fopt", notification("sur", "/id-mn/sub1"));

        assertThat(response.code()).isEqualTo(OK);
        assertThat(sink.notifications(hub).getFirst().text("sur")).contains("/id-mn/sub1");
        assertThat(other.notifications(hub).getFirst().text("sur")).contains("/id-mn/sub1");
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.3")
    void verification_needs_a_creator_that_may_notify() {
        var asked = send("cse-in/csink", notification("vrq", true, "sur", "/id-mn/sub1", "cr", "/id-mn/CStranger"));

        assertThat(asked.code()).isEqualTo(SUBSCRIPTION_CREATOR_HAS_NO_PRIVILEGE);
        assertThat(sink.requests(hub)).isEmpty();
        assertThat(send("cse-in/csink", notification("vrq", true, "sur", "/id-mn/sub1", "cr", ADMIN))
                        .code())
                .isEqualTo(OK);
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.3")
    void verification_needs_a_host_that_may_notify() {
        var verification = notification("vrq", true, "sur", "/id-mn/sub1", "cr", ADMIN);
        var asked = hub.send(Request.notification("cse-in/csink", "/id-mn", verification));
        var told = hub.send(Request.notification("cse-in/csink", "/id-mn", notification("sur", "/id-mn/sub1")));

        assertThat(asked.code()).isEqualTo(SUBSCRIPTION_HOST_HAS_NO_PRIVILEGE);
        assertThat(told.code()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        assertThat(sink.requests(hub)).isEmpty();
    }

    @Test
    @Spec("TS-0004 §7.3.3.9.2")
    void cse_takes_notifications_itself() {
        assertThat(send("cse-in", notification("sur", "/id-mn/sub1")).code()).isEqualTo(OK);
    }

    @Test
    @Spec("TS-0004 §7.5.1.1")
    void cse_refuses_what_it_does_not_understand() {
        assertThat(send("cse-in", Value.field("m2m:sec", Value.Fields.EMPTY)).code())
                .isEqualTo(NOT_IMPLEMENTED);
        assertThat(send("cse-in", Value.Fields.EMPTY).code()).isEqualTo(BAD_REQUEST);
    }

    @Test
    @Spec("TS-0004 §7.5.1.1")
    void resource_is_none_so_that_a_create_without_its_type_is_refused() {
        hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", "box");
        var instance = Value.field("m2m:cin", Hub.fields("con", "1"));

        var refused = send("cse-in/box", instance);

        assertThat(refused.code()).isEqualTo(BAD_REQUEST);
        assertThat(refused.sentence()).contains("ty");
        assertThat(send("cse-in/csink", instance).code()).isEqualTo(BAD_REQUEST);
        assertThat(sink.requests(hub)).isEmpty();
    }

    @Test
    @Spec("TS-0004 §7.3.3.9")
    void container_takes_none() {
        hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", "box");

        assertThat(send("cse-in/box", notification("sur", "/id-mn/sub1")).code())
                .isEqualTo(OPERATION_NOT_ALLOWED);
    }
}
