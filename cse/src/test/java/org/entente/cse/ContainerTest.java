// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.awaitility.Awaitility;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.Spec;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers and their instances. */
@OverEveryBinding
class ContainerTest {
    private final Hub hub = new Hub();

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    @Spec("TS-0001 §9.6.1.3.2")
    void expiration_time_is_kept_as_it_was_written_and_never_longer_than_granted() {
        hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", "outer", "et", "20270101T000000");

        var inner = hub.create("cse-in/outer", ADMIN, 3, "m2m:cnt", "rn", "inner", "et", "20260601T000000");
        var updated = hub.update("cse-in/outer/inner", ADMIN, "m2m:cnt", "et", "20280101T000000");
        var far = hub.update("cse-in/outer", ADMIN, "m2m:cnt", "et", "20990101T000000");

        assertThat(Hub.text(inner, "et")).isEqualTo("20260601T000000");
        assertThat(Hub.text(updated, "et")).isEqualTo("20270101T000000");
        assertThat(Hub.text(far, "et")).isLessThan("20370101T000000");
    }

    @Test
    @Spec("TS-0004 §7.4.6.2.1")
    void container_starts_empty() {
        var response = hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", "box");

        assertThat(response.code()).isEqualTo(CREATED);
        assertThat(Hub.whole(response, "cni")).isZero();
        assertThat(Hub.whole(response, "cbs")).isZero();
        assertThat(Hub.whole(response, "st")).isZero();
    }

    @Test
    @Spec("TS-0004 §7.4.7.2.1")
    void container_counts_its_instances_and_their_bytes() {
        box();

        instance("12345");
        instance("é");

        var box = hub.retrieve("cse-in/box", ADMIN);
        assertThat(Hub.whole(box, "cni")).isEqualTo(2);
        assertThat(Hub.whole(box, "cbs")).isEqualTo(7);
        assertThat(Hub.whole(box, "st")).isEqualTo(2);
    }

    @Test
    @Spec("TS-0004 §7.4.7.2.1")
    void instance_carries_the_state_tag_of_its_container() {
        box();
        instance("a");

        var second = hub.create("cse-in/box", ADMIN, 4, "m2m:cin", "con", "b");

        assertThat(Hub.whole(second, "st")).isEqualTo(2);
        assertThat(Hub.whole(second, "cs")).isEqualTo(1);
    }

    @Test
    @Spec("TS-0004 §7.4.7.2.1")
    void container_drops_the_oldest_instance_when_there_are_too_many() {
        box("mni", 2);
        instance("a");
        instance("b");

        instance("c");

        assertThat(Hub.text(hub.retrieve("cse-in/box/ol", ADMIN), "con")).isEqualTo("b");
        assertThat(Hub.text(hub.retrieve("cse-in/box/la", ADMIN), "con")).isEqualTo("c");
        assertThat(Hub.whole(hub.retrieve("cse-in/box", ADMIN), "cni")).isEqualTo(2);
    }

    @Test
    @Spec("TS-0001 Release 4 §9.6.7")
    void instance_with_a_deletion_count_goes_when_it_was_retrieved_so_often() {
        box();
        hub.create("cse-in/box", ADMIN, 4, "m2m:cin", "con", "secret", "dcnt", 2);

        assertThat(Hub.whole(hub.retrieve("cse-in/box/la", ADMIN), "dcnt")).isEqualTo(2);
        assertThat(Hub.whole(hub.retrieve("cse-in/box/la", ADMIN), "dcnt")).isEqualTo(1);

        assertThat(hub.retrieve("cse-in/box/la", ADMIN).code()).isEqualTo(NOT_FOUND);
        assertThat(Hub.whole(hub.retrieve("cse-in/box", ADMIN), "cni")).isZero();
    }

    @Test
    @Spec("TS-0004 §7.4.7.2.1")
    void container_drops_as_many_as_its_byte_limit_needs() {
        box("mbs", 10);
        instance("aaaa");
        instance("bbbb");

        instance("cccccccc");

        var box = hub.retrieve("cse-in/box", ADMIN);
        assertThat(Hub.whole(box, "cni")).isEqualTo(1);
        assertThat(Hub.whole(box, "cbs")).isEqualTo(8);
    }

    @Test
    @Spec("TS-0004 §7.4.7.2.1")
    void container_refuses_an_instance_larger_than_its_byte_limit() {
        box("mbs", 10);

        var response = hub.create("cse-in/box", ADMIN, 4, "m2m:cin", "con", "eleven byte");

        assertThat(response.code()).isEqualTo(NOT_ACCEPTABLE);
        assertThat(response.sentence()).contains("mbs");
    }

