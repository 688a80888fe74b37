// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.announcement.Triangle.FAR;
import static org.entente.cse.announcement.Triangle.IN;
import static org.entente.cse.announcement.Triangle.MN;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.entente.cse.Hub;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.primitive.ResultContent;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Resources of /id-mn as /id-in has them. */
class AnnouncedTest {
    /** Each CSE can only judge by policies of its own. */
    private static final List<String> OPEN = List.of("cse-mn/open", "/id-in/cse-in/open");

    private static final List<String> OPEN_THERE = List.of("/id-in/cse-in/open");

    private final Triangle net = new Triangle();
    private String place = "";

    @BeforeEach
    void announce() {
        var everybody = AnnouncementTest.everybody();
        net.create(IN, "cse-in", 1, "m2m:acp", "rn", "open", "pv", everybody, "pvs", everybody);
        net.create(MN, "cse-mn", 1, "m2m:acp", "rn", "open", "pv", everybody, "pvs", everybody);
        place = announced("rn", "box", "acpi", OPEN, "aa", List.of("mni"), "mni", 5);
    }

    @AfterEach
    void close() {
        net.close();
    }

    private String announced(Object... namesAndValues) {
        var attributes = Hub.fields(namesAndValues).with("at", Value.texts(List.of(IN)));
        var response = net.at(MN, Request.create("cse-mn", Hub.ADMIN, 3, Value.field("m2m:cnt", attributes)));
        return net.stored(MN, "cse-mn/" + Hub.text(response, "rn"))
                .texts(Attributes.AT)
                .getFirst();
    }

    private Response asks(String from, Operation operation, Object... namesAndValues) {
        var content = Value.field("m2m:cntA", Hub.fields(namesAndValues));
        return net.at(
                IN,
                switch (operation) {
                    case CREATE -> Request.create(place, from, 10003, content);
                    case RETRIEVE -> Request.retrieve(place, from);
                    case UPDATE -> Request.update(place, from, content);
                    case DELETE -> Request.delete(place, from);
                    case NOTIFY -> throw new IllegalArgumentException("nobody notifies here");
                });
    }

    private Resource there() {
        return net.stored(IN, place);
    }

    private void settle() {
        net.clock.pass(Duration.ofMinutes(6));
        net.sweep();
    }

    @Nested
    @Spec("TS-0004 §7.4.26.2.2")
    class Create {
        @Test
        void needs_link_and_expirationTime_and_takes_only_what_is_announced() {
            assertThat(asks(MN, Operation.CREATE, "et", "20280101T000000").sentence())
                    .contains("lnk");
            assertThat(asks(MN, Operation.CREATE, "lnk", "/id-mn/x").sentence()).contains("et");
            assertThat(asks(MN, Operation.CREATE, "lnk", "/id-mn/x", "et", "20280101T000000", "cni", 1)
                            .code())
                    .isEqualTo(ResultCode.BAD_REQUEST);

            var created = asks(MN, Operation.CREATE, "lnk", "/id-mn/x", "et", "20280101T000000", "mni", 1);

            assertThat(created.code()).isEqualTo(ResultCode.CREATED);
            assertThat(Hub.text(created, "pi")).isEqualTo(there().ri());
        }

        @Test
        @Spec("TS-0001 §9.6.26.1")
        void ordinary_children_are_created_by_whoever_may() {
            var child = net.at(
                    IN, Request.create(place, "CSomebody", 3, Value.field("m2m:cnt", Hub.fields("rn", "local"))));
            assertThat(child.code()).isEqualTo(ResultCode.CREATED);

            var instance =
                    net.at(IN, Request.create(place, "CSomebody", 4, Value.field("m2m:cin", Hub.fields("con", "x"))));

            assertThat(instance.code()).isEqualTo(ResultCode.CREATED);
            assertThat(there().has(Attributes.CNI)).isFalse();
            assertThat(net.at(IN, Request.delete("/id-in/" + Hub.text(instance, "ri"), "CSomebody"))
                            .code())
                    .isEqualTo(ResultCode.DELETED);
        }

