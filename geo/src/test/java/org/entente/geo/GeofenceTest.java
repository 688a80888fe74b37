// SPDX-License-Identifier: Apache-2.0
package org.entente.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.model.ResultCode.*;

import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.entente.cse.Hub;
import org.entente.cse.store.HeapStore;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Location policies, their containers and fences. */
class GeofenceTest {
    private static final String YARD = "[[8,48],[9,48],[9,49],[8,49]]";

    private final HeapStore store = new HeapStore();
    private Hub hub = Hub.with(store, new JtsGeography());

    @AfterEach
    void close() {
        hub.close();
    }

    private Response policy(Object... more) {
        var all = new ArrayList<Object>(List.of("rn", "where", "los", 2, "lon", "places"));
        all.addAll(List.of(more));
        return hub.create("cse-in", ADMIN, 10, "m2m:lcp", all.toArray());
    }

    private Response fence(int event) {
        return policy("lit", 2, "gta", YARD, "gec", event);
    }

    private Response at(String content) {
        return hub.create("cse-in/places", ADMIN, 4, "m2m:cin", "con", content);
    }

    /** What stands in the container, oldest first. */
    private List<String> places() {
        try (var all = hub.store.view().instances(hub.stored("cse-in/places").ri(), false)) {
            return all.map(each -> each.text(Attributes.CON).orElseThrow()).toList();
        }
    }

    @Test
    @Spec("TS-0004 §7.4.10.2.1")
    void policy_and_container_know_each_other() {
        var created = policy("lbl", List.of("x"));

        assertThat(created.code()).as(created.sentence()).isEqualTo(CREATED);
        var container = hub.retrieve(Hub.text(created, "loi"), ADMIN);
        assertThat(Hub.text(container, "rn")).isEqualTo("places");
        assertThat(Hub.text(container, "li")).isEqualTo(Hub.text(created, "ri"));
        assertThat(Hub.text(container, "et")).isEqualTo(Hub.text(created, "et"));
        assertThat(Hub.whole(created, "lit")).isEqualTo(1);
        assertThat(Hub.text(created, "lost")).isNotEmpty();
    }

    @Test
    @Spec("TS-0001 §10.2.9.6")
    void container_gets_a_name_or_has_one_that_is_free() {
        var unnamed = hub.create("cse-in", ADMIN, 10, "m2m:lcp", "los", 2);
        assertThat(hub.retrieve(Hub.text(unnamed, "loi"), ADMIN).code()).isEqualTo(OK);

        hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", "places");

        assertThat(policy().code()).isEqualTo(CONFLICT);
        assertThat(hub.retrieve("cse-in/where", ADMIN).code()).isEqualTo(NOT_FOUND);
    }

    @Test
    @Spec({"TS-0001 §9.6.10", "TS-0004 §7.4.7.2.1"})
    void container_for_one_instance_keeps_what_happened_last() {
        fence(1);
        hub.update("cse-in/places", ADMIN, "m2m:cnt", "mni", 1);
        at("[7.5,48.5]");

        assertThat(at("[8.5,48.5]").code()).isEqualTo(CREATED);

        assertThat(places()).containsExactly("1");
        assertThat(hub.stored("cse-in/places").whole(Attributes.CNI, 0)).isEqualTo(1);
    }

    @Test
    @Spec("TS-0004 §7.4.10.2.4")
    void policy_that_is_deleted_takes_its_container_along() {
        policy();
        at("[8.5,48.5]");

        assertThat(hub.delete("cse-in/where", ADMIN).code()).isEqualTo(DELETED);

        assertThat(hub.retrieve("cse-in/places", ADMIN).code()).isEqualTo(NOT_FOUND);
    }

    @Test
    @Spec("TS-0001 §9.6.10")
    void positions_are_kept_as_they_are_told() {
        policy();

        at("somewhere near the river");

        assertThat(places()).containsExactly("somewhere near the river");
        assertThat(Hub.text(hub.retrieve("cse-in/where", ADMIN), "lost")).contains("is known");
    }

    /** Out, in, in, out, out. */
    @ParameterizedTest
    @CsvSource({"1, '[8.5,48.5] 1'", "2, '[7,48] 2'", "3, '[8.6,48.6] 3'", "4, '[7,47] 4'"})
    @Spec("TS-0004 §6.3.4.2.47")
    void crossing_a_fence_is_told_as_it_was_asked_for(int event, String last) {
        fence(event);
        var told = new ArrayList<String>();

        for (var place : List.of("[7.5,48.5]", "[8.5,48.5]", "[8.6,48.6]", "[7,48]", "[7,47]")) {
            int before = places().size();
            assertThat(at(place).code()).isEqualTo(CREATED);
            var now = places();
            if (now.size() > before + 1) told.add(place + " " + now.getLast());
        }

        assertThat(told).containsExactly(last);
        assertThat(hub.retrieve("cse-in/places", ADMIN).code()).isEqualTo(OK);
        assertThat(Hub.whole(hub.retrieve("cse-in/places", ADMIN), "cni")).isEqualTo(6);
    }

