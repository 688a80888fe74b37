// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.START;
import static org.entente.cse.Hub.fields;
import static org.entente.model.ResultCode.*;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.entente.cse.Hub;
import org.entente.cse.over.OverEveryBinding;
import org.entente.cse.store.Change;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Store;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The collector wants to know what others do with a box. */
@OverEveryBinding
class StatisticsTest {
    private static final String COLLECTOR = "CCollector";
    private static final String USER = "CUser";

    private Hub hub = new Hub();

    @BeforeEach
    void prepare() {
        hub.register(COLLECTOR);
        hub.register(USER);
        create("cse-in", 22, "m2m:stcg", "rn", "conf");
        hub.create("cse-in/cuser", USER, 3, "m2m:cnt", "rn", "box");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private Response create(String to, int type, String root, Object... attributes) {
        var response = hub.create(to, ADMIN, type, root, attributes);
        assertThat(response.code()).as(response.toString()).isEqualTo(CREATED);
        return response;
    }

    /** An event, and a collection of it. */
    private void collect(List<Object> event, Object... collection) {
        collect("", event, collection);
    }

    private void collect(String name, List<Object> event, Object... collection) {
        var evi = Hub.text(
                create(
                        "cse-in/conf",
                        7,
                        "m2m:evcg",
                        Stream.concat(Stream.of("rn", "event" + name), event.stream())
                                .toArray()),
                "evi");
        var rule = Stream.concat(
                Stream.of("rn", "rule" + name, "cei", COLLECTOR, "srs", 1, "sm", 1, "evi", evi), Stream.of(collection));
        create("cse-in", 21, "m2m:stcl", rule.toArray());
    }

    private List<Value.Fields> records() {
        var home = hub.store.view().byPath("cse-in/ccollector/statistics");
        if (home.isEmpty()) return List.of();
        try (var all = hub.store.view().instances(home.get().ri(), false)) {
            return all.map(record -> (Value.Fields) record.value(Attributes.CON).orElseThrow())
                    .toList();
        }
    }

    private Resource box() {
        return hub.stored("cse-in/cuser/box");
    }

    private ResultCode put(String content) {
        return hub.create("cse-in/cuser/box", USER, 4, "m2m:cin", "con", content)
                .code();
    }

    private static String at(int seconds) {
        return Timestamp.text(START.plus(Duration.ofSeconds(seconds)));
    }

    @Test
    @Spec({"TS-0001 §10.2.11.14", "TS-0004 §7.4.25.2.1"})
    void operation_that_an_event_names_is_recorded_for_the_collector() {
        collect(List.of("evt", 1, "opt", List.of(2)));
        hub.retrieve("cse-in/cuser/box", USER);
        put("not collected");

        assertThat(records())
                .containsExactly(fields(
                        "sci",
                        "/id-in/" + hub.stored("cse-in/rule").ri(),
                        "cei",
                        COLLECTOR,
                        "cdi",
                        USER,
                        "evt",
                        1,
                        "op",
                        2,
                        "rid",
                        box().ri()));
    }

    @Test
    @Spec(value = {"TS-0001 §10.2.11.1", "TS-0004 §7.4.23.2.1"})
    void collector_may_read_its_records_and_nobody_else() {
        collect(List.of("evt", 1, "opt", List.of(2)));
        hub.retrieve("cse-in/cuser/box", USER);

        assertThat(hub.retrieve("cse-in/ccollector/statistics/la", COLLECTOR).code())
                .isEqualTo(OK);
        assertThat(hub.retrieve("cse-in/ccollector/statistics/la", USER).code()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
    }

    @Test
    @Spec({"TS-0001 §10.2.11.1", "TS-0001 §10.2.11.14"})
    void change_and_its_record_last_together() {
        var steps = new ArrayList<List<Write>>();
        hub.cse.close();
        hub = new Hub(watched(hub.store, steps), Hub.open());
        collect(List.of("evt", 1, "opt", List.of(1)));
        collect("more", List.of("evt", 2, "ds", 3, "erts", List.of(4)));
        put("1");
        steps.clear();
        int before = records().size();

        put("2345");

        assertThat(records()).hasSize(before + 2);
        assertThat(steps)
                .singleElement()
                .satisfies(step -> assertThat(step)
                        .filteredOn(Write.Created.class::isInstance)
                        .hasSize(3));
    }

    private static Store watched(Store store, List<List<Write>> steps) {
        return new Store() {
            @Override
            public View view() {
                return store.view();
            }

            @Override
            public View atHand() {
                return store.view();
            }

            @Override
            public Outcome commit(Change change) {
                var done = store.commit(change);
                steps.add(done.writes());
                return done;
            }

            @Override
            public void backup(Path target) {
                store.backup(target);
            }

            @Override
            public void close() {
                store.close();
            }
        };
    }

    @Test
    @Spec("TS-0001 §10.2.11.1")
    void full_container_makes_room_for_all_records_of_a_change() {
        collect(List.of("evt", 1, "opt", List.of(1)));
        collect("more", List.of("evt", 2, "ds", 3, "erts", List.of(4)));
        put("1");
        hub.update("cse-in/ccollector/statistics", ADMIN, "m2m:cnt", "mni", 1);

        put("2345");
        put("6789");

        assertThat(records())
                .singleElement()
                .satisfies(record -> assertThat(record.find("evt")).contains(Value.of(2)));
        assertThat(hub.stored("cse-in/ccollector/statistics").whole(Attributes.CNI, 0))
                .isEqualTo(1);
    }

    @Test
    @Spec("TS-0001 §10.2.11.1")
    void collector_that_takes_no_records_hinders_nobody() {
        collect(List.of("evt", 1, "opt", List.of(1)));
        put("1");
        hub.update("cse-in/ccollector/statistics", ADMIN, "m2m:cnt", "mni", 0);

        assertThat(put("2")).isEqualTo(CREATED);

        assertThat(records()).isEmpty();
        assertThat(box().whole(Attributes.CNI, 0)).isEqualTo(2);
    }

    @Test
    @Spec("TS-0001 §10.2.11.1")
    void container_that_is_deleted_is_made_anew_for_the_record_of_its_deletion() {
        collect(List.of("evt", 1, "opt", List.of(1, 4)));
        put("1");

        assertThat(hub.delete("cse-in/ccollector/statistics", ADMIN).code()).isEqualTo(DELETED);

        assertThat(records())
                .singleElement()
                .satisfies(record -> assertThat(record.find("op")).contains(Value.of(4)));
    }

    @Test
    @Spec("TS-0001 §10.2.11.1")
    void collector_that_goes_leaves_the_record_to_the_base() {
        collect(List.of("evt", 1, "opt", List.of(4)));

        assertThat(hub.delete("cse-in/ccollector", ADMIN).code()).isEqualTo(DELETED);

        var rule = hub.stored("cse-in/rule").ri();
        assertThat(hub.stored("cse-in/statistics-" + rule).whole(Attributes.CNI, 0))
                .isEqualTo(1);
    }

    @Test
    @Spec("TS-0001 §10.2.11.1")
    void refused_request_is_not_recorded() {
        collect(List.of("evt", 1, "opt", List.of(4)));

        hub.delete("cse-in/cuser/box", COLLECTOR);

        assertThat(records()).isEmpty();
        assertThat(box()).isNotNull();
    }

    @Test
    @Spec("TS-0001 §9.6.24")
    void event_is_narrowed_by_types_of_resources() {
        collect(List.of("evt", 1, "erts", List.of(4)));
        hub.update("cse-in/cuser/box", USER, "m2m:cnt", "mni", 9);
        put("x");

        assertThat(records())
                .singleElement()
                .satisfies(record -> assertThat(record.find("op")).contains(Value.of(1)));
    }

    @Test
    @Spec("TS-0001 §9.6.24")
    void event_is_narrowed_by_resources() {
        collect(List.of("evt", 1, "eris", List.of("cse-in/cuser/box")));
        hub.retrieve("cse-in/cuser", USER);
        put("x");
        hub.retrieve("cse-in/cuser/box/la", USER);
        hub.retrieve("cse-in/cuser/box", USER);

        assertThat(records())
                .extracting(record -> record.find("op").orElseThrow())
                .containsExactly(Value.of(1), Value.of(2));
    }

    @Test
    @Spec("TS-0001 §9.6.25")
    void collection_is_narrowed_by_originators() {
        collect(List.of("evt", 1), "cdi", List.of("/id-in/" + USER));
        hub.retrieve("cse-in", ADMIN);
        hub.retrieve("cse-in/cuser", USER);

        assertThat(records())
                .singleElement()
                .satisfies(record -> assertThat(record.find("cdi")).contains(Value.of(USER)));
    }

    @Test
    @Spec("TS-0001 §9.6.24")
    void growth_beyond_a_size_is_recorded_once() {
        collect(List.of("evt", 2, "ds", 10, "erts", List.of(3)));

        put("12345");
        assertThat(records()).isEmpty();
        put("678901");
        put("2");

        assertThat(records()).singleElement().satisfies(record -> {
            assertThat(record.find("rid")).contains(Value.of(box().ri()));
            assertThat(record.find("ds")).contains(Value.of(1));
        });
    }

    @Test
    @Spec("TS-0001 §9.6.24")
    void content_larger_than_a_size_is_recorded() {
        collect(List.of("evt", 2, "ds", 3, "erts", List.of(4)));

        put("123");
        put("1234");

        assertThat(records()).hasSize(1);
    }

    @Test
    @Spec("TS-0001 §9.6.24")
    void timed_event_counts_from_its_start_to_its_end() {
        collect(List.of("evt", 3, "evs", at(10), "eve", at(20)));

        for (int second = 0; second < 30; second += 5) {
            hub.retrieve("cse-in/cuser/box", USER);
            hub.clock.pass(Duration.ofSeconds(5));
        }

        assertThat(records()).hasSize(2).allSatisfy(record -> {
            assertThat(record.find("evs")).contains(Value.of(at(10)));
            assertThat(record.find("eve")).contains(Value.of(at(20)));
        });
    }

    @Test
    @Spec("TS-0001 §9.6.25")
    void collection_rests_outside_its_period() {
        collect(List.of("evt", 1), "cp", fields("sce", List.of("30-59 * * * * * *")));

        hub.retrieve("cse-in/cuser/box", USER);
        hub.clock.pass(Duration.ofSeconds(30));
        hub.retrieve("cse-in/cuser/box", USER);

        assertThat(records()).hasSize(1);
    }

    @Test
    @Spec("TS-0004 §7.4.25.2.3")
    void inactive_collection_collects_nothing_until_it_is_active_again() {
        collect(List.of("evt", 1, "opt", List.of(2)));
        hub.update("cse-in/rule", ADMIN, "m2m:stcl", "srs", 2);
        hub.retrieve("cse-in/cuser/box", USER);
        assertThat(records()).isEmpty();

        hub.update("cse-in/rule", ADMIN, "m2m:stcl", "srs", 1);
        hub.retrieve("cse-in/cuser/box", USER);

        assertThat(records()).hasSize(1);
    }

    @Test
    @Spec(value = {"TS-0004 §7.4.25.2.4", "TS-0004 §7.4.24.2.4", "TS-0004 §7.4.23.2.4"})
    void collection_ends_with_its_rule_or_its_event() {
        collect(List.of("evt", 1, "opt", List.of(2)));
        hub.delete("cse-in/rule", ADMIN);
        hub.retrieve("cse-in/cuser/box", USER);
        assertThat(records()).isEmpty();
        hub.delete("cse-in/conf/event", ADMIN);

        collect(List.of("evt", 1, "opt", List.of(2)));
        hub.delete("cse-in/conf", ADMIN);
        hub.retrieve("cse-in/cuser/box", USER);

        assertThat(records()).isEmpty();
    }

    @Test
    @Spec({"TS-0004 §7.4.25.2.1", "TS-0001 §10.2.11.10"})
    void collection_goes_on_after_a_restart() {
        collect(List.of("evt", 1, "opt", List.of(2)));

        hub.retrieve("cse-in/cuser/box", USER);
        hub.cse.close();
        hub = new Hub(hub.store, Hub.open());
        hub.retrieve("cse-in/cuser/box", USER);

        assertThat(records()).hasSize(2);
    }

    @Test
    @Spec("TS-0004 §7.4.25.2.1")
    void collector_that_is_elsewhere_has_its_records_below_the_base() {
        var evi = Hub.text(create("cse-in/conf", 7, "m2m:evcg", "evt", 1, "opt", List.of(2)), "evi");
        var rule = create("cse-in", 21, "m2m:stcl", "cei", "/other/CFar", "srs", 1, "sm", 1, "evi", evi);

        hub.retrieve("cse-in/cuser/box", USER);

        assertThat(hub.stored("cse-in/statistics-" + Hub.text(rule, "ri")).whole(Attributes.CNI, 0))
                .isEqualTo(1);
    }

    @Test
    @Spec({"TS-0004 §7.4.24.2.1", "TS-0001 §10.2.11.6"})
    void events_that_contradict_themselves_are_refused() {
        var contradictions = List.of(
                List.of("evt", 2),
                List.of("evt", 2, "ds", 0),
                List.of("evt", 1, "ds", 5),
                List.of("evt", 3, "opt", List.of(1)),
                List.of("evt", 1, "evs", at(1)),
                List.of("evt", 1, "erts", List.of(3), "eris", List.of("cse-in/cuser/box")),
                List.of("evt", 3, "evs", at(20), "eve", at(10)));

        for (var each : contradictions)
            assertThat(hub.create("cse-in/conf", ADMIN, 7, "m2m:evcg", each.toArray())
                            .code())
                    .as(each.toString())
                    .isEqualTo(BAD_REQUEST);

        assertThat(hub.store.view().children(hub.stored("cse-in/conf").ri(), 7)).isEmpty();
    }

    @Test
    @Spec({"TS-0004 §7.4.24.2.3", "TS-0004 §7.4.24.2.2"})
    void event_cannot_be_updated_to_name_both_types_and_resources() {
        var created = create("cse-in/conf", 7, "m2m:evcg", "rn", "event", "evt", 1, "erts", List.of(3));

        var response = hub.update("cse-in/conf/event", ADMIN, "m2m:evcg", "eris", List.of("cse-in/cuser/box"));

        assertThat(response.code()).isEqualTo(BAD_REQUEST);
        var shown = Hub.shown(hub.retrieve("cse-in/conf/event", ADMIN));
        assertThat(shown.find("eris")).isEmpty();
        assertThat(shown.text("evi")).contains(Hub.text(created, "ri"));
    }

    @Test
    @Spec("TS-0004 §7.4.25.2.1")
    void collection_without_an_event_or_with_no_possible_period_is_refused() {
        var without = hub.create("cse-in", ADMIN, 21, "m2m:stcl", "cei", COLLECTOR, "srs", 1, "sm", 1);
        var never = hub.create(
                "cse-in",
                ADMIN,
                21,
                "m2m:stcl",
                "cei",
                COLLECTOR,
                "srs",
                1,
                "sm",
                1,
                "evi",
                "e",
                "cp",
                fields("sce", List.of("99 * * * * * *")));

        assertThat(without.code()).isEqualTo(BAD_REQUEST);
        assertThat(without.sentence()).contains("evi");
        assertThat(never.code()).isEqualTo(BAD_REQUEST);
    }
}
