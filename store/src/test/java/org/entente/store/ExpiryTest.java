// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.store.Samples.*;
import static org.entente.model.type.Attributes.*;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.entente.cse.store.Selection;
import org.entente.cse.store.Write;
import org.entente.model.Value;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What expiry reads, in rows: it depends on what has expired, never on what is kept. */
class ExpiryTest {
    private static final String SOON = "20270101T000000";
    private static final String NOON = "20270101T120000";
    /** A page of instances of each parent that has something to give, and a row for each look. */
    private static final long LITTLE = 200;

    private final Resource base = base();
    private final Resource box = container(base, "box");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {100, 5000})
    void reads_no_more_when_more_is_kept(int kept) {
        fill(box, number -> number <= 3 ? SOON : LATER, kept);

        assertThat(expiredIn(LITTLE)).containsExactly("cin_1", "cin_2", "cin_3");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 5000})
    void reads_no_more_when_instances_expire_out_of_their_order(int kept) {
        fill(box, number -> number % 50 == 7 ? SOON : number % 2 == 0 ? "20280101T000000" : LATER, kept);

        assertThat(expiredIn(LITTLE + 4 * kept / 50)).hasSize(kept / 50).contains("cin_7", "cin_1l");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 5000})
    void knows_whether_a_child_expires_later_without_a_look_at_each(int kept) {
        fill(box, number -> number == 5 || number == kept ? NOON : SOON, kept);

        assertThat(laterThan(SOON)).contains("cse-in/box/cin_" + Long.toString(kept, 36));
        assertThat(laterThan(NOON)).isEmpty();
    }

    /** The child of the box that expires after a time. */
    private Optional<String> laterThan(String time) {
        try (var database = Database.open(folder.resolve("entente.db"), StoreSettings.DEFAULTS)) {
            var rows =
                    new Rows(database, new Words(database), ResourceTypes.standard(), new Remains(database)::curtain);
            var row = rows.byId(box.ri()).orElseThrow();
            long before = database.rowsRead();
            var child = rows.outliving(row, Row.NO_INSTANCE, Times.micros(time).orElseThrow());
            assertThat(database.rowsRead() - before).isLessThan(LITTLE);
            return child.map(Resource::path);
        }
    }

    @Test
    void reads_nothing_of_parents_whose_first_instances_made_room() {
        var boxes = IntStream.range(0, 300)
                .mapToObj(i -> container(base, "box" + i))
                .toList();
        try (var store = LastingTest.open(folder)) {
            store.commit(create(base));
            for (var each : boxes) {
                var first = instance(each, 1, "v").with(ET, SOON);
                store.commit(create(each, first, instance(each, 2, "v")));
                store.commit(write(each, new Write.Evicted(first)));
            }
        }

        assertThat(expiredIn(0)).isEmpty();
    }

    @Test
    void still_finds_instances_that_came_before_the_order_was_kept() {
        fillAsVersionThreeDid();

        try (var store = LastingTest.open(folder)) {
            assertThat(store.view().expired(NOON, 10)).extracting(Resource::rn).containsExactly("cin_3");
            try (var tied = store.view().select(Selection.tied(base))) {
                assertThat(tied.map(Resource::rn)).containsExactly("box");
            }
        }
    }

    /** It said of the container only that its instances do not expire in their order, and of nothing that it is announced. */
    private void fillAsVersionThreeDid() {
        var shown = box.with(AT, Value.texts(List.of("/id-mn/x")));
        try (var old = Database.open(folder.resolve("entente.db"), StoreSettings.DEFAULTS)) {
            Schema.upgrade(old, 0, 3, () -> {});
            var words = new Words(old);
            var packer = new Packer(words);
            var insert = "INSERT INTO resource(seq, ri, parent, at, path, type, latest, body, created, expires)"
                    + " VALUES (?, ?, ?, -1, ?, ?, ?, ?, ?, ?)";
            long created = Derived.created(box).getAsLong();
            old.run(
                    insert,
                    1,
                    base.ri(),
                    0,
                    base.path(),
                    5,
                    null,
                    packer.resource(base, Derived.of(base)),
                    created,
                    null);
            long expires = Derived.expires(box).getAsLong();
            var body = packer.resource(shown, Derived.of(shown));
            old.run(insert, 2, box.ri(), 1, box.path(), 3, -1, body, created, expires);
            for (int i = 1; i <= 4; i++) {
                var each = instance(box, i, "v").with(ET, i == 3 ? SOON : LATER);
                old.run(
                        "INSERT INTO instance(parent, number, created, expires, body) VALUES (2, ?, ?, ?, ?)",
                        i,
                        Derived.created(each).getAsLong(),
                        Derived.expires(each).getAsLong(),
                        packer.resource(each, Derived.of(each, box, i)));
            }
            words.save(old);
        }
    }

    private interface Lifetime {
        String of(int number);
    }

    private void fill(Resource parent, Lifetime lifetime, int count) {
        try (var store = LastingTest.open(folder)) {
            store.commit(create(base, parent));
            var writes = new ArrayList<Write>();
            for (int i = 1; i <= count; i++)
                writes.add(new Write.Created(instance(parent, i, "v").with(ET, lifetime.of(i))));
            store.commit(write(parent, writes.toArray(Write[]::new)));
        }
    }

    private List<String> expiredIn(long rows) {
        try (var file = Database.open(folder.resolve("entente.db"), StoreSettings.DEFAULTS)) {
            var look = new Rows(file, new Words(file), ResourceTypes.standard(), new Remains(file)::curtain);
            long before = file.rowsRead();
            var found = look.expired(Times.micros(NOON).getAsLong(), 1000);
            assertThat(file.rowsRead() - before).isLessThanOrEqualTo(rows);
            return found.stream().map(Resource::rn).toList();
        }
    }
}