    @Test
    @Spec("TS-0004 §7.4.7.2.1")
    void instance_lives_no_longer_than_the_maximum_age() {
        box("mia", 60);

        var response = hub.create("cse-in/box", ADMIN, 4, "m2m:cin", "con", "a");

        assertThat(Hub.text(response, "et")).isEqualTo(Timestamp.text(Hub.START.plusSeconds(60)));
    }

    @Test
    @Spec("TS-0004 §7.3.3.5")
    void expired_instance_leaves_and_is_no_longer_counted() {
        box("mia", 60);
        instance("a");

        hub.clock.pass(Duration.ofSeconds(61));
        hub.cse.sweep();

        assertThat(Hub.whole(hub.retrieve("cse-in/box", ADMIN), "cni")).isZero();
        assertThat(hub.retrieve("cse-in/box/la", ADMIN).code()).isEqualTo(NOT_FOUND);
    }

    @Test
    @Spec({"TS-0004 §7.4.7.2.4", "TS-0004 §7.4.27.2.4"})
    void deleting_the_latest_leaves_the_one_before() {
        box();
        instance("a");
        instance("b");

        assertThat(hub.delete("cse-in/box/la", ADMIN).code()).isEqualTo(DELETED);

        assertThat(Hub.text(hub.retrieve("cse-in/box/la", ADMIN), "con")).isEqualTo("a");
        assertThat(Hub.whole(hub.retrieve("cse-in/box", ADMIN), "cbs")).isEqualTo(1);
    }

    @Test
    @Spec("TS-0004 §7.4.28.2.4")
    void deleting_the_oldest_leaves_the_one_after() {
        box();
        instance("a");
        instance("bc");

        assertThat(hub.delete("cse-in/box/ol", ADMIN).code()).isEqualTo(DELETED);

        assertThat(Hub.text(hub.retrieve("cse-in/box/ol", ADMIN), "con")).isEqualTo("bc");
        assertThat(Hub.whole(hub.retrieve("cse-in/box", ADMIN), "cbs")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"la", "ol"})
    @Spec({"TS-0004 §7.4.27.2.1", "TS-0004 §7.4.27.2.3", "TS-0004 §7.4.28.2.1", "TS-0004 §7.4.28.2.3"})
    void latest_and_oldest_are_neither_created_nor_changed(String name) {
        box();
        instance("a");
        var before = hub.stored("cse-in/box");

        assertThat(hub.update("cse-in/box/" + name, ADMIN, "m2m:cin", "lbl", List.of("x"))
                        .code())
                .isEqualTo(OPERATION_NOT_ALLOWED);
        assertThat(hub.create("cse-in/box/" + name, ADMIN, 23, "m2m:sub", "nu", List.of(ADMIN))
                        .code())
                .isEqualTo(OPERATION_NOT_ALLOWED);
        assertThat(hub.stored("cse-in/box")).isEqualTo(before);
        assertThat(Hub.shown(hub.retrieve("cse-in/box/la", ADMIN)).find("lbl")).isEmpty();
    }

    @Test
    @Spec("TS-0004 §7.4.7.2.2")
    void instances_of_a_container_with_disabled_retrieval_are_not_shown() {
        box("disr", true);
        instance("a");

        assertThat(hub.retrieve("cse-in/box/la", ADMIN).code()).isEqualTo(OPERATION_NOT_ALLOWED);
        assertThat(hub.delete("cse-in/box/la", ADMIN).code()).isEqualTo(OPERATION_NOT_ALLOWED);
    }

    @Test
    @Spec(value = "TS-0001 §9.6.6", proves = "cnt U")
    void container_that_enables_retrieval_again_has_lost_what_it_hid() {
        box("disr", true);
        instance("a");
        instance("b");

        var enabled = hub.update("cse-in/box", ADMIN, "m2m:cnt", "disr", false);
        instance("c");

        assertThat(Hub.whole(enabled, "cni")).isZero();
        assertThat(Hub.whole(enabled, "cbs")).isZero();
        assertThat(Hub.text(hub.retrieve("cse-in/box/ol", ADMIN), "con")).isEqualTo("c");
        assertThat(Hub.whole(hub.retrieve("cse-in/box", ADMIN), "cni")).isEqualTo(1);
    }

    @Test
    @Spec("TS-0004 §7.4.7.2.3")
    void instance_cannot_be_updated() {
        box();
        instance("a");

        assertThat(hub.update("cse-in/box/la", ADMIN, "m2m:cin", "con", "b").code())
                .isEqualTo(OPERATION_NOT_ALLOWED);
    }

