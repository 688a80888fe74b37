// SPDX-License-Identifier: Apache-2.0
package org.entente.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.junit.jupiter.api.Test;

class ListenersTest {
    private final Listeners listeners = new Listeners();
    private final List<Notice> heard = new ArrayList<>();

    private ResultCode send(String root, Value.Fields content) {
        return listeners
                .send(Request.notification("Capp", "/id-in", Value.field(root, content))
                        .withId("r1"))
                .code();
    }

    private static Value.Fields notice(String subscription) {
        var shown = Value.field("m2m:cin", Value.field("con", Value.of("21.5")));
        return Value.field("sur", Value.of("/id-in/" + subscription))
                .with("nev", Value.field("rep", shown).with("net", Value.of(3)));
    }

    private void listen() {
        listeners.add(heard::add, () -> "sub1");
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.2")
    void notice_comes_to_the_listener_of_its_subscription() {
        listen();

        assertThat(send("m2m:sgn", notice("sub1"))).isEqualTo(ResultCode.OK);

        assertThat(heard).singleElement().satisfies(notice -> {
            assertThat(notice.event()).isEqualTo(3);
            assertThat(notice.resource().orElseThrow().content().text("con")).contains("21.5");
        });
    }

    @Test
    void notice_that_nobody_listens_to_is_left_with_the_cse() {
        listen();

        assertThat(send("m2m:sgn", notice("sub2"))).isEqualTo(ResultCode.TARGET_NOT_REACHABLE);
        assertThat(heard).isEmpty();
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.8")
    void discovery_is_left_to_those_who_stand_for_devices() {
        var wanted = Value.field("or", Value.of("Capp")).with("fc", Value.field("fu", Value.of(3)));

        assertThat(send("m2m:sgn", Value.field("idr", wanted))).isEqualTo(ResultCode.DISCOVERY_DENIED_BY_IPE);
    }

    @Test
    @Spec("TS-0004 §6.3.5.12")
    void batch_is_heard_one_by_one() {
        listen();

        send("m2m:agn", Value.field("sgn", Value.of(List.of(notice("sub1"), notice("sub1")))));

        assertThat(heard).hasSize(2);
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.3")
    void verification_is_agreed_to_only_while_it_subscribes() {
        var verification = Value.field("vrq", Value.of(true)).with("sur", Value.of("/id-in/sub1"));
        assertThat(send("m2m:sgn", verification)).isEqualTo(ResultCode.TARGET_NOT_REACHABLE);

        listeners.add(heard::add, () -> {
            assertThat(send("m2m:sgn", verification)).isEqualTo(ResultCode.OK);
            return "sub1";
        });

        assertThat(heard).isEmpty();
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.4")
    void subscription_that_was_deleted_is_listened_to_no_longer() {
        listen();

        send("m2m:sgn", Value.field("sud", Value.of(true)).with("sur", Value.of("/id-in/sub1")));

        assertThat(send("m2m:sgn", notice("sub1"))).isEqualTo(ResultCode.TARGET_NOT_REACHABLE);
    }

    @Test
    void listener_that_fails_says_so_to_the_cse() {
        listeners.add(
                _ -> {
                    throw new IllegalStateException("on purpose");
                },
                () -> "sub1");

        assertThat(send("m2m:sgn", notice("sub1"))).isEqualTo(ResultCode.INTERNAL_SERVER_ERROR);
    }

    @Test
    void other_requests_are_not_taken() {
        assertThat(listeners
                        .send(Request.retrieve("Capp", "/id-in").withId("r1"))
                        .code())
                .isEqualTo(ResultCode.OPERATION_NOT_ALLOWED);
    }
}