        @Test
        @Spec("TS-0001 §9.6.26.1")
        void CSEBase_is_announced_by_a_registered_CSE_alone() {
            var base = Value.field("m2m:cbA", Hub.fields("lnk", "/id-mn/id-mn", "et", "20280101T000000"));

            assertThat(net.at(IN, Request.create("cse-in", "/id-x", 10005, base))
                            .code())
                    .isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
            assertThat(net.at(IN, Request.create("cse-in", MN, 10005, base)).code())
                    .isEqualTo(ResultCode.CREATED);
        }
    }

    @Nested
    @Spec("TS-0004 §7.4.26.2.3")
    class Retrieve {
        @Test
        void shows_what_was_announced() {
            var response = asks("CSomebody", Operation.RETRIEVE);

            assertThat(Hub.shown(response).members()).containsKeys("lnk", "mni").doesNotContainKeys("cni", "at");
        }

        @Test
        @Spec("TS-0001 §10.2.13.3")
        void original_resource_is_fetched_from_where_it_is() {
            var request = Request.retrieve(place, "CSomebody").with(ResultContent.ORIGINAL_RESOURCE);

            var response = net.at(IN, request);

            assertThat(response.code()).isEqualTo(ResultCode.OK);
            assertThat(response.content().members()).containsOnlyKeys("m2m:cnt");
            assertThat(Hub.whole(response, "cni")).isZero();
            assertThat(net.sent.getLast().from()).isEqualTo("/id-in/CSomebody");
        }

        @Test
        void original_resource_may_be_refused_or_out_of_reach() {
            var request = Request.retrieve(place, "CSomebody").with(ResultContent.ORIGINAL_RESOURCE);
            net.update(MN, "cse-mn/box", "m2m:cnt", "acpi", OPEN_THERE);

            assertThat(net.at(IN, request).code()).isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
            assertThat(net.refused).hasSize(1);
            net.cut(MN);
            assertThat(net.at(IN, request).code()).isEqualTo(ResultCode.TARGET_NOT_REACHABLE);
            assertThat(net.at(IN, Request.retrieve("cse-in/open", Hub.ADMIN).with(ResultContent.ORIGINAL_RESOURCE))
                            .code())
                    .isEqualTo(ResultCode.BAD_REQUEST);
        }
    }

    @Nested
    @Spec("TS-0004 §7.4.26.2.4")
    class Update {
        @Test
        void is_for_the_CSE_of_the_original_alone() {
            assertThat(asks("CSomebody", Operation.UPDATE, "mni", 6).code())
                    .isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
            assertThat(asks(Hub.ADMIN, Operation.UPDATE, "mni", 6).code())
                    .isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
            assertThat(asks(FAR, Operation.UPDATE, "mni", 6).code()).isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
            assertThat(there().whole(Attributes.MNI, 0)).isEqualTo(5);

            assertThat(asks(MN, Operation.UPDATE, "mni", 6).code()).isEqualTo(ResultCode.UPDATED);

            assertThat(there().whole(Attributes.MNI, 0)).isEqualTo(6);
        }
    }

    @Nested
    @Spec("TS-0004 §7.4.26.2.5")
    class Delete {
        @Test
        void is_for_the_CSE_of_the_original() {
            assertThat(asks("CSomebody", Operation.DELETE).code()).isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
            assertThat(net.find(IN, place)).isPresent();

            assertThat(asks(MN, Operation.DELETE).code()).isEqualTo(ResultCode.DELETED);

            assertThat(net.find(IN, place)).isEmpty();
        }
    }

    @Test
    @Spec("TS-0001 §10.2.13.12")
    void notification_for_an_announced_AE_goes_to_the_AE_at_its_own_CSE() {
        var seen = new ArrayList<Request>();
        net.attach(MN, "CListener", request -> {
            seen.add(request);
            return Response.of(request, ResultCode.OK);
        });
        var ae = Hub.fields("api", "Ntest", "rr", true, "srv", List.of("3"), "at", List.of(IN), "acpi", OPEN);
        var registered = net.at(MN, Request.create("cse-mn", "CListener", 2, Value.field("m2m:ae", ae)));
        var announced = net.stored(MN, "CListener").texts(Attributes.AT).getFirst();
        var notice = Value.field("m2m:sgn", Hub.fields("sur", "/id-in/somewhere"));

        var response = net.at(IN, Request.notification(announced, "CSomebody", notice));

        assertThat(registered.code()).isEqualTo(ResultCode.CREATED);
        assertThat(response.code()).as(response.toString()).isEqualTo(ResultCode.OK);
        assertThat(seen)
                .singleElement()
                .satisfies(request -> assertThat(request.content()).isEqualTo(notice));
    }

