// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.entente.cse.store.Samples.*;
import static org.entente.model.type.Attributes.*;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.cse.store.Period;
import org.entente.cse.store.Periods;
import org.entente.cse.store.Selection;
import org.entente.cse.store.Trait;
import org.entente.cse.store.Write;
import org.entente.model.Value;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the first page of a selection reads, in rows: it depends on the page, never on how large the tree is. */
class FirstPageTest {
    private static final int PAGE = 20;
    /** A page of the walk, in the index and the resources themselves. */
    private static final long LITTLE = 2 * 128 + 10;
    /** Of so many one is what is looked for. */
    private static final int SHARE = 50;

    /** So much of two indices is looked at to see which has less. */
    private static final int COMPARED = 512;

    private static final String RECENT = "20270101T000000,000000";

    private final Resource base = base();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1000, 20_000})
    void by_the_value_of_an_attribute_reads_no_more_in_a_larger_tree(int size) {
        fill(size);

        assertThat(rowsOf(Selection.descendants(base).having(Set.of(new Trait("cr", "Cme")))))
                .isLessThan(LITTLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 20_000})
    void by_type_reads_no_more_in_a_larger_tree(int size) {
        fill(size);

        assertThat(rowsOf(Selection.descendants(base).ofTypes(24))).isLessThan(LITTLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 20_000})
    void by_label_reads_no_more_in_a_larger_tree(int size) {
        fill(size);

        assertThat(rowsOf(Selection.descendants(base).labelled(Set.of("rare")))).isLessThan(LITTLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 20_000})
    void by_type_of_instance_reads_no_more_in_a_larger_tree(int size) {
        fill(size);

        assertThat(rowsOf(Selection.descendants(base).ofTypes(4))).isLessThan(LITTLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 20_000})
    void by_times_reads_no_more_in_a_larger_tree(int size) {
        fill(size);
        var since = new Period(Optional.of(RECENT), Optional.empty());
        var all = Selection.descendants(base);

        assertThat(rowsOf(all.within(new Periods(since, Period.ALWAYS, Period.ALWAYS))))
                .isLessThan(LITTLE);
        assertThat(rowsOf(all.within(new Periods(Period.ALWAYS, since, Period.ALWAYS))))
                .isLessThan(LITTLE);
        assertThat(rowsOf(all.within(new Periods(Period.ALWAYS, Period.ALWAYS, since))))
                .isLessThan(LITTLE);
        assertThat(rowsOf(all.ofTypes(4).within(new Periods(since, Period.ALWAYS, Period.ALWAYS))))
                .isLessThan(LITTLE + 2 * COMPARED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 20_000})
    void begins_at_the_index_that_has_less(int size) {
        fill(size);
        var always = new Period(Optional.of(BEGIN), Optional.empty());

        assertThat(rowsOf(Selection.descendants(base)
                        .ofTypes(24)
                        .within(new Periods(always, Period.ALWAYS, Period.ALWAYS))))
                .isLessThan(LITTLE + 2 * COMPARED);
    }

    @Test
    void children_of_a_type_are_found_without_a_look_at_the_others() {
        fill(1000);
        try (var database = Database.open(folder.resolve("entente.db"), StoreSettings.DEFAULTS)) {
            var plan = database.list("EXPLAIN QUERY PLAN " + Rows.CHILDREN, row -> row.getString("detail"), 1, -1, 16);

            assertThat(plan).singleElement(as(STRING)).endsWith("USING INDEX kin (parent=? AND at=? AND type=?)");
        }
    }

    /** What is looked for comes at the end of the tree. */
    private void fill(int size) {
        try (var store = LastingTest.open(folder)) {
            var writes = new ArrayList<Write>(List.of(new Write.Created(base)));
            int plain = size - size / SHARE;
            for (int i = 0; i < plain; i++) writes.add(new Write.Created(container(base, "box" + i)));
            for (int i = plain; i < size; i++) {
                writes.add(new Write.Created(
                        recent(descriptor(base, "rare" + i).with(CR, "Cme").with(LBL, Value.texts(List.of("rare"))))));
                writes.add(new Write.Created(recent(instance(container(base, "box" + (i - plain)), 1, "v"))));
            }
            store.commit(write(base, writes.toArray(Write[]::new)));
        }
    }

    private static Resource recent(Resource resource) {
        return resource.with(CT, RECENT).with(LT, RECENT).with(ET, "20990101T000000,000000");
    }

    private long rowsOf(Selection selection) {
        try (var database = Database.open(folder.resolve("entente.db"), StoreSettings.DEFAULTS)) {
            var words = new Words(database);
            var rows = new Rows(database, words, ResourceTypes.standard(), new Remains(database)::curtain);
            long before = database.rowsRead();
            try (var found = Walk.of(selection, ResourceTypes.standard(), Walk.in(rows))) {
                assertThat(found.limit(PAGE)).hasSize(PAGE);
            }
            return database.rowsRead() - before;
        }
    }
}
