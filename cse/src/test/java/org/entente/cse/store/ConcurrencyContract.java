// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entente.cse.store.Samples.*;
import static org.entente.model.type.Attributes.*;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.entente.model.Refused;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every store must do when many write at once, and what the tests of stores stand on. */
abstract class ConcurrencyContract {
    private static final int CREATORS = 64;

    protected final Resource base = base();
    protected final Resource box = container(base, "box");
    protected Store store;

    /** An empty store. */
    protected abstract Store open();

    @BeforeEach
    void fill() {
        store = open();
        store.commit(create(base, box));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void what_somebody_looked_for_in_vain_is_found_once_it_is_created() throws Exception {
        var wanted = new AtomicReference<>(box.ri());
        var stop = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var looking = threads.submit(() -> {
                while (!stop.get()) store.view().byId(wanted.get());
            });
            try {
                for (int i = 0; i < 50; i++) {
                    var late = container(base, "late" + i);
                    wanted.set(late.ri());
                    assertThat(store.view().byId(late.ri())).isEmpty();
                    for (int again = 0; again < 3; again++) {
                        store.commit(create(late));
                        assertThat(store.view().byId(late.ri())).contains(late);
                        store.commit(delete(late));
                        assertThat(store.view().byId(late.ri())).isEmpty();
                    }
                }
            } finally {
                stop.set(true);
            }
            looking.get();
        }
    }

    @Nested
    class Creators {
        @Test
        void at_once_lose_no_update() throws Exception {
            concurrently(CREATORS, 20);

            var after = current(box);
            assertThat(after.whole(CNI, 0)).isEqualTo(CREATORS * 20);
            assertThat(instances(box).stream().map(each -> each.whole(ST, 0)))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, CREATORS * 20).boxed().toList());
        }

        @Test
        void at_once_keep_the_maximum() throws Exception {
            store.commit(update(box, box.with(MNI, 10)));

            concurrently(CREATORS, 20);

            var after = current(box);
            assertThat(after.whole(CNI, 0)).isEqualTo(10);
            assertThat(after.whole(ST, 0)).isEqualTo(CREATORS * 20);
            assertThat(instances(box)).hasSize(10);
            assertThat(after.whole(CBS, 0))
                    .isEqualTo(instances(box).stream()
                            .mapToLong(each -> each.whole(CS, 0))
                            .sum());
        }

        @Test
        void are_not_disturbed_by_those_that_fail() throws Exception {
            var failing = new Change[] {
                _ -> {
                    throw Refused.conflict("no");
                },
                create(box)
            };
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var failures = IntStream.range(0, 200)
                        .mapToObj(i -> threads.submit(() -> store.commit(failing[i % 2])))
                        .toList();

                concurrently(16, 20);

                assertThat(failures)
                        .allSatisfy(each -> assertThatThrownBy(each::get).hasCauseInstanceOf(RuntimeException.class));
            }
            assertThat(current(box).whole(CNI, 0)).isEqualTo(16 * 20);
            assertThat(instances(box)).hasSize(16 * 20);
        }

        @Test
        void read_their_own_writes() throws Exception {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var found = IntStream.range(0, CREATORS)
                        .mapToObj(_ -> threads.submit(() -> {
                            var made = store.commit(append(box.ri(), "mine")).subject();
                            return store.view().byId(made.ri()).equals(Optional.of(made))
                                    && store.view().byPath(made.path()).equals(Optional.of(made));
                        }))
                        .toList();

                for (var each : found) assertThat(each.get()).isTrue();
            }
        }

        private void concurrently(int threads, int times) throws ExecutionException, InterruptedException {
            var start = new CountDownLatch(1);
            try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                var all = IntStream.range(0, threads)
                        .<Future<?>>mapToObj(i -> pool.submit(() -> {
                            start.await();
                            for (int j = 0; j < times; j++) store.commit(append(box.ri(), "v" + i + "." + j));
                            return null;
                        }))
                        .toList();
                start.countDown();
                for (var each : all) each.get();
            }
        }
    }

    /** Whatever the view is asked for while others write, it answers. */
    @Test
    void readers_see_counters_that_never_fall() throws Exception {
        var writing = CompletableFuture.runAsync(() ->
                IntStream.range(0, 500).forEach(i -> store.commit(append(box.ri(), "v" + i))));
        long seen = 0;
        while (!writing.isDone()) {
            long now = current(box).whole(CNI, 0);
            assertThat(now).isGreaterThanOrEqualTo(seen);
            assertThat(instances(box).size()).isGreaterThanOrEqualTo((int) now);
            seen = now;
        }
        writing.get();
        assertThat(current(box).whole(CNI, 0)).isEqualTo(500);
    }

    protected final Resource current(Resource resource) {
        return store.view().byId(resource.ri()).orElseThrow();
    }

    protected final List<Resource> instances(Resource parent) {
        try (var instances = store.view().instances(parent.ri(), false)) {
            return instances.toList();
        }
    }

    protected static List<String> names(List<Resource> resources) {
        return resources.stream().map(Resource::rn).toList();
    }

    protected static List<String> contents(List<Resource> resources) {
        return resources.stream().map(each -> each.text(CON).orElseThrow()).toList();
    }
}
