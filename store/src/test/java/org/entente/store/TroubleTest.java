// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entente.cse.store.Samples.*;
import static org.entente.model.type.Attributes.*;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.entente.cse.store.Change;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Store;
import org.entente.cse.store.StoreUnavailable;
import org.entente.cse.store.Write;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when the file cannot be written, or one of many changes does not fit. */
class TroubleTest {
    private static final String LARGE = "x".repeat(20_000);

    private static final int MIDDLE = 5;

    private final Resource base = base();
    private final Resource box = container(base, "box");

    @TempDir
    Path folder;

    @Test
    void a_full_store_refuses_and_goes_on_when_there_is_room() {
        try (var store =
                SqliteStore.open(folder, ResourceTypes.standard(), StoreSettings.DEFAULTS.withMaxBytes(1 << 20))) {
            store.commit(create(base, box));

            long kept = fillUp(store);

            assertCounted(store, kept);
            makeRoom(store);
            store.commit(append(box.ri(), "small again"));
            assertCounted(store, kept - 4);
        }
    }

    @Test
    void a_full_disk_refuses_and_goes_on_when_there_is_room() throws Exception {
        var disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                runs("mount", "-t", "tmpfs", "-o", "size=2m", "entente-test", disk.toString()),
                "only root may mount a small file system");
        try {
            var filler = disk.resolve("filler");
            Files.write(filler, new byte[1 << 19]);
            try (var store = LastingTest.open(disk)) {
                store.commit(create(base, box));

                long kept = fillUp(store);

                assertCounted(store, kept);
                Files.delete(filler);
                store.commit(append(box.ri(), "small again"));
                assertCounted(store, kept + 1);
            }
            try (var store = LastingTest.open(disk)) {
                assertThat(store.view().byId(box.ri())).isPresent();
            }
        } finally {
            runs("umount", "-l", disk.toString());
        }
    }

    @Test
    void a_disk_that_became_read_only_refuses_and_goes_on_when_it_is_not() throws Exception {
        var disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                runs("mount", "-t", "tmpfs", "-o", "size=8m", "entente-test", disk.toString()),
                "only root may mount a file system");
        try {
            try (var store = LastingTest.open(disk)) {
                store.commit(create(base, box));
            }
            assumeTrue(runs("mount", "-o", "remount,ro", disk.toString()), "the file system cannot become read-only");

            assertThatThrownBy(() -> LastingTest.open(disk)).isInstanceOf(StoreUnavailable.class);

            assertThat(runs("mount", "-o", "remount,rw", disk.toString())).isTrue();
            try (var store = LastingTest.open(disk)) {
                store.commit(append(box.ri(), "again"));
                assertCounted(store, 1);
            }
        } finally {
            runs("umount", "-l", disk.toString());
        }
    }

    @Test
    void more_changes_than_can_wait_are_refused_at_once_and_cost_the_others_nothing() throws Exception {
        try (var store = LastingTest.open(folder);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            store.commit(create(base, box));
            var begun = new CountDownLatch(1);
            var gate = new CountDownLatch(1);
            var accepted = new ArrayList<Future<?>>();
            accepted.add(threads.submit(() -> store.commit(view -> {
                begun.countDown();
                pass(gate);
                return Outcome.of(base);
            })));
            pass(begun);
            for (int i = 0; i < Writer.MOST_WAITING; i++)
                accepted.add(threads.submit(() -> store.commit(append(box.ri(), "v"))));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> store.counts().waiting() == Writer.MOST_WAITING);

            assertThatThrownBy(() -> store.commit(append(box.ri(), "one too many")))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("too many");
            gate.countDown();

            for (var each : accepted) each.get();
            assertCounted(store, Writer.MOST_WAITING);
        }
    }

    @Test
    void after_a_fault_of_the_machine_nothing_that_waits_is_done() throws Exception {
        var store = LastingTest.open(folder);
        store.commit(create(base, box));
        Future<Outcome> broken;
        Future<Outcome> waiting;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var begun = new CountDownLatch(1);
            var gate = new CountDownLatch(1);
            broken = threads.submit(() -> store.commit(_ -> {
                begun.countDown();
                pass(gate);
                throw new OutOfMemoryError("of this test");
            }));
            pass(begun);
            waiting = threads.submit(() -> store.commit(append(box.ri(), "too late")));
            Awaitility.await().until(() -> store.counts().waiting() == 1);
            gate.countDown();
        }

        assertThatThrownBy(broken::get)
                .hasMessageContaining("the store has stopped")
                .hasMessageContaining("of this test");
        assertThatThrownBy(waiting::get).hasMessageContaining("the store is closed");
        assertThatThrownBy(() -> store.commit(append(box.ri(), "later still"))).isInstanceOf(StoreUnavailable.class);
        store.close();
        store.close();
        try (var again = LastingTest.open(folder)) {
            assertCounted(again, 0);
        }
    }

    private static void pass(CountDownLatch gate) {
        try {
            assertThat(gate.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_file_that_another_program_has_locked_refuses_and_goes_on_afterwards() {
        var impatient = new StoreSettings(1 << 20, 1 << 20, 1, 1000, 0, Duration.ofMillis(10));
        try (var store = SqliteStore.open(folder, ResourceTypes.standard(), impatient)) {
            store.commit(create(base, box));
            try (var other = Database.open(folder.resolve("entente.db"), impatient)) {
                other.execute("BEGIN IMMEDIATE");

                assertThatThrownBy(() -> store.commit(append(box.ri(), "locked out")))
                        .isInstanceOf(StoreUnavailable.class)
                        .hasMessageContaining("locked");
                assertCounted(store, 0);
                other.execute("ROLLBACK");
            }

            store.commit(append(box.ri(), "let in"));
            assertCounted(store, 1);
        }
    }

    @Test
    void one_change_that_does_not_fit_fails_alone_in_its_batch() throws Exception {
        try (var store = LastingTest.open(folder);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            store.commit(create(base, box));
            store.commit(append(box.ri(), "first"));
            var misfit =
                    write(box, new Write.Updated(box, box.with(MNI, 5)), new Write.Created(instance(box, 1, "again")));

            var all = inOneBatch(store, threads, misfit);

            for (int i = 0; i < all.size(); i++) {
                if (i == MIDDLE) assertThatThrownBy(all.get(i)::get).hasCauseInstanceOf(IllegalStateException.class);
                else all.get(i).get();
            }
            assertCounted(store, MIDDLE * 2);
            assertThat(store.view().byId(box.ri()).orElseThrow().has(MNI)).isFalse();
        }
    }

    @Test
    void a_batch_that_lost_its_transaction_to_one_changes_look_at_the_file_leaves_nothing() throws Exception {
        var settings = StoreSettings.DEFAULTS.withMaxBytes(1 << 20);
        var late = container(base, "late");
        try (var store = SqliteStore.open(folder, ResourceTypes.standard(), settings)) {
            store.commit(create(base, box));
            fillUp(store);
            makeRoom(store);
            long kept = store.view().byId(box.ri()).orElseThrow().whole(CNI, 0);
            List<Future<Outcome>> all;
            try (var batch = new OneBatch(store)) {
                all = List.of(
                        batch.next(append(box.ri(), "x".repeat(500_000))),
                        batch.next(view -> {
                            view.expired(BEGIN, 1); // what waits in memory is written for this, and has no room
                            return Outcome.of(base);
                        }),
                        batch.next(create(late)));
            }

            for (var each : all) assertThatThrownBy(each::get).hasCauseInstanceOf(StoreUnavailable.class);
            assertThat(store.view().byId(late.ri())).isEmpty();
            assertCounted(store, kept);
        }
    }

    /** Changes that all wait while the writer is held, with one in their middle that is different. */
    private List<Future<Outcome>> inOneBatch(Store store, ExecutorService threads, Change middle)
            throws InterruptedException {
        var held = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var all = new ArrayList<Future<Outcome>>();
        all.add(threads.submit(() -> store.commit(_ -> {
            held.countDown();
            waitFor(release);
            return Outcome.of(base);
        })));
        held.await();
        for (int i = 1; i <= MIDDLE * 2; i++) {
            var change = i == MIDDLE ? middle : append(box.ri(), "v" + i);
            all.add(threads.submit(() -> store.commit(change)));
        }
        release.countDown();
        return all;
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return how many instances there are when no more fits */
    private long fillUp(Store store) {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1000; i++) store.commit(append(box.ri(), LARGE));
                })
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("room");
        return store.view().byId(box.ri()).orElseThrow().whole(CNI, 0);
    }

    private void makeRoom(Store store) {
        for (int i = 0; i < 5; i++) {
            store.commit(view -> {
                try (var instances = view.instances(box.ri(), false)) {
                    var oldest = instances.findFirst().orElseThrow();
                    var before = view.byId(box.ri()).orElseThrow();
                    var after = before.with(CNI, before.whole(CNI, 0) - 1);
                    return new Outcome(List.of(new Write.Deleted(oldest), new Write.Updated(before, after)), oldest);
                }
            });
        }
    }

    private void assertCounted(Store store, long count) {
        assertThat(store.view().byId(box.ri()).orElseThrow().whole(CNI, 0)).isEqualTo(count);
        try (var instances = store.view().instances(box.ri(), false)) {
            assertThat(instances.count()).isEqualTo(count);
        }
    }

    private static boolean runs(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException | InterruptedException missing) {
            return false;
        }
    }
}