    @Test
    @Spec("TS-0004 §7.4.27.2.2")
    void empty_container_has_no_latest_and_tells_so_only_to_those_who_may_know() {
        box();
        hub.register("Cother");

        assertThat(hub.retrieve("cse-in/box/la", ADMIN).code()).isEqualTo(NOT_FOUND);
        assertThat(hub.delete("cse-in/box/ol", ADMIN).code()).isEqualTo(NOT_FOUND);
        assertThat(hub.create("cse-in/box/la", ADMIN, 4, "m2m:cin", "con", "a").code())
                .isEqualTo(OPERATION_NOT_ALLOWED);
        assertThat(hub.retrieve("cse-in/box/la", "Cother").code()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
    }

    @Test
    @Spec("TS-0001 §9.6.8")
    void seeking_the_latest_of_an_empty_container_is_an_event() {
        box();
        var told = new LinkedBlockingQueue<Request>();
        hub.register("Cwatch");
        hub.entities.attach("Cwatch", request -> {
            told.add(request);
            return Response.of(request, OK);
        });
        hub.create("cse-in/box", ADMIN, 23, "m2m:sub", "nu", List.of("Cwatch"), "enc", Hub.fields("net", List.of(5)));
        told.clear();

        hub.retrieve("cse-in/box/la", ADMIN);

        Awaitility.await().until(() -> !told.isEmpty());
        assertThat(told.peek().content().toString()).contains("nev");
    }

    @Test
    @Spec("TS-0004 §7.4.27.2.1")
    void nothing_can_be_created_under_latest() {
        box();
        instance("a");

        assertThat(hub.create("cse-in/box/la", ADMIN, 4, "m2m:cin", "con", "b").code())
                .isEqualTo(OPERATION_NOT_ALLOWED);
    }

    @Test
    @Spec("TS-0001 §9.6.6")
    void lowering_the_maximum_drops_the_oldest() {
        box();
        instance("a");
        instance("b");
        instance("c");

        var response = hub.update("cse-in/box", ADMIN, "m2m:cnt", "mni", 1);

        assertThat(response.code()).isEqualTo(UPDATED);
        assertThat(Hub.text(hub.retrieve("cse-in/box/ol", ADMIN), "con")).isEqualTo("c");
    }

    @Test
    @Spec("TS-0004 §7.3.3.7")
    void null_in_an_update_deletes_an_attribute() {
        box("mni", 5);

        hub.update("cse-in/box", ADMIN, "m2m:cnt", "mni", Value.Deleted.DELETED);

        assertThat(Hub.shown(hub.retrieve("cse-in/box", ADMIN)).find("mni")).isEmpty();
    }

    @Test
    @Spec("TS-0004 §6.3.3")
    void content_that_says_it_is_base64_must_be() {
        box();

        var response = hub.create("cse-in/box", ADMIN, 4, "m2m:cin", "con", "no base64!", "cnf", "text/plain:1");

        assertThat(response.code()).isEqualTo(BAD_REQUEST);
    }

    @Test
    void name_that_a_later_instance_would_get_is_a_conflict() {
        box();
        var first = hub.create("cse-in/box", ADMIN, 4, "m2m:cin", "rn", "cin_1", "con", "a");
        var ahead = hub.create("cse-in/box", ADMIN, 4, "m2m:cin", "rn", "cin_9", "con", "b");
        var folder = hub.create("cse-in/box", ADMIN, 3, "m2m:cnt", "rn", "cin_2");
        var free = hub.create("cse-in/box", ADMIN, 3, "m2m:cnt", "rn", "living_room");

        assertThat(first.code()).isEqualTo(CREATED);
        assertThat(ahead.code()).isEqualTo(CONFLICT);
        assertThat(folder.code()).isEqualTo(CONFLICT);
        assertThat(free.code()).isEqualTo(CREATED);
        assertThat(Hub.text(hub.create("cse-in/box", ADMIN, 4, "m2m:cin", "con", "c"), "rn"))
                .isEqualTo("cin_2");
    }

    private void box(Object... attributes) {
        var named = new Object[attributes.length + 2];
        named[0] = "rn";
        named[1] = "box";
        System.arraycopy(attributes, 0, named, 2, attributes.length);
        assertThat(hub.create("cse-in", ADMIN, 3, "m2m:cnt", named).code()).isEqualTo(CREATED);
    }

    private void instance(String content) {
        assertThat(hub.create("cse-in/box", ADMIN, 4, "m2m:cin", "con", content).code())
                .isEqualTo(CREATED);
    }
}
