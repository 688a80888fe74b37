// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.entente.cse.over.OverEveryBinding;
import org.entente.cse.store.HeapStore;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes, their states and what happens in them: a kettle that heats from 20 to 90 and keeps warm. */
@OverEveryBinding
class ProcessTest {
    private static final long DISABLED = 1;
    private static final long ENABLED = 2;
    private static final long ACTIVATED = 3;
    private static final long PAUSED = 4;
    private static final long COMPLETED = 5;
    private static final long ABORTED = 6;

    private final HeapStore store = new HeapStore();
    private Hub hub = new Hub(store, Hub.open());

    @BeforeEach
    void a_kettle_with_a_process() {
        for (var name : List.of("kettle", "switch", "log")) hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", name);
        turn("kettle", 20);
        turn("switch", 1);
        assertThat(hub.create("cse-in", ADMIN, 63, "m2m:prmr", "rn", "boil").code())
                .isEqualTo(CREATED);
        state("heating");
        state("warm");
        way("heating", "warm", 5, 90);
        way("warm", "heating", 4, 70);
        configure(
                "inst",
                "cse-in/boil/heating",
                "atcos",
                List.of(condition("switch", 1, 2)),
                "encos",
                List.of(condition("switch", 1, 3)));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private static Value.Fields criterion(int operator, int threshold) {
        return Hub.fields("sbjt", "mni", "optr", operator, "thld", threshold);
    }

    private static Value.Fields condition(String subject, int operator, int threshold) {
        return Hub.fields("sri", "cse-in/" + subject, "evc", criterion(operator, threshold));
    }

    private void state(String name) {
        hub.create("cse-in/boil", ADMIN, 64, "m2m:stte", "rn", name);
        var tell = Hub.fields(
                "op",
                1,
                "to",
                "cse-in/log",
                "fr",
                ADMIN,
                "rqi",
                "x",
                "ty",
                4,
                "pc",
                Value.field("m2m:cin", Hub.fields("con", name)));
        var action = hub.create(
                "cse-in/boil/" + name,
                ADMIN,
                65,
                "m2m:actr",
                "rn",
                "tell",
                "evm",
                0,
                "sri",
                "cse-in/kettle",
                "evc",
                criterion(5, 0),
                "orc",
                "cse-in/log",
                "apv",
                tell);
        assertThat(action.code()).as(action.sentence()).isEqualTo(CREATED);
        hub.update("cse-in/boil/" + name, ADMIN, "m2m:stte", "stac", "cse-in/boil/" + name + "/tell");
    }

    private void way(String from, String to, int operator, int threshold) {
        var way =
                Hub.fields("nxst", "cse-in/boil/" + to, "sri", "cse-in/kettle", "evc", criterion(operator, threshold));
        assertThat(hub.update("cse-in/boil/" + from, ADMIN, "m2m:stte", "sttrs", List.of(way))
                        .code())
                .isEqualTo(UPDATED);
    }

    private Response configure(Object... attributes) {
        return hub.update("cse-in/boil", ADMIN, "m2m:prmr", attributes);
    }

    private Response control(int control) {
        var response = configure("prct", control);
        settle();
        return response;
    }

    private void turn(String what, int value) {
        hub.update("cse-in/" + what, ADMIN, "m2m:cnt", "mni", value);
        settle();
    }

    /** What is due is begun, and one execution brings about the next. */
    private void settle() {
        hub.cse.sweep();
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> hub.store.view().errands().stream()
                        .noneMatch(each -> each.kind().equals("actions")));
    }

    private long status() {
        return Hub.whole(hub.retrieve("cse-in/boil", ADMIN), "prst");
    }

    private String current() {
        var id = Hub.text(hub.retrieve("cse-in/boil", ADMIN), "cust");
        var state = hub.retrieve(id, ADMIN);
        assertThat(Hub.shown(state).find("sact")).contains(Value.of(true));
        return Hub.text(state, "rn");
    }

    private List<String> log() {
        try (var all = hub.store.view().instances(hub.stored("cse-in/log").ri(), false)) {
            return all.map(each -> each.text(Attributes.CON).orElseThrow()).toList();
        }
    }

    @Test
    @Spec(value = "TS-0001 §9.6.59", proves = "prmr C")
    void process_begins_disabled() {
        assertThat(status()).isEqualTo(DISABLED);
        assertThat(Hub.whole(hub.retrieve("cse-in/boil", ADMIN), "prct")).isEqualTo(2);
        turn("switch", 2);
        assertThat(status()).isEqualTo(DISABLED);
        assertThat(log()).isEmpty();
    }

    @Test
    @Spec("TS-0001 §9.6.59")
    void enabled_process_waits_for_its_conditions() {
        assertThat(control(1).code()).isEqualTo(UPDATED);
        assertThat(status()).isEqualTo(ENABLED);

        turn("switch", 2);

        assertThat(status()).isEqualTo(ACTIVATED);
        assertThat(current()).isEqualTo("heating");
        assertThat(log()).containsExactly("heating");
    }

    @Test
    @Spec(value = "TS-0001 §9.6.60", proves = "stte C")
    void process_goes_from_state_to_state() {
        control(1);
        turn("switch", 2);

        turn("kettle", 89);
        assertThat(current()).isEqualTo("heating");
        turn("kettle", 95);
        assertThat(current()).isEqualTo("warm");
        assertThat(hub.stored("cse-in/boil/heating").truth(Attributes.SACT)).contains(false);
        turn("kettle", 60);
        assertThat(current()).isEqualTo("heating");

        assertThat(log()).containsExactly("heating", "warm", "heating");
    }

