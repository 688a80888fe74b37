// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Actions and processes that evaluate resources on another CSE. */
class ActionAcrossTest {
    private static final String FAR = "/id-mn/cse-mn/room";

    private final Constellation world = new Constellation();
    private Constellation.Member in = world.infrastructure();
    private Constellation.Member mn = world.middle("mn", in);

    ActionAcrossTest() {
        in.register("Capp");
        in.create("cse-in/capp", "Capp", 3, "m2m:cnt", "rn", "fan");
        var policy = open(mn, "/id-in/Capp");
        mn.create("cse-mn", Hub.ADMIN, 3, "m2m:cnt", "rn", "room", "mni", 5, "acpi", List.of(policy));
        mn.create("cse-mn", Hub.ADMIN, 3, "m2m:cnt", "rn", "secret");
    }

    /** A policy for whatever somebody likes to do. */
    private static String open(Constellation.Member at, String originator) {
        var rule = Hub.fields("acor", List.of(originator), "acop", 63);
        var privileges = Value.field("acr", Value.of(List.of(rule)));
        return Hub.text(
                at.create(at.identity.name(), Hub.ADMIN, 1, "m2m:acp", "pv", privileges, "pvs", privileges), "ri");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Response act(String subject, Value.Fields criterion, int mode, Object... more) {
        var attributes = new ArrayList<Object>(List.of(
                "rn",
                "a",
                "sri",
                subject,
                "evc",
                criterion,
                "evm",
                mode,
                "orc",
                "cse-in/capp/fan",
                "apv",
                ActionBench.telling("Capp", "cse-in/capp/fan", "on")));
        attributes.addAll(List.of(more));
        return in.create("cse-in/capp", "Capp", 65, "m2m:actr", attributes.toArray());
    }

    private void acts(String subject, Value.Fields criterion, int mode, Object... more) {
        var response = act(subject, criterion, mode, more);
        assertThat(response.code()).as(response.toString()).isEqualTo(CREATED);
    }

    private void change(int mni) {
        var update = Value.field("m2m:cnt", Hub.fields("mni", mni));
        assertThat(mn.send(Request.update("cse-mn/room", Hub.ADMIN, update)).code())
                .isEqualTo(UPDATED);
    }

    private void put(String content) {
        mn.create("cse-mn/room", Hub.ADMIN, 4, "m2m:cin", "con", content);
    }

    /** What the action has written. */
    private List<String> told() {
        try (var all = in.store
                .view()
                .instances(in.find("cse-in/capp/fan").orElseThrow().ri(), false)) {
            return all.map(each -> each.text(Attributes.CON).orElseThrow()).toList();
        }
    }

    private void awaitTold(String... contents) {
        Constellation.soon().until(() -> told().size() >= contents.length);
        assertThat(told()).containsExactly(contents);
    }

    private List<Resource> subscriptions(String path) {
        return mn.store.view().children(mn.find(path).orElseThrow().ri(), 23);
    }

    @Nested
    class An_action {
        @Test
        @Spec("TS-0001 §9.6.61")
        void follows_a_subject_on_another_cse() {
            acts(FAR, ActionBench.criterion("mni", 3, 10), 3);

            change(9);
            change(11);
            awaitTold("on");
            change(11);
            change(10);
            change(12);

            awaitTold("on", "on");
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void follows_the_newest_instance_there() {
            acts(FAR + "/la", ActionBench.criterion("con", 3, 30), 3);

            mn.create("cse-mn/room", Hub.ADMIN, 3, "m2m:cnt", "rn", "inner");
            for (var each : List.of("29", "31", "31")) put(each);

            awaitTold("on", "on");
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void evaluates_each_period_what_it_has_heard_last() {
            acts(FAR, ActionBench.criterion("mni", 3, 10), 2, "ecp", 60_000);
            change(11);
            Constellation.soon()
                    .until(() -> in.find("cse-in/capp/a")
                            .orElseThrow()
                            .attributes()
                            .toString()
                            .contains("11"));
            assertThat(told()).isEmpty();

            world.clock.pass(Duration.ofSeconds(61));
            in.cse().sweep();

            awaitTold("on");
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void takes_values_along_from_another_cse() {
            put("21");
            acts(
                    FAR,
                    ActionBench.criterion("mni", 3, 10),
                    3,
                    "ipu",
                    List.of(Hub.fields("rsid", FAR + "/la", "raid", "con")));
            put("22");
            Constellation.soon()
                    .until(() -> in.find("cse-in/capp/a")
                            .orElseThrow()
                            .attributes()
                            .toString()
                            .contains("22"));

            change(11);

            awaitTold("22");
        }

        @Test
        @Spec({"TS-0001 §9.6.61", "TS-0001 §9.6.62"})
        void heeds_a_dependency_on_another_cse() {
            in.create("cse-in/capp", "Capp", 3, "m2m:cnt", "rn", "here");
            acts("cse-in/capp/here", ActionBench.criterion("mni", 3, 0), 3);
            var dependency = in.create(
                    "cse-in/capp/a",
                    "Capp",
                    66,
                    "m2m:depr",
                    "rn",
                    "d",
                    "sfc",
                    false,
                    "rri",
                    FAR,
                    "evc",
                    ActionBench.criterion("mni", 3, 10));
            assertThat(dependency.code()).as(dependency.toString()).isEqualTo(CREATED);
            update("cse-in/capp/a", "m2m:actr", "dep", List.of("cse-in/capp/a/d"));

            update("cse-in/capp/here", "m2m:cnt", "mni", 1);
            in.cse().rest();
            assertThat(told()).isEmpty();
            change(11);
            Constellation.soon()
                    .until(() -> in.find("cse-in/capp/a/d")
                            .orElseThrow()
                            .attributes()
                            .toString()
                            .contains("11"));
            update("cse-in/capp/here", "m2m:cnt", "mni", 2);

            awaitTold("on");
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void is_told_of_changes_that_came_while_its_cse_did_not_run() {
            acts(FAR, ActionBench.criterion("mni", 3, 10), 3);
            in.stop();
            change(11);

            in = in.again();

            Constellation.soon().until(() -> {
                mn.cse().deliverer().wake(); // once its first attempt has failed
                return !told().isEmpty();
            });
            assertThat(told()).containsExactly("on");
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void takes_its_subscription_back_when_it_goes() {
            acts(FAR, ActionBench.criterion("mni", 3, 10), 3);
            assertThat(subscriptions("cse-mn/room")).hasSize(1);

            in.send(Request.delete("cse-in/capp", "Capp"));

            Constellation.soon().until(() -> subscriptions("cse-mn/room").isEmpty());
            Constellation.soon().until(() -> in.store.view().errands().isEmpty());
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void that_gets_another_subject_leaves_the_first_alone() {
            acts(FAR, ActionBench.criterion("mni", 3, 10), 3);
            in.create("cse-in/capp", "Capp", 3, "m2m:cnt", "rn", "here");

            update("cse-in/capp/a", "m2m:actr", "sri", "cse-in/capp/here");
            update("cse-in/capp/here", "m2m:cnt", "mni", 11);

            awaitTold("on");
            assertThat(subscriptions("cse-mn/room")).isEmpty();
            Constellation.soon().until(() -> in.store.view().errands().isEmpty());
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void subscribes_anew_when_its_subscription_was_deleted() {
            acts(FAR, ActionBench.criterion("mni", 3, 10), 3);
            var first = subscriptions("cse-mn/room").getFirst();

            mn.send(Request.delete(first.path(), Hub.ADMIN));

            Constellation.soon()
                    .until(() -> subscriptions("cse-mn/room").stream()
                            .anyMatch(each -> !each.ri().equals(first.ri())));
            change(11);
            awaitTold("on");
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void says_that_its_subject_is_gone() {
            acts(FAR, ActionBench.criterion("mni", 3, 10), 3);

            mn.send(Request.delete("cse-mn/room", Hub.ADMIN));

            Constellation.soon()
                    .until(() -> in.find("cse-in/capp/a").orElseThrow().has(Attributes.AIR));
            var result = (Value.Fields)
                    in.find("cse-in/capp/a").orElseThrow().value(Attributes.AIR).orElseThrow();
            assertThat(result.find("rsc")).contains(Value.of(4004));
            Constellation.soon().until(() -> in.store.view().errands().isEmpty());
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void is_refused_if_its_originator_may_not_read_the_subject() {
            var response = act("/id-mn/cse-mn/secret", ActionBench.criterion("mni", 3, 10), 3);

            assertThat(response.code()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
            assertThat(response.sentence()).contains("/id-mn/cse-mn/secret");
            assertThat(in.find("cse-in/capp/a")).isEmpty();
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void is_refused_if_the_subject_is_not_there_has_no_such_attribute_or_cannot_be_reached() {
            var criterion = ActionBench.criterion("mni", 3, 10);
            assertThat(act("/id-mn/cse-mn/nothing", criterion, 3).code()).isEqualTo(NOT_FOUND);
            assertThat(act("/id-mn/cse-mn/nothing/la", criterion, 3).code()).isEqualTo(NOT_FOUND);
            assertThat(act(FAR, ActionBench.criterion("con", 3, 10), 3).code()).isEqualTo(BAD_REQUEST);
            assertThat(act(FAR, ActionBench.criterion("mni", 3, "many"), 3).code())
                    .isEqualTo(BAD_REQUEST);
            world.cut(mn);
            assertThat(act(FAR, criterion, 3).code()).isEqualTo(TARGET_NOT_REACHABLE);
            assertThat(in.find("cse-in/capp/a")).isEmpty();
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void is_not_made_if_its_cse_cannot_subscribe() {
            world.before(
                    sent -> sent.request().operation() == Operation.CREATE
                            && sent.request().type() == 23,
                    () -> mn.send(Request.delete("cse-mn/room", Hub.ADMIN)));

            assertThat(act(FAR, ActionBench.criterion("mni", 3, 10), 3).code()).isEqualTo(NOT_FOUND);

            assertThat(in.find("cse-in/capp/a")).isEmpty();
            in.cse().rest();
            Constellation.soon().until(() -> in.store.view().errands().isEmpty());
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void believes_nobody_else() {
            acts(FAR, ActionBench.criterion("mni", 3, 10), 3);
            var subscription =
                    "/id-mn/" + subscriptions("cse-mn/room").getFirst().ri();
            var event = Hub.fields("rep", Value.field("m2m:cnt", Hub.fields("mni", 99)));
            var forged = Value.field("m2m:sgn", Hub.fields("sur", subscription, "nev", event));
            in.register("Cother");

            var response = in.send(Request.notification("cse-in/capp/a", "Cother", forged));

            assertThat(response.code()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
            assertThat(told()).isEmpty();
        }
    }

    private void update(String to, String root, Object... namesAndValues) {
        var response = in.send(Request.update(to, "Capp", Value.field(root, Hub.fields(namesAndValues))));
        assertThat(response.code()).as(response.toString()).isEqualTo(UPDATED);
    }

    @Test
    @Spec({"TS-0001 §9.6.59", "TS-0001 §9.6.60"})
    void process_goes_on_by_what_happens_on_another_cse() {
        in.create("cse-in/capp", "Capp", 63, "m2m:prmr", "rn", "day");
        in.create("cse-in/capp/day", "Capp", 64, "m2m:stte", "rn", "quiet");
        in.create("cse-in/capp/day", "Capp", 64, "m2m:stte", "rn", "busy");
        var way = Hub.fields("nxst", "cse-in/capp/day/busy", "sri", FAR, "evc", ActionBench.criterion("mni", 3, 10));
        update("cse-in/capp/day/quiet", "m2m:stte", "sttrs", List.of(way));
        update("cse-in/capp/day", "m2m:prmr", "inst", "cse-in/capp/day/quiet");
        update("cse-in/capp/day", "m2m:prmr", "prct", 1);
        assertThat(in.find("cse-in/capp/day/quiet").orElseThrow().truth(Attributes.SACT))
                .contains(true);

        change(11);

        Constellation.soon()
                .until(() -> in.find("cse-in/capp/day/busy")
                        .orElseThrow()
                        .truth(Attributes.SACT)
                        .orElse(false));
        update("cse-in/capp/day", "m2m:prmr", "prct", 2);
        assertThat(subscriptions("cse-mn/room")).isEmpty();
    }
}
