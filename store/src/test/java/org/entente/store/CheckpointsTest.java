// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.entente.cse.store.Samples.*;

import java.nio.file.Path;
import java.time.Duration;
import org.entente.model.type.ResourceTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When pages of the log move into the file. */
class CheckpointsTest {
    private static final int MOST = 50;
    private static final int MANY = 16;
    private static final StoreSettings SETTINGS =
            new StoreSettings(1 << 20, 1 << 20, 1, MOST, 0, Duration.ofSeconds(1));

    @TempDir
    Path folder = Path.of(".");

    private Database database;
    private Database reader;
    private Checkpoints checkpoints;

    @BeforeEach
    void open() {
        var file = folder.resolve("some.db");
        database = Database.open(file, SETTINGS);
        database.execute("PRAGMA journal_mode = WAL");
        database.execute("PRAGMA wal_autocheckpoint = 0");
        database.execute("CREATE TABLE page(content BLOB)");
        database.moveLog();
        reader = Database.open(file, SETTINGS);
        checkpoints = new Checkpoints(database, MOST);
    }

    @AfterEach
    void close() {
        reader.close();
        database.close();
    }

    @Test
    void while_batches_are_large_many_pages_move_at_once() {
        write(MOST / 2);
        checkpoints.afterBatch(MANY);
        assertThat(database.pagesOfLog()).isBetween(MOST / 2L, MOST - 1L);

        write(MOST);
        checkpoints.afterBatch(MANY);
        assertThat(database.pagesOfLog()).isZero();
    }

    @Test
    void while_batches_are_small_few_pages_move_at_once() {
        write(2);
        checkpoints.afterBatch(1);
        assertThat(database.pagesOfLog()).isBetween(2L, MOST / 3 - 1L);

        write(MOST / 3);
        checkpoints.afterBatch(1);
        assertThat(database.pagesOfLog()).isZero();
    }

    @Test
    void one_large_batch_among_small_ones_changes_nothing() {
        for (int i = 0; i < MANY; i++) checkpoints.afterBatch(1);

        write(MOST / 2);
        checkpoints.afterBatch(MANY);

        assertThat(database.pagesOfLog()).isZero();
    }

    @Test
    void batches_before_the_log_was_moved_do_not_count_for_what_comes() {
        for (int i = 0; i < MANY; i++) checkpoints.afterBatch(1);
        write(MOST);
        checkpoints.afterBatch(1);

        write(MOST / 2);
        checkpoints.afterBatch(MANY);

        assertThat(database.pagesOfLog()).isPositive();
    }

    @Test
    void what_somebody_still_reads_stays_and_moves_later() {
        reader.execute("BEGIN");
        assertThat(reader.number("SELECT count(*) FROM page")).isZero();
        write(2 * MOST);
        checkpoints.afterBatch(MANY);
        assertThat(database.pagesOfLog()).isPositive();

        reader.execute("COMMIT");
        checkpoints.afterBatch(MANY);

        assertThat(database.pagesOfLog()).isZero();
        assertThat(reader.number("SELECT count(*) FROM page")).isEqualTo(2 * MOST);
    }

    @Test
    void log_that_cannot_be_moved_stops_nobody() {
        write(2 * MOST);
        database.execute("BEGIN IMMEDIATE"); // SQLite refuses to move a log within a transaction

        assertThatCode(() -> checkpoints.afterBatch(MANY)).doesNotThrowAnyException();

        database.execute("ROLLBACK");
        checkpoints.afterBatch(MANY);
        assertThat(database.pagesOfLog()).isZero();
    }

    @Test
    void log_of_a_store_does_not_grow_with_what_is_written() {
        var data = folder.resolve("data");
        try (var store = SqliteStore.open(data, ResourceTypes.standard(), SETTINGS);
                var other = Database.open(Folder.database(data), SETTINGS)) {
            var box = container(base(), "box");
            store.commit(create(base(), box));

            for (int i = 0; i < 4 * MOST; i++) store.commit(append(box.ri(), "x".repeat(1000)));
            store.commit(append(box.ri(), "after the others' pages have been moved"));

            assertThat(other.pagesOfLog()).isLessThan(2 * MOST);
        }
    }

    private void write(int pages) {
        database.execute("BEGIN");
        for (int i = 0; i < pages; i++) database.run("INSERT INTO page VALUES (zeroblob(4000))");
        database.execute("COMMIT");
    }
}
