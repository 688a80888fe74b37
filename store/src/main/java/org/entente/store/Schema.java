// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.nio.file.Path;
import java.util.List;
import org.entente.cse.store.StoreUnavailable;
import org.entente.model.type.ResourceTypes;

/** The tables of the file, and how an older file becomes one of today. */
final class Schema {
    /** Written into the head of the file, so that nobody takes another program's file for ours. */
    private static final int APPLICATION = 0x456e7465;

    /** Step {@code n} leads from version {@code n} to {@code n + 1}; version 0 is an empty file. Steps are never changed. */
    private static final List<List<String>> STEPS = List.of(
            List.of(
                    "CREATE TABLE word(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)",
                    // seq rises with every resource: it is the order of creation. parent is that of the parent, or, if
                    // the parent is an instance, of its parent, and at the instance's number; else at is -1.
                    """
                    CREATE TABLE resource(
                      seq INTEGER PRIMARY KEY, ri TEXT NOT NULL UNIQUE, parent INTEGER NOT NULL, at INTEGER NOT NULL,
                      path TEXT NOT NULL UNIQUE, type INTEGER NOT NULL, created INTEGER, expires INTEGER,
                      body BLOB NOT NULL)""",
                    "CREATE INDEX child ON resource(parent, at, seq, type)",
                    "CREATE INDEX beneath ON resource(parent) WHERE at >= 0",
                    "CREATE INDEX kind ON resource(type)",
                    "CREATE INDEX expiry ON resource(expires) WHERE expires IS NOT NULL",
                    // number is -1 for what is no instance.
                    """
                    CREATE TABLE label(
                      label TEXT NOT NULL, seq INTEGER NOT NULL, number INTEGER NOT NULL,
                      PRIMARY KEY(label, seq, number)) WITHOUT ROWID""",
                    "CREATE INDEX labelled ON label(seq, number)",
                    """
                    CREATE TABLE instance(
                      parent INTEGER NOT NULL, number INTEGER NOT NULL, created INTEGER, expires INTEGER,
                      body BLOB NOT NULL, PRIMARY KEY(parent, number)) WITHOUT ROWID""",
                    // Instances that have a name of their own; the others' follow from their number.
                    """
                    CREATE TABLE name(
                      parent INTEGER NOT NULL, name TEXT NOT NULL, number INTEGER NOT NULL,
                      PRIMARY KEY(parent, name)) WITHOUT ROWID""",
                    """
                    CREATE TABLE notice(
                      subscription TEXT NOT NULL, number INTEGER NOT NULL, target TEXT NOT NULL, due TEXT NOT NULL,
                      content BLOB NOT NULL, PRIMARY KEY(subscription, number)) WITHOUT ROWID"""),
            List.of(
                    // When the instances of a resource expire, so that no instance needs an index: none before
                    // earliest; latest is the last one's of those that expire in their order.
                    "ALTER TABLE resource ADD COLUMN earliest INTEGER",
                    "ALTER TABLE resource ADD COLUMN latest INTEGER",
                    "CREATE INDEX horizon ON resource(earliest) WHERE earliest IS NOT NULL",
                    """
                    UPDATE resource SET
                      earliest = (SELECT min(expires) FROM instance WHERE instance.parent = resource.seq),
                      latest = -1
                    WHERE seq IN (SELECT DISTINCT parent FROM instance WHERE expires IS NOT NULL)"""),
            List.of("""
                    CREATE TABLE errand(
                      about TEXT NOT NULL, kind TEXT NOT NULL, due TEXT NOT NULL, details BLOB NOT NULL,
                      PRIMARY KEY(about, kind)) WITHOUT ROWID"""),
            List.of(
                    // Rows below what was deleted, that are still to be removed: path and bound, its last seq, of the
                    // top of a deletion only.
                    """
                    CREATE TABLE remains(
                      id INTEGER PRIMARY KEY, seq INTEGER NOT NULL, path TEXT, bound INTEGER)""",
                    // Resources whose deletion concerns others: senders of notices, and what is announced elsewhere.
                    """
                    CREATE TABLE tied(
                      path TEXT PRIMARY KEY, seq INTEGER NOT NULL, number INTEGER NOT NULL) WITHOUT ROWID""",
                    "INSERT INTO tied SELECT path, seq, -1 FROM resource WHERE type IN (9, 23, 48)",
                    // Instances that expire before an older one of the same parent; of all others, latest tells.
                    """
                    CREATE TABLE odd(
                      parent INTEGER NOT NULL, number INTEGER NOT NULL, expires INTEGER NOT NULL,
                      PRIMARY KEY(parent, number)) WITHOUT ROWID""",
                    "CREATE INDEX odd_expiry ON odd(expires)",
                    """
                    INSERT INTO odd SELECT parent, number, expires FROM instance
                    WHERE expires IS NOT NULL AND parent IN (SELECT seq FROM resource WHERE latest = -1)""",
                    """
                    UPDATE resource SET
                      earliest = NULL, latest = (SELECT max(ifnull(expires, 9223372036854775807))
                        FROM instance WHERE instance.parent = resource.seq)
                    WHERE latest = -1"""),
            // Words of what indexed attributes are equal to, beside the labels; taken from the bodies.
            List.of(),
            List.of(
                    // The minute when it was last modified, and the type of the instances that it has or had.
                    "ALTER TABLE resource ADD COLUMN span INTEGER",
                    "ALTER TABLE resource ADD COLUMN holds INTEGER",
                    "CREATE INDEX made ON resource(created)",
                    "CREATE INDEX touched ON resource(span)",
                    "CREATE INDEX holder ON resource(holds) WHERE holds IS NOT NULL",
                    "CREATE INDEX ending ON resource(parent, at, expires)",
                    "CREATE INDEX born ON instance(created)"),
            // The few children of a type among many others.
            List.of("CREATE INDEX kin ON resource(parent, at, type)"));

    static final int VERSION = STEPS.size();
    /** From which on nothing has to be taken from the bodies any more. */
    private static final int COMPLETED = 6;

    private Schema() {}

    /** Makes the file one of today's version, in one transaction. */
    static void prepare(Path file, Database database, ResourceTypes types) {
        int version = (int) database.number("PRAGMA user_version");
        var application = database.number("PRAGMA application_id");
        boolean empty = version == 0 && database.number("SELECT count(*) FROM sqlite_master") == 0;
        if (!empty && application != APPLICATION) throw new StoreUnavailable(file + " belongs to another program");
        if (version > VERSION)
            throw new StoreUnavailable("the store " + file + " has schema " + version + ", this program knows up to "
                    + VERSION + ": it was written by a newer Entente; start that one, or restore an older backup");
        if (version == VERSION) return;
        boolean isComplete = version == 0 || version >= COMPLETED;
        upgrade(database, version, VERSION, isComplete ? () -> {} : () -> new Completion(database, types).run());
    }

    static void upgrade(Database database, int from, int to, Runnable completion) {
        database.execute("BEGIN IMMEDIATE");
        try {
            for (var step : STEPS.subList(from, to)) step.forEach(database::execute);
            completion.run();
            database.execute("PRAGMA application_id = " + APPLICATION);
            database.execute("PRAGMA user_version = " + to);
            database.execute("COMMIT");
        } catch (RuntimeException fault) {
            database.execute("ROLLBACK");
            throw fault;
        }
    }
}
