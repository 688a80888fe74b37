// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entente.cse.store.Samples.*;
import static org.entente.model.type.Attributes.*;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.entente.cse.store.Selection;
import org.entente.cse.store.Store;
import org.entente.cse.store.StoreUnavailable;
import org.entente.cse.store.Write;
import org.entente.model.Value;
import org.entente.model.type.FlexContainer;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceTypes;
import org.entente.model.type.Subscription;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is there again after a stop and a start. */
class LastingTest {
    private final Resource base = base();
    private final Resource box = container(base, "box").with(LBL, Value.texts(List.of("kept")));
    private final Resource watch = subscription(box, "watch");

    @TempDir
    Path folder;

    @BeforeEach
    void fill() {
        try (var store = open(folder)) {
            store.commit(create(base, box, watch));
            for (int i = 1; i <= 20; i++) store.commit(append(box.ri(), "v" + i));
            store.commit(write(watch, new Write.Enqueued(notice(watch, 1, "soon"))));
        }
    }

    @Test
    void everything_is_there_after_a_restart() {
        try (var store = open(folder)) {
            assertComplete(store);
        }
    }

    @Test
    void a_restarted_store_goes_on_where_it_stopped() {
        try (var store = open(folder)) {
            store.commit(append(box.ri(), "next"));
            store.commit(create(container(base, "later")));
        }

        try (var store = open(folder)) {
            assertThat(store.view().byId(box.ri()).orElseThrow().whole(CNI, 0)).isEqualTo(21);
            try (var children = store.view().select(Selection.children(base))) {
                assertThat(children.map(Resource::rn)).containsExactly("box", "later");
            }
        }
    }

    @Test
    void a_resource_whose_type_is_gone_can_be_seen_and_deleted() {
        var type = FlexContainer.specialisation("my:lamp", "lamp", "org.example.lamp")
                .build();
        var lamp = new Resource(type, "cse-in/lamp", container(base, "lamp").attributes());
        try (var store =
                SqliteStore.open(folder, ResourceTypes.standard().with(List.of(type)), StoreSettings.DEFAULTS)) {
            store.commit(create(lamp));
        }

        try (var store = open(folder)) {
            var found = store.view().byPath("cse-in/lamp").orElseThrow();
            assertThat(found.attributes()).isEqualTo(lamp.attributes());
            store.commit(delete(found));
            assertThat(store.view().byPath("cse-in/lamp")).isEmpty();
        }
    }

    @Nested
    class A_backup {
        @Test
        void is_a_store_again() throws Exception {
            var copy = folder.resolve("copy.db");
            try (var store = open(folder)) {
                store.backup(copy);
                store.commit(append(box.ri(), "after the backup"));
            }
            var restored = Files.createDirectory(folder.resolve("restored"));
            Files.copy(copy, restored.resolve("entente.db"));

            try (var store = open(restored)) {
                assertComplete(store);
                store.commit(append(box.ri(), "after the restore"));
                assertThat(store.view().byId(box.ri()).orElseThrow().whole(CNI, 0))
                        .isEqualTo(21);
            }
        }

        @Test
        void is_whole_though_others_write() throws Exception {
            var copy = folder.resolve("copy.db");
            try (var store = open(folder)) {
                var writer = Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 300; i++) store.commit(append(box.ri(), "w" + i));
                });
                store.backup(copy);
                writer.join();
            }
            var restored = Files.createDirectory(folder.resolve("restored"));
            Files.copy(copy, restored.resolve("entente.db"));

            try (var store = open(restored);
                    var instances = store.view().instances(box.ri(), false)) {
                assertThat(instances.count())
                        .isGreaterThanOrEqualTo(20)
                        .isEqualTo(store.view().byId(box.ri()).orElseThrow().whole(CNI, 0));
            }
        }

        @Test
        void leaves_no_half_file_and_overwrites_none() throws Exception {
            var copy = Files.writeString(folder.resolve("copy.db"), "mine");
            try (var store = open(folder)) {
                assertThatThrownBy(() -> store.backup(copy)).isInstanceOf(StoreUnavailable.class);
                assertThatThrownBy(() -> store.backup(folder.resolve("nowhere/copy.db")))
                        .isInstanceOf(StoreUnavailable.class);
                assertComplete(store);
            }

            assertThat(copy).hasContent("mine");
            assertThat(folder).isDirectoryNotContaining("glob:**.part");
        }
    }

    private void assertComplete(Store store) {
        var view = store.view();
        assertThat(view.byPath("cse-in/box").orElseThrow().whole(CNI, 0)).isEqualTo(20);
        assertThat(view.byId(box.ri() + "-k")).contains(instance(box, 20, "v20"));
        assertThat(view.children(box.ri(), Subscription.TYPE.number())).containsExactly(watch);
        assertThat(view.notices(watch.ri(), 10)).containsExactly(notice(watch, 1, "soon"));
        assertThat(view.expired("20400101T000000", 100)).hasSize(22);
        var labelled = Selection.descendants(base).labelled(Set.of("kept"));
        try (var found = view.select(labelled)) {
            assertThat(found.map(Resource::rn)).containsExactly("box");
        }
    }

    static SqliteStore open(Path folder) {
        return SqliteStore.open(folder, ResourceTypes.standard(), StoreSettings.DEFAULTS);
    }
}