    @Test
    @Spec("TS-0001 §9.6.26.3")
    void policy_that_is_announced_too_is_judged_by() {
        var rules = Hub.fields("acr", List.of(Hub.fields("acor", List.of("/id-in/Cfriend"), "acop", 2)));
        var policy =
                net.create(MN, "cse-mn", 1, "m2m:acp", "rn", "friends", "pv", rules, "pvs", rules, "at", List.of(IN));
        place = announced("rn", "private", "acpi", List.of(Hub.text(policy, "ri")));

        assertThat(asks("Cfriend", Operation.RETRIEVE).code()).isEqualTo(ResultCode.OK);
        assertThat(asks("Cother", Operation.RETRIEVE).code()).isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
    }

    @Test
    @Spec(value = "TS-0001 §10.2.13.5", proves = "annc C")
    void nobody_announces_what_is_of_another_CSE() {
        assertThat(asks("CSomebody", Operation.CREATE, "lnk", "/id-mn/x", "et", "20280101T000000")
                        .code())
                .isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
        assertThat(asks(MN, Operation.CREATE, "lnk", "/id-other/x", "et", "20280101T000000")
                        .code())
                .isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
    }

    /** announceSyncType 2. TS-0001 Release 4 §9.6.1.3.2 */
    @Nested
    @Spec(value = "TS-0001 §9.6.1.3.2", proves = "annc U")
    class BothWays {
        @BeforeEach
        void agree() {
            place = announced("rn", "shared", "acpi", OPEN, "ast", 2, "aa", List.of("mni"), "mni", 5);
        }

        private Resource shared() {
            return net.stored(MN, "cse-mn/shared");
        }

        @Test
        void what_somebody_writes_there_is_written_to_the_original_first() {
            var response = asks("CSomebody", Operation.UPDATE, "mni", 6, "lbl", List.of("a"));

            assertThat(response.code()).isEqualTo(ResultCode.UPDATED);
            assertThat(shared().whole(Attributes.MNI, 0)).isEqualTo(6);
            assertThat(there().whole(Attributes.MNI, 0)).isEqualTo(6);
            settle();
            assertThat(there().texts(Attributes.LBL)).containsExactly("a");
            assertThat(shared().texts(Attributes.LBL)).containsExactly("a");
        }

        @Test
        void all_other_places_learn_of_it() {
            net.update(MN, "cse-mn/shared", "m2m:cnt", "at", List.of(IN, FAR));
            var far = shared().texts(Attributes.AT).getLast();

            asks("CSomebody", Operation.UPDATE, "mni", 6);
            settle();

            assertThat(net.stored(FAR, far).whole(Attributes.MNI, 0)).isEqualTo(6);
        }

        @Test
        void what_the_original_refuses_changes_nothing() {
            var refused = asks("CSomebody", Operation.UPDATE, "lnk", "/id-mn/other");
            assertThat(refused.code()).isEqualTo(ResultCode.BAD_REQUEST);
            assertThat(refused.sentence()).contains("the original", "lnk");

            net.cut(MN);
            assertThat(asks("CSomebody", Operation.UPDATE, "mni", 9).code()).isEqualTo(ResultCode.TARGET_NOT_REACHABLE);

            assertThat(there().whole(Attributes.MNI, 0)).isEqualTo(5);
            assertThat(shared().whole(Attributes.MNI, 0)).isEqualTo(5);
        }

        @Test
        void who_may_not_change_the_original_may_not_change_it_there() {
            net.update(MN, "cse-mn/shared", "m2m:cnt", "acpi", OPEN_THERE);

            assertThat(asks("CSomebody", Operation.UPDATE, "mni", 9).code())
                    .isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
            assertThat(net.refused).hasSize(1);
            assertThat(shared().whole(Attributes.MNI, 0)).isEqualTo(5);
        }

        @Test
        void back_to_one_way_holds_there_too() {
            net.update(MN, "cse-mn/shared", "m2m:cnt", "ast", 1);
            settle();

            assertThat(asks("CSomebody", Operation.UPDATE, "mni", 9).code())
                    .isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
        }
    }
}