    @Test
    @Spec("TS-0001 §9.6.10")
    void event_is_an_instance_that_subscribers_hear_of() {
        var mine = hub.register("Cmine");
        var heard = new ArrayList<String>();
        try (var attached = hub.entities.attach(mine, notify -> {
            heard.add(notify.content().toString());
            return Response.of(notify, OK);
        })) {
            fence(1);
            hub.create(
                    "cse-in/places",
                    ADMIN,
                    23,
                    "m2m:sub",
                    "nu",
                    List.of(mine),
                    "nct",
                    1,
                    "enc",
                    Hub.fields("net", List.of(3)));
            at("[7,48]");
            at("[8.5,48.5]");
            hub.cse.sweep();

            Awaitility.await()
                    .untilAsserted(() -> assertThat(heard).anyMatch(each -> each.contains("Text[text=geofence]")));
            assertThat(attached).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[8.5,48.5]",
                "{\"typ\":1,\"crd\":\"[8.5,48.5]\"}",
                "{\"typ\":1,\"crd\":[8.5,48.5]}",
                "{\"type\":\"Point\",\"coordinates\":[8.5,48.5]}"
            })
    @Spec("TS-0001 §9.6.10")
    void a_position_may_be_written_in_several_ways(String content) {
        fence(1);
        at("[7,48]");

        at(content);

        assertThat(places()).hasSize(3).last().isEqualTo("1");
    }

    @Test
    @Spec("TS-0001 §9.6.10")
    void a_position_may_be_the_location_of_an_instance() {
        fence(1);
        at("[7,48]");

        hub.create(
                "cse-in/places",
                ADMIN,
                4,
                "m2m:cin",
                "con",
                "in the yard",
                "loc",
                Hub.fields("typ", 1, "crd", "[8.5,48.5]"));

        assertThat(places()).containsExactly("[7,48]", "in the yard", "1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"warm", "[8.5]", "[500,1]", "[\"8\",\"48\"]", "{\"typ\":2,\"crd\":[[1,1],[2,2]]}", "{}"})
    @Spec("TS-0001 §9.6.10")
    void what_is_no_position_is_refused_at_a_fence(String content) {
        fence(1);

        assertThat(at(content).code()).isEqualTo(BAD_REQUEST);
        assertThat(places()).isEmpty();
    }

    @Test
    @Spec("TS-0001 §9.6.10")
    void another_fence_begins_anew() {
        fence(1);
        at("[7,48]");

        var moved = hub.update("cse-in/where", ADMIN, "m2m:lcp", "gta", "[[0,0],[10,0],[10,60],[0,60]]");
        at("[8.5,48.5]");

        assertThat(moved.code()).isEqualTo(UPDATED);
        assertThat(places()).containsExactly("[7,48]", "[8.5,48.5]");
    }

    @Test
    @Spec("TS-0001 §9.6.10")
    void where_something_was_is_known_after_a_restart() {
        fence(1);
        at("[7,48]");
        hub.cse.close();

        hub = Hub.with(store, new JtsGeography());
        at("[8.5,48.5]");

        assertThat(places()).containsExactly("[7,48]", "[8.5,48.5]", "1");
    }

    @Test
    @Spec("TS-0001 §9.6.10")
    void the_border_belongs_to_the_area() {
        fence(1);
        at("[7,48]");

        at("[8,48.5]");

        assertThat(places()).last().isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[0,0],[10,10],[10,0],[0,10]]",
                "[[0,0],[1,1]]",
                "[1,1]",
                "here",
                "{\"typ\":1,\"crd\":[1,1]}",
                "[[0,0],[200,0],[1,1]]"
            })
    @Spec("TS-0001 §9.6.10")
    void an_area_that_is_none_is_refused(String area) {
        assertThat(policy("lit", 2, "gta", area, "gec", 1).code()).isEqualTo(BAD_REQUEST);
        fence(1);
        assertThat(hub.update("cse-in/where", ADMIN, "m2m:lcp", "gta", area).code())
                .isEqualTo(BAD_REQUEST);
        assertThat(Hub.text(hub.retrieve("cse-in/where", ADMIN), "gta")).isEqualTo(YARD);
    }

    @Test
    @Spec("TS-0004 §7.4.10.2.1")
    void what_a_policy_lacks_or_has_too_much_is_refused() {
        assertThat(policy("lit", 2, "gta", YARD).code()).isEqualTo(BAD_REQUEST);
        assertThat(policy("lit", 2, "gec", 1).code()).isEqualTo(BAD_REQUEST);
        assertThat(policy("lou", List.of("PT1H", "PT0S")).code()).isEqualTo(BAD_REQUEST);
        assertThat(policy("rlkl", true).code()).isEqualTo(BAD_REQUEST);
        assertThat(policy("lon", "a/b").code()).isEqualTo(BAD_REQUEST);
        assertThat(send(1).code()).isEqualTo(BAD_REQUEST);
        assertThat(send(1, "lot", "1@x", "lor", "http://x/").code()).isEqualTo(NOT_IMPLEMENTED);
        assertThat(policy("lou", List.of("PT1H", "PT2H")).code()).isEqualTo(CREATED);
    }

    private Response send(int source, Object... more) {
        var content = Hub.fields(more).with("los", Value.of(source));
        return hub.send(Request.create("cse-in", ADMIN, 10, Value.field("m2m:lcp", content)));
    }

    @Test
    @Spec("TS-0001 §9.6.10")
    void whoever_made_the_policy_fills_its_container() {
        var mine = hub.register("Cmine");
        hub.create("cse-in/cmine", mine, 10, "m2m:lcp", "los", 2, "lon", "track");
        var other = hub.register("Cother");

        assertThat(hub.create("cse-in/cmine/track", mine, 4, "m2m:cin", "con", "[1,1]")
                        .code())
                .isEqualTo(CREATED);
        assertThat(hub.create("cse-in/cmine/track", other, 4, "m2m:cin", "con", "[1,1]")
                        .code())
                .isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
    }
}
