// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.store.Samples.*;
import static org.entente.model.type.Attributes.*;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.entente.cse.store.Change;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Selection;
import org.entente.cse.store.Store;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Value;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A subtree far larger than a batch removes: gone for everybody at once, removed piece by piece. */
class LargeDeletionTest {
    private static final int ROOMS = 20;
    private static final int VALUES = 40;
    /** The top, its rooms, and what they hold. */
    private static final long ROWS = 1 + ROOMS + ROOMS * VALUES;

    private final Resource base = base();
    private final Resource house = labelled(container(base, "house"));
    private final Resource watch = subscription(room(3), "watch");
    private final Resource beside = labelled(container(base, "house1"));

    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void fill() throws Exception {
        data = Files.createDirectory(folder.resolve("data"));
        try (var store = LastingTest.open(data)) {
            store.commit(create(base, house, beside));
            for (int i = 0; i < ROOMS; i++) {
                var all = new ArrayList<Resource>(List.of(room(i)));
                for (int j = 1; j <= VALUES; j++) all.add(labelled(instance(room(i), j, "v")));
                store.commit(create(all.toArray(Resource[]::new)));
            }
            store.commit(create(watch));
            store.commit(write(watch, new Write.Enqueued(notice(watch, 1, "never sent"))));
        }
    }

    private Resource room(int number) {
        return labelled(container(house, "room" + number));
    }

    private static Resource labelled(Resource resource) {
        return resource.with(LBL, Value.texts(List.of("mine")));
    }

    @Test
    void is_hidden_at_once_and_removed_a_piece_with_each_batch() throws Exception {
        try (var store = LastingTest.open(data)) {
            store.view().byPath(room(5).path()); // hot, and hidden all the same

            var left = deleteThen(store, view -> {
                assertHouseIsGone(view);
                return rows();
            });

            // The house itself and a piece at most, although there was time for the whole of it.
            assertThat(left).isBetween(ROWS - 1 - Removal.PIECE, ROWS - 1);
            assertHouseIsGone(store.view());
            awaitRemoval();
            assertHouseIsGone(store.view());
            assertThat(store.view().byPath(beside.path())).contains(beside);
        }
    }

    @Test
    void leaves_its_names_free_at_once() throws Exception {
        var again = container(house, "room3").with(MNI, 9);
        var value = labelled(instance(again, 1, "new"));
        try (var store = LastingTest.open(data)) {
            deleteThen(store, view -> rows(), create(house, again, value));

            assertNew(store.view(), again, value);
            awaitRemoval();
            assertNew(store.view(), again, value);
        }
        try (var store = LastingTest.open(data)) {
            assertNew(store.view(), again, value);
        }
    }

    private void assertNew(View view, Resource again, Resource value) {
        assertThat(view.byPath(again.path())).contains(again);
        assertThat(view.byPath(room(4).path())).isEmpty();
        assertThat(found(view, Selection.descendants(house))).containsExactly(again, value);
        assertThat(found(view, labels())).containsExactlyInAnyOrder(house, beside, value);
    }

    @Test
    void can_be_deleted_again_under_the_same_name() throws Exception {
        try (var store = LastingTest.open(data)) {
            deleteThen(store, view -> rows(), create(house, room(3), room(4)));
            store.commit(delete(house));

            assertHouseIsGone(store.view());
            awaitRemoval();
            assertHouseIsGone(store.view());
        }
    }

    @Test
    void stays_hidden_and_is_removed_after_a_crash_in_the_middle() throws Exception {
        var copy = Files.createDirectory(folder.resolve("copy"));
        try (var store = LastingTest.open(data)) {
            deleteThen(store, view -> {
                copyTo(copy); // as a crash at this moment would leave it
                return 0L;
            });
        }

        try (var store = LastingTest.open(copy)) {
            assertHouseIsGone(store.view());
            var fresh = container(base, "fresh");
            store.commit(create(fresh));
            assertThat(found(store.view(), Selection.descendants(fresh))).isEmpty();
            store.commit(delete(fresh));
            awaitRemoval(copy);
            assertHouseIsGone(store.view());
        }
    }

    @Test
    void keeps_the_last_notices_of_its_subscriptions_and_no_others() throws Exception {
        var last = notice(watch, 2, "the last");
        try (var store = LastingTest.open(data)) {
            store.commit(write(house, new Write.Deleted(house), new Write.Enqueued(last)));

            assertThat(store.view().notices(watch.ri(), 10)).containsExactly(last);
            awaitRemoval();
            assertThat(store.view().notices(watch.ri(), 10)).containsExactly(last);
            assertThat(found(store.view(), Selection.tied(base))).isEmpty();
        }
    }

