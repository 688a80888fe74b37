// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entente.cse.store.Samples.*;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.cse.address.Identifiers;
import org.entente.cse.store.Period;
import org.entente.cse.store.Periods;
import org.entente.cse.store.Selection;
import org.entente.cse.store.StoreUnavailable;
import org.entente.cse.store.Trait;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files the store opens, and that it leaves alone those that it does not. */
class SchemaTest {
    private final Resource base = base();
    private final Resource box = container(base, "box");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("entente.db");
    }

    @Test
    void an_older_file_is_upgraded_and_keeps_what_it_had() {
        try (var old = Database.open(file, StoreSettings.DEFAULTS)) {
            Schema.upgrade(old, 0, 1, () -> {});
            fillAsVersionOneDid(old);
        }

        try (var store = LastingTest.open(folder)) {
            assertThat(store.view().byPath("cse-in/box")).contains(box);
            assertThat(store.view().byId(Identifiers.instance(box.ri(), 7))).contains(soon());
            assertThat(store.view().expired("20270101T000000", 10)).containsExactly(soon());
            store.commit(append(box.ri(), "new"));
        }
        try (var today = Database.open(file, StoreSettings.DEFAULTS)) {
            assertThat(today.number("PRAGMA user_version")).isEqualTo(Schema.VERSION);
        }
    }

    @Test
    void what_resources_are_equal_to_is_found_in_an_older_file() {
        var mine = box.with(Attributes.CR, "Cme");
        var note = instance(box, 1, "note").with(Attributes.CR, "Cme");
        try (var store = LastingTest.open(folder)) {
            store.commit(create(base, mine, note));
        }
        // Version 4 had the tables of today, with labels alone in this one.
        try (var old = Database.open(file, StoreSettings.DEFAULTS)) {
            undoTimes(old);
            old.execute("DELETE FROM label");
            old.execute("PRAGMA user_version = 4");
        }

        try (var store = LastingTest.open(folder);
                var found = store.view().select(Selection.descendants(base).having(Set.of(new Trait("cr", "Cme"))))) {
            assertThat(found).containsExactly(mine, note);
        }
    }

    @Test
    void times_and_types_of_instances_are_found_in_an_older_file() {
        var note = instance(box, 1, "note").with(Attributes.CT, "20270101T000000,000000");
        var changed = instance(box, 2, "changed").with(Attributes.LT, "20270303T000000,000000");
        var late = container(base, "late").with(Attributes.LT, "20270301T000000,000000");
        try (var store = LastingTest.open(folder)) {
            store.commit(create(base, box, note, changed, late));
        }
        try (var old = Database.open(file, StoreSettings.DEFAULTS)) {
            undoTimes(old);
            old.execute("DELETE FROM label");
            old.execute("PRAGMA user_version = 5");
        }

        var since = new Period(Optional.of("20270101T000000"), Optional.empty());
        var all = Selection.descendants(base);
        try (var store = LastingTest.open(folder)) {
            assertThat(found(store, all.ofTypes(4))).containsExactly(note, changed);
            assertThat(found(store, all.within(new Periods(since, Period.ALWAYS, Period.ALWAYS))))
                    .containsExactly(note);
            assertThat(found(store, all.within(new Periods(Period.ALWAYS, since, Period.ALWAYS))))
                    .containsExactly(late, changed);
        }
    }

    private static List<Resource> found(SqliteStore store, Selection selection) {
        try (var found = store.view().select(selection)) {
            return found.toList();
        }
    }

    @Test
    void children_by_type_are_found_in_an_older_file() {
        try (var store = LastingTest.open(folder)) {
            store.commit(create(base, box));
        }
        try (var old = Database.open(file, StoreSettings.DEFAULTS)) {
            undoKin(old);
            old.execute("PRAGMA user_version = 6");
        }

        try (var store = LastingTest.open(folder)) {
            assertThat(store.view().children(base.ri(), 3)).containsExactly(box);
        }
    }

    /** Takes away what version 7 brought. */
    private static void undoKin(Database old) {
        old.execute("DROP INDEX kin");
    }

    /** Takes away what version 6 brought, and those behind it. */
    private static void undoTimes(Database old) {
        undoKin(old);
        for (var index : List.of("made", "touched", "holder", "ending", "born")) old.execute("DROP INDEX " + index);
        for (var column : List.of("span", "holds")) old.execute("ALTER TABLE resource DROP COLUMN " + column);
    }

    private Resource soon() {
        return instance(box, 7, "seven").with(Attributes.ET, "20261231T235959,000000");
    }

    /** Schema 1 had the tables of today, without what tells when instances expire. */
    private void fillAsVersionOneDid(Database old) {
        var words = new Words(old);
        var packer = new Packer(words);
        var insert = "INSERT INTO resource(seq, ri, parent, at, path, type, created, expires, body)"
                + " VALUES (?, ?, ?, -1, ?, ?, ?, ?, ?)";
        var created = Derived.created(box).getAsLong();
        old.run(insert, 1, base.ri(), 0, base.path(), 5, created, null, packer.resource(base, Derived.of(base)));
        var expires = Derived.expires(box).getAsLong();
        old.run(insert, 2, box.ri(), 1, box.path(), 3, created, expires, packer.resource(box, Derived.of(box)));
        old.run(
                "INSERT INTO instance(parent, number, created, expires, body) VALUES (2, 7, ?, ?, ?)",
                created,
                Derived.expires(soon()).getAsLong(),
                packer.resource(soon(), Derived.of(soon(), box, 7)));
        words.save(old);
    }

    @Test
    void a_newer_file_is_refused_and_left_alone() throws Exception {
        LastingTest.open(folder).close();
        try (var newer = Database.open(file, StoreSettings.DEFAULTS)) {
            newer.execute("PRAGMA user_version = " + (Schema.VERSION + 1));
        }
        var before = Files.readAllBytes(file);

        assertThatThrownBy(() -> LastingTest.open(folder))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("schema " + (Schema.VERSION + 1))
                .hasMessageContaining("newer Entente");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void another_programs_file_is_refused_and_left_alone() throws Exception {
        try (var other = Database.open(file, StoreSettings.DEFAULTS)) {
            other.execute("CREATE TABLE theirs(a)");
        }
        var before = Files.readAllBytes(file);

        assertThatThrownBy(() -> LastingTest.open(folder))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("belongs to another program");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void a_file_that_is_no_database_is_refused_and_left_alone() throws Exception {
        Files.writeString(file, "no database at all ".repeat(1000));
        var before = Files.readAllBytes(file);

        assertThatThrownBy(() -> LastingTest.open(folder))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("damaged")
                .hasMessageContaining("backup");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void a_damaged_file_is_said_to_be_damaged() throws Exception {
        try (var store = LastingTest.open(folder)) {
            store.commit(create(base, box));
            for (int i = 0; i < 100; i++) store.commit(append(box.ri(), "v".repeat(500)));
        }
        var bytes = Files.readAllBytes(file);
        for (int i = 2 * StoreSettings.PAGE_BYTES; i < bytes.length; i++) bytes[i] = (byte) 0xa5;
        Files.write(file, bytes);

        assertThatThrownBy(() -> LastingTest.open(folder))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("damaged");
        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void a_folder_in_use_is_refused() {
        try (var first = LastingTest.open(folder)) {
            assertThatThrownBy(() -> LastingTest.open(folder))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("in use by another Entente");
            first.commit(create(base));
        }
        LastingTest.open(folder).close();
    }
}
