// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.model.type.Attributes.MNI;

import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.entente.cse.procedure.Surplus;
import org.entente.cse.store.Change;
import org.entente.cse.store.Errand;
import org.entente.cse.store.HeapStore;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Store;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.junit.jupiter.api.Test;

/** A maximum that becomes far smaller than what there is. */
class SurplusTest {
    private static final int VALUES = 600;
    private static final long MOST_AT_ONCE = 256;

    private final Turns store = new Turns();

    @Test
    @Spec("TS-0001 §9.6.6")
    void is_dropped_in_pieces_so_that_others_have_their_turns_in_between() {
        try (var hub = new Hub(store, Hub.open())) {
            fill(hub);

            hub.update("cse-in/box", ADMIN, "m2m:cnt", "mni", 1);
            hub.cse.sweep();

            assertOneIsLeft(hub);
            assertThat(store.evicted).allMatch(each -> each <= MOST_AT_ONCE);
            assertThat(store.evicted.stream().mapToLong(Long::longValue).sum()).isEqualTo(VALUES - 1);
        }
    }

    @Test
    @Spec("TS-0001 §9.6.6")
    void of_a_container_that_enables_retrieval_goes_in_pieces_and_spares_what_comes_meanwhile() {
        try (var hub = new Hub(store, Hub.open())) {
            fill(hub);
            hub.update("cse-in/box", ADMIN, "m2m:cnt", "disr", true);

            hub.update("cse-in/box", ADMIN, "m2m:cnt", "disr", false);
            hub.create("cse-in/box", ADMIN, 4, "m2m:cin", "con", "v" + VALUES);
            hub.cse.sweep();

            assertOneIsLeft(hub);
            assertThat(store.evicted).allMatch(each -> each <= MOST_AT_ONCE);
            assertThat(store.evicted.stream().mapToLong(Long::longValue).sum()).isEqualTo(VALUES);
        }
    }

    @Test
    @Spec("TS-0001 §9.6.6")
    void is_dropped_after_a_restart_in_the_middle() {
        try (var hub = new Hub(store, Hub.open())) {
            fill(hub);
        }
        store.commit(view -> {
            var box = view.byPath("cse-in/box").orElseThrow();
            var errand = new Errand(box.ri(), Surplus.KIND, "20260101T000000", Value.Fields.EMPTY);
            return new Outcome(List.of(new Write.Updated(box, box.with(MNI, 1)), new Write.Charged(errand)), box);
        });

        try (var hub = new Hub(store, Hub.open())) {
            hub.cse.sweep();

            assertOneIsLeft(hub);
        }
    }

    @Test
    @Spec("TS-0001 §9.6.6")
    void is_nobodys_business_when_the_container_has_gone() {
        var box = new Errand("gone", Surplus.KIND, "20260101T000000", Value.Fields.EMPTY);
        try (var _ = new Hub(store, Hub.open())) {
            store.commit(view -> new Outcome(
                    List.of(new Write.Charged(box)), view.byPath("cse-in").orElseThrow()));
        }

        try (var hub = new Hub(store, Hub.open())) {
            hub.cse.sweep();

            assertThat(store.view().errands()).isEmpty();
        }
    }

    private static void fill(Hub hub) {
        hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", "box");
        for (int i = 1; i <= VALUES; i++) hub.create("cse-in/box", ADMIN, 4, "m2m:cin", "con", "v" + i);
    }

    private void assertOneIsLeft(Hub hub) {
        var box = hub.retrieve("cse-in/box", ADMIN);
        assertThat(Hub.whole(box, "cni")).isEqualTo(1);
        assertThat(Hub.whole(box, "cbs")).isEqualTo(4);
        assertThat(Hub.text(hub.retrieve("cse-in/box/ol", ADMIN), "con")).isEqualTo("v" + VALUES);
        assertThat(store.view().errands()).isEmpty();
    }

    /** Counts how many instances go in each turn. */
    private static final class Turns implements Store {
        private final Store store = new HeapStore();
        private final Queue<Long> evicted = new ConcurrentLinkedQueue<>();

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
            evicted.add(done.writes().stream()
                    .filter(write -> write instanceof Write.Evicted)
                    .count());
            return done;
        }

        @Override
        public void backup(Path target) {
            store.backup(target);
        }

        /** A hub's end is not its end. */
        @Override
        public void close() {}
    }
}