    @Test
    void does_not_hide_what_has_expired_behind_it() throws Exception {
        try (var store = LastingTest.open(data)) {
            var expired = container(base, "expired").with(ET, "20360101T000001");
            deleteThen(store, view -> rows(), create(expired));

            assertThat(store.view().expired("20370101T000000", 3))
                    .contains(expired)
                    .allMatch(each -> Set.of(expired.ri(), beside.ri()).contains(each.ri()));
        }
    }

    @Test
    void leaves_nothing_in_any_table() {
        try (var store = LastingTest.open(data)) {
            store.commit(delete(house));
            awaitRemoval();
        }
        try (var file = Database.open(data.resolve("entente.db"), StoreSettings.DEFAULTS)) {
            for (var table : List.of("instance", "odd", "name", "tied", "notice", "remains"))
                assertThat(file.number("SELECT count(*) FROM " + table))
                        .as(table)
                        .isZero();
            assertThat(file.number("SELECT count(*) FROM resource")).isEqualTo(2);
            // The label of what stays, and the CSE-ID of the CSEBase.
            assertThat(file.number("SELECT count(*) FROM label")).isEqualTo(2);
        }
    }

    /** What lasts in the very next batch after a deletion, seen in the writer's turn; then more changes are made in it. */
    private Long deleteThen(Store store, Function<View, Long> look, Change... more) throws Exception {
        var begun = new CountDownLatch(1);
        var arrived = new CountDownLatch(1);
        var deletion = Thread.ofPlatform()
                .start(() -> store.commit(view -> {
                    begun.countDown();
                    await(arrived);
                    return new Outcome(List.of(new Write.Deleted(house)), house);
                }));
        await(begun);
        var seen = new CompletableFuture<Long>();
        var next = Thread.ofPlatform()
                .start(() -> store.commit(view -> {
                    seen.complete(look.apply(view));
                    var outcome = Outcome.of(base);
                    for (var each : more)
                        outcome = outcome.plus(each.decide(view).writes());
                    return outcome;
                }));
        // The writer is in the batch of the deletion, and the next waits for it: so nothing comes in between.
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> next.getState() == Thread.State.WAITING);
        arrived.countDown();
        deletion.join();
        next.join();
        return seen.getNow(0L);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertHouseIsGone(View view) {
        assertThat(view.byPath(house.path())).isEmpty();
        assertThat(view.byPath(room(3).path())).isEmpty();
        assertThat(view.byPath(room(5).path())).isEmpty();
        assertThat(view.byId(room(5).ri())).isEmpty();
        assertThat(view.byId(instance(room(5), 7, "v").ri())).isEmpty();
        assertThat(view.byPath(instance(room(5), 7, "v").path())).isEmpty();
        assertThat(view.children(room(3).ri(), watch.type().number())).isEmpty();
        assertThat(view.byId(watch.ri())).isEmpty();
        assertThat(found(view, labels())).containsExactly(beside);
        assertThat(found(view, Selection.descendants(base))).containsExactly(beside);
        assertThat(found(view, Selection.descendants(base).ofTypes(3))).containsExactly(beside);
        assertThat(view.expired("20370101T000000", 5)).containsExactly(beside);
    }

    private Selection labels() {
        return Selection.descendants(base).labelled(Set.of("mine"));
    }

    private static List<Resource> found(View view, Selection selection) {
        try (var found = view.select(selection)) {
            return found.toList();
        }
    }

    /** Rows of the file that belong to the house, as another program sees them. */
    private long rows() {
        return rows(data);
    }

    private static long rows(Path data) {
        try (var file = Database.open(data.resolve("entente.db"), StoreSettings.DEFAULTS)) {
            return file.number("SELECT (SELECT count(*) FROM resource WHERE path LIKE 'cse-in/house%' AND type = 3)"
                            + " + (SELECT count(*) FROM instance)")
                    - 1;
        }
    }

    private void awaitRemoval() {
        awaitRemoval(data);
    }

    private static void awaitRemoval(Path data) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            try (var file = Database.open(data.resolve("entente.db"), StoreSettings.DEFAULTS)) {
                return file.number("SELECT count(*) FROM remains") == 0;
            }
        });
    }

    private void copyTo(Path copy) {
        try (var files = Files.list(data)) {
            for (var file : files.filter(each -> each.getFileName().toString().startsWith("entente.db"))
                    .toList()) Files.copy(file, copy.resolve(file.getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
