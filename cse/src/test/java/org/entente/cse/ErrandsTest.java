// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.entente.cse.address.Identifiers;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.over.OverEveryBinding;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.store.Errand;
import org.entente.cse.store.HeapStore;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Write;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the CSE has promised itself. */
@OverEveryBinding
class ErrandsTest {
    private static final int CHARGES = 1000;

    private final HeapStore store = new HeapStore();
    private final Hub hub = new Hub(store, Hub.open());
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private Errands errands = errands(this::strikeOff);

    @BeforeEach
    void start() {
        errands.start();
    }

    @AfterEach
    void close() {
        errands.close();
        hub.close();
    }

    private Errands errands(Duty duty) {
        var commits = new Commits(store, List.of(), List.of(done -> errands.settle(done)));
        Desk desk = new OwnDesk(
                hub,
                (_, _, _) -> new Delivery.Undeliverable("nobody is there"),
                commits,
                store,
                Hub.IDENTITY,
                new Identifiers(new Random(1)),
                hub.clock);
        return new Errands(store, hub.clock, desk, Map.of("test", duty));
    }

    private void strikeOff(Errand errand, Desk desk) {
        done.add(errand.about());
        desk.record("id-in", view -> outcome(new Write.Discharged(errand)));
    }

    private Outcome outcome(Write... writes) {
        return new Outcome(List.of(writes), store.view().byId("id-in").orElseThrow());
    }

    private Errand charge(String about, Duration in) {
        var errand =
                new Errand(about, "test", Timestamp.text(hub.clock.instant().plus(in)), Value.Fields.EMPTY);
        errands.settle(store.commit(_ -> outcome(new Write.Charged(errand))).writes());
        return errand;
    }

    private void ring() {
        errands.ring();
        errands.await();
    }

    @Test
    void are_done_at_once_when_they_are_due() {
        charge("now", Duration.ZERO);
        errands.await();

        assertThat(done).containsExactly("now");
        assertThat(store.view().errands()).isEmpty();
    }

    /** One begins it just when another charges it anew. */
    @Test
    void are_never_overlooked_however_many_charge_them_at_once() throws Exception {
        try (var both = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < CHARGES; i++) {
                var about = "r" + i;
                var begin = new CyclicBarrier(2);
                Callable<Errand> charge = () -> {
                    begin.await();
                    return charge(about, Duration.ZERO);
                };
                for (var each : both.invokeAll(List.of(charge, charge))) each.get();
                errands.await();
                assertThat(done).contains(about);
                assertThat(store.view().errands()).isEmpty();
            }
        }
    }

    @Test
    void wait_for_their_time() {
        charge("later", Duration.ofHours(1));
        ring();
        assertThat(done).isEmpty();

        hub.clock.pass(Duration.ofHours(1));
        ring();

        assertThat(done).containsExactly("later");
    }

    @Test
    void are_left_when_they_are_struck_off_before() {
        var errand = charge("later", Duration.ofHours(1));
        errands.settle(store.commit(_ -> outcome(new Write.Discharged(errand))).writes());

        hub.clock.pass(Duration.ofHours(2));
        ring();

        assertThat(done).isEmpty();
    }

    @Test
    void are_not_forgotten_when_that_they_were_struck_off_is_told_after_a_new_charge() {
        var errand = charge("later", Duration.ofHours(1));
        var struck = store.commit(_ -> outcome(new Write.Discharged(errand))).writes();
        charge("later", Duration.ofHours(1));
        errands.settle(struck);

        hub.clock.pass(Duration.ofHours(1));
        ring();

        assertThat(done).containsExactly("later");
    }

    @Test
    void are_not_done_before_the_time_that_the_last_charge_gave_them() {
        charge("later", Duration.ofHours(1));
        charge("later", Duration.ofHours(2));

        hub.clock.pass(Duration.ofHours(1));
        ring();
        assertThat(done).isEmpty();

        hub.clock.pass(Duration.ofHours(1));
        ring();
        assertThat(done).containsExactly("later");
    }

    @Test
    void are_not_late_when_the_charge_before_the_last_is_told_last() {
        var errand = charge("soon", Duration.ofHours(2));
        charge("soon", Duration.ofHours(1));
        errands.settle(List.of(new Write.Charged(errand)));

        hub.clock.pass(Duration.ofHours(1));
        ring();

        assertThat(done).containsExactly("soon");
    }

    @Test
    void have_one_alarm_each_however_often_they_are_charged_anew() {
        for (int hours = 1; hours <= 100; hours++) charge("moving", Duration.ofHours(hours));
        var last = charge("other", Duration.ofHours(1));
        assertThat(errands.alarms()).isEqualTo(2);

        errands.settle(store.commit(_ -> outcome(new Write.Discharged(last))).writes());
        assertThat(errands.alarms()).isEqualTo(1);

        hub.clock.pass(Duration.ofHours(100));
        ring();

        assertThat(done).containsExactly("moving");
        assertThat(errands.alarms()).isZero();
    }

    @Test
    void are_tried_again_after_a_pause_that_grows() {
        errands.close();
        errands = errands((errand, _) -> done.add(errand.about()));
        charge("stubborn", Duration.ZERO);
        errands.await();
        ring();
        assertThat(done).hasSize(1);

        hub.clock.pass(Duration.ofSeconds(1));
        ring();
        assertThat(done).hasSize(2);

        hub.clock.pass(Duration.ofSeconds(1));
        ring();
        assertThat(done).hasSize(2);

        hub.clock.pass(Duration.ofSeconds(1));
        ring();
        assertThat(done).hasSize(3);
    }

    @Test
    void that_fail_are_tried_again() {
        errands.close();
        errands = errands((errand, desk) -> {
            if (done.isEmpty()) {
                done.add("failed");
                throw new IllegalStateException("a fault, for the test");
            }
            strikeOff(errand, desk);
        });
        charge("hard", Duration.ZERO);
        errands.await();

        hub.clock.pass(Duration.ofSeconds(1));
        ring();

        assertThat(done).containsExactly("failed", "hard");
    }

    @Test
    void of_an_earlier_run_are_taken_up() {
        errands.close();
        charge("left", Duration.ofHours(1));
        hub.clock.pass(Duration.ofHours(1));

        errands = errands(this::strikeOff);
        errands.start();
        errands.await();

        assertThat(done).containsExactly("left");
    }

    @Test
    void charged_anew_while_they_are_done_are_done_again() throws InterruptedException {
        errands.close();
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        errands = errands((errand, desk) -> {
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (done.isEmpty()) done.add("first");
            else strikeOff(errand, desk);
        });
        charge("twice", Duration.ZERO);
        begun.await();
        hub.clock.pass(Duration.ofMillis(1));
        charge("twice", Duration.ZERO);
        goOn.countDown();

        Awaitility.await().untilAsserted(() -> assertThat(done).containsExactly("first", "twice"));
    }
}