    @Test
    @Spec("TS-0001 §9.6.59")
    void process_whose_conditions_hold_already_begins_at_once_and_goes_as_far_as_it_can() {
        turn("switch", 2);
        turn("kettle", 95);

        control(1);

        assertThat(current()).isEqualTo("warm");
        assertThat(log()).containsExactly("heating", "warm");
    }

    @Test
    @Spec("TS-0001 §9.6.59")
    void end_conditions_complete_it() {
        control(1);
        turn("switch", 2);

        turn("switch", 3);

        assertThat(status()).isEqualTo(COMPLETED);
        assertThat(hub.stored("cse-in/boil/heating").truth(Attributes.SACT)).contains(false);
        turn("switch", 2);
        assertThat(status()).isEqualTo(COMPLETED);
        assertThat(control(1).code()).isEqualTo(UPDATED);
        assertThat(status()).isEqualTo(ACTIVATED);
    }

    @Test
    @Spec("TS-0001 §9.6.59")
    void paused_process_stays_where_it_is_until_it_is_reactivated() {
        assertThat(control(3).code()).isEqualTo(OPERATION_NOT_ALLOWED);
        control(1);
        turn("switch", 2);

        control(3);
        assertThat(status()).isEqualTo(PAUSED);
        turn("kettle", 95);
        assertThat(current()).isEqualTo("heating");
        control(4);

        assertThat(status()).isEqualTo(ACTIVATED);
        assertThat(current()).isEqualTo("warm");
        assertThat(control(4).code()).isEqualTo(OPERATION_NOT_ALLOWED);
    }

    @Test
    @Spec("TS-0001 §9.6.59")
    void disabled_process_is_aborted_where_it_ran() {
        control(1);
        control(2);
        assertThat(status()).isEqualTo(DISABLED);
        turn("switch", 2);
        assertThat(status()).isEqualTo(DISABLED);

        control(1);
        control(2);

        assertThat(status()).isEqualTo(ABORTED);
        assertThat(hub.stored("cse-in/boil/heating").truth(Attributes.SACT)).contains(false);
        assertThat(hub.stored("cse-in/switch").attributes()).doesNotContainKey("_evb");
    }

    @Test
    @Spec("TS-0001 §9.6.60")
    void actions_of_a_state_sleep_while_it_does() {
        hub.update("cse-in/boil/warm/tell", ADMIN, "m2m:actr", "evm", 3);

        turn("kettle", 30);
        assertThat(log()).isEmpty();
        control(1);
        turn("switch", 2);
        turn("kettle", 95);
        turn("kettle", 96);

        // On entering, and at the change that comes after it.
        assertThat(log()).containsExactly("heating", "warm", "warm");
    }

    @Test
    @Spec("TS-0001 §9.6.60")
    void nothing_is_changed_while_it_is_under_way() {
        control(1);

        assertThat(configure("inst", "cse-in/boil/warm").code()).isEqualTo(OPERATION_NOT_ALLOWED);
        assertThat(hub.update("cse-in/boil/warm", ADMIN, "m2m:stte", "lbl", List.of("x"))
                        .code())
                .isEqualTo(OPERATION_NOT_ALLOWED);
        assertThat(hub.delete("cse-in/boil/warm", ADMIN).code()).isEqualTo(OPERATION_NOT_ALLOWED);
        assertThat(hub.create("cse-in/boil", ADMIN, 64, "m2m:stte", "rn", "more")
                        .code())
                .isEqualTo(OPERATION_NOT_ALLOWED);
        assertThat(control(1).code()).isEqualTo(OPERATION_NOT_ALLOWED);
        assertThat(configure("lbl", List.of("x")).code()).isEqualTo(UPDATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cse-in/log", "cse-in/boil/none", "cse-in/boil"})
    @Spec("TS-0001 §9.6.59")
    void process_without_an_initial_state_of_its_own_cannot_be_enabled(String initial) {
        configure("inst", initial);

        assertThat(control(1).code()).isEqualTo(INVALID_PROCESS_CONFIGURATION);
        assertThat(status()).isEqualTo(DISABLED);
    }

    @Test
    @Spec("TS-0001 §9.6.60")
    void way_that_leads_to_no_state_and_action_of_another_state_are_refused() {
        way("warm", "none", 4, 70);

        assertThat(control(1).code()).isEqualTo(INVALID_PROCESS_CONFIGURATION);
        assertThat(hub.update("cse-in/boil/warm", ADMIN, "m2m:stte", "stac", "cse-in/boil/heating/tell")
                        .code())
                .isEqualTo(INVALID_PROCESS_CONFIGURATION);
    }

    @Test
    @Spec("TS-0001 §9.6.59")
    void whoever_enables_it_has_to_be_able_to_read_what_is_compared() {
        var mine = hub.register("Cmine");
        hub.create("cse-in/cmine", mine, 3, "m2m:cnt", "rn", "box");
        hub.create("cse-in/cmine", mine, 63, "m2m:prmr", "rn", "spy");
        hub.create("cse-in/cmine/spy", mine, 64, "m2m:stte", "rn", "s");
        hub.update(
                "cse-in/cmine/spy",
                mine,
                "m2m:prmr",
                "inst",
                "cse-in/cmine/spy/s",
                "atcos",
                List.of(condition("kettle", 3, 1)));

        var enabled = hub.update("cse-in/cmine/spy", mine, "m2m:prmr", "prct", 1);

        assertThat(enabled.code()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
    }

    @Test
    @Spec("TS-0001 §9.6.59")
    void process_goes_on_after_a_restart() {
        control(1);
        turn("switch", 2);
        hub.cse.close();

        hub = new Hub(store, Hub.open());
        turn("kettle", 95);

        assertThat(current()).isEqualTo("warm");
        assertThat(log()).containsExactly("heating", "warm");
    }
}
