// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entente.cse.store.Samples.*;
import static org.entente.model.type.Attributes.*;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.entente.cse.store.NotAtHand;
import org.entente.cse.store.Selection;
import org.entente.cse.store.Store;
import org.entente.cse.store.Write;
import org.entente.model.Value;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A first page that was read before comes from memory, and shows what lasts all the same. */
class HotPageTest {
    /** How many resources a look at an index goes on by. */
    private static final int PAGE = 128;

    private static final int BOXES = 1000;
    private static final int CHANGES = 100;

    private final Resource base = base();
    private final Resource shed = container(base, "shed");
    private final Selection boxes = Selection.descendants(base).labelled(Set.of("box"));
    private final Selection instances = Selection.descendants(base).ofTypes(4);

    @TempDir
    Path folder = Path.of(".");

    @BeforeEach
    void fill() {
        try (var store = open(StoreSettings.DEFAULTS)) {
            var writes = new ArrayList<Write>(List.of(new Write.Created(base), new Write.Created(shed)));
            for (int i = 0; i < BOXES; i++) {
                writes.add(new Write.Created(box(i)));
                writes.add(new Write.Created(instance(box(i), 1, "v")));
            }
            store.commit(write(base, writes.toArray(Write[]::new)));
        }
    }

    private SqliteStore open(StoreSettings settings) {
        return SqliteStore.open(folder, ResourceTypes.standard(), settings);
    }

    private Resource box(int number) {
        return container(shed, "box" + number).with(LBL, Value.texts(List.of("box")));
    }

    private List<Resource> first(Store store, Selection selection) {
        try (var found = store.view().select(selection)) {
            return found.limit(10).toList();
        }
    }

    @Test
    void what_it_showed_is_at_hand() {
        try (var store = open(StoreSettings.DEFAULTS)) {
            assertThatThrownBy(() -> store.atHand().byId(box(0).ri())).isInstanceOf(NotAtHand.class);

            var found = first(store, boxes);

            assertThat(found.getFirst()).isEqualTo(box(0));
            assertThat(store.atHand().byId(box(0).ri()))
                    .hasValueSatisfying(each -> assertThat(each).isSameAs(found.getFirst()));
            assertThat(first(store, boxes).getFirst()).isSameAs(found.getFirst());
        }
    }

    @Test
    void instances_are_at_hand_with_the_resource_that_they_are_in() {
        try (var store = open(StoreSettings.DEFAULTS)) {
            var read = first(store, instances);
            assertThat(first(store, instances).getFirst())
                    .isEqualTo(read.getFirst())
                    .isNotSameAs(read.getFirst());

            first(store, boxes);
            var kept = first(store, instances);

            assertThat(first(store, instances).getFirst())
                    .isEqualTo(read.getFirst())
                    .isSameAs(kept.getFirst());
        }
    }

    @Test
    void the_rest_of_a_long_answer_is_not_kept() {
        try (var store = open(StoreSettings.DEFAULTS)) {
            try (var found = store.view().select(boxes)) {
                assertThat(found).hasSize(BOXES);
            }

            assertThat(store.atHand().byId(box(PAGE - 1).ri())).isPresent();
            assertThatThrownBy(() -> store.atHand().byId(box(PAGE).ri())).isInstanceOf(NotAtHand.class);
        }
    }

    @Test
    void nor_what_a_long_search_for_few_looked_at() {
        var few = Selection.descendants(shed).labelled(Set.of("box")).ofTypes(24);
        try (var store = open(StoreSettings.DEFAULTS)) {
            assertThat(first(store, few)).isEmpty();

            assertThatThrownBy(() -> store.atHand().byId(box(PAGE).ri())).isInstanceOf(NotAtHand.class);
        }
    }

    @Test
    void it_shows_what_was_changed_since() {
        try (var store = open(StoreSettings.DEFAULTS)) {
            first(store, boxes);
            first(store, instances);
            first(store, instances);

            store.commit(update(box(0), box(0).with(MNI, 7)));
            store.commit(delete(box(1)));
            store.commit(delete(instance(box(2), 1, "v")));

            assertThat(first(store, boxes))
                    .extracting(Resource::rn)
                    .startsWith("box0", "box2", "box3")
                    .hasSize(10);
            assertThat(first(store, boxes).getFirst().whole(MNI, 0)).isEqualTo(7);
            assertThat(first(store, instances)).extracting(Resource::pi).startsWith(box(0).ri(), box(3).ri());
        }
    }

    @Test
    void nothing_of_a_deleted_tree_is_shown_though_its_rows_wait_for_removal() {
        try (var store = open(StoreSettings.DEFAULTS)) {
            first(store, boxes);
            first(store, instances);
            var other = container(base, "other").with(LBL, Value.texts(List.of("box")));
            store.commit(create(other));

            store.commit(delete(shed));

            assertThat(first(store, boxes)).containsExactly(other);
            assertThat(first(store, instances)).isEmpty();
        }
    }

    @Test
    void what_was_read_before_it_was_deleted_is_not_kept() {
        try (var database = Database.open(folder.resolve("entente.db"), StoreSettings.DEFAULTS)) {
            var cache = new Cache(StoreSettings.DEFAULTS.cacheBytes(), new Remains(database));
            var row = new Row(7, Row.NEVER, Row.NONE_YET, box(0));
            var page = cache.shelf(PAGE);
            assertThat(page.at(new Key(0, row.seq(), Row.NO_INSTANCE))).isEmpty();

            cache.publish(List.of(Draft.gone(box(0).ri(), box(0).path())));
            page.read(row);

            assertThat(cache.byId(box(0).ri())).isNull();
        }
    }

    /** What a reader has read and what the writer publishes meet in the cache, which has room for a few only. */
    @Test
    void a_page_that_was_read_before_a_change_never_covers_it() throws Exception {
        var small = new StoreSettings(40_000, 1 << 20, 2, 500, 0, Duration.ofSeconds(10));
        var isOver = new AtomicBoolean();
        try (var store = open(small);
                var others = Executors.newVirtualThreadPerTaskExecutor()) {
            var readers = IntStream.range(0, 4)
                    .mapToObj(_ -> others.submit(() -> {
                        while (!isOver.get()) first(store, boxes);
                    }))
                    .toList();
            try {
                for (int i = 1; i <= CHANGES; i++) {
                    var changed = box(i % 10).with(MNI, i);
                    store.commit(update(box(i % 10), changed));
                    assertThat(first(store, boxes)).contains(changed);
                }
            } finally {
                isOver.set(true);
            }
            for (var each : readers) each.get();
        }
    }
}
