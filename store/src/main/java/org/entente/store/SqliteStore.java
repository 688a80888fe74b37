// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.entente.cse.store.Change;
import org.entente.cse.store.NotAtHand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Store;
import org.entente.cse.store.StoreUnavailable;
import org.entente.cse.store.View;
import org.entente.model.type.ResourceTypes;

/** Keeps everything in one SQLite file of a data folder; what was committed survives {@code kill -9} and power loss. */
public final class SqliteStore implements Store {
    private final Folder folder;
    private final StoreSettings settings;
    private final Writer writer;
    private final Readers readers;
    private final Cache cache;
    private final View view;
    private final View atHand;

    private SqliteStore(
            Folder folder,
            StoreSettings settings,
            Writer writer,
            Readers readers,
            Cache cache,
            Function<Walk.Look, View> views) {
        this.folder = folder;
        this.settings = settings;
        this.writer = writer;
        this.readers = readers;
        this.cache = cache;
        this.view = views.apply(readers);
        this.atHand = views.apply(SqliteStore::nowhere);
    }

    private static <T> T nowhere(Function<Rows, T> question) {
        throw new NotAtHand();
    }

    /**
     * Opens the store of a data folder, a new one if the folder is empty. An older file is upgraded.
     *
     * @throws StoreUnavailable with a sentence for the operator; the file is as it was
     */
    public static SqliteStore open(Path data, ResourceTypes types, StoreSettings settings) {
        var folder = Folder.hold(data);
        try {
            return open(folder, types, settings);
        } catch (RuntimeException fault) {
            folder.close();
            throw fault;
        }
    }

    private static SqliteStore open(Folder folder, ResourceTypes types, StoreSettings settings) {
        var file = folder.database();
        var database = Database.open(file, settings);
        try {
            Schema.prepare(file, database, types);
            database.execute("PRAGMA journal_mode = WAL");
            database.execute("PRAGMA synchronous = FULL");
            database.execute("PRAGMA wal_autocheckpoint = 0");
            if (settings.maxBytes() > 0)
                database.execute("PRAGMA max_page_count = " + settings.maxBytes() / StoreSettings.PAGE_BYTES);
            return assemble(folder, types, settings, database);
        } catch (RuntimeException fault) {
            database.close();
            throw fault;
        }
    }

    private static SqliteStore assemble(Folder folder, ResourceTypes types, StoreSettings settings, Database database) {
        var words = new Words(database);
        var remains = new Remains(database);
        var rows = new Rows(database, words, types, remains::curtainInTurn);
        var cache = new Cache(settings.cacheBytes(), remains);
        var subscriptions = new Subscriptions(rows);
        var pending = new Pending(rows, cache, subscriptions, remains);
        var batch = new Batch(database, pending, words, new Packer(words), new Sequence(database), remains);
        var readers = new Readers(
                settings.readers(),
                () -> Database.open(folder.database(), settings),
                reader -> new Rows(reader, words, types, remains::curtain));
        var checkpoints = new Checkpoints(database, settings.checkpointPages());
        var writer = new Writer(database, pending, batch, new TurnView(pending, batch, rows, types), checkpoints);
        return new SqliteStore(
                folder, settings, writer, readers, cache, look -> new DurableView(cache, subscriptions, look, types));
    }

    @Override
    public View view() {
        return view;
    }

    @Override
    public View atHand() {
        return atHand;
    }

    @Override
    public Outcome commit(Change change) {
        return writer.commit(change);
    }

    /** What there is to count, at this moment. */
    public StoreCounts counts() {
        return new StoreCounts(writer.waiting(), writer.changes(), writer.batches(), cache.hits(), cache.misses());
    }

    /** @param target a file that does not exist yet; as {@code entente.db} in a data folder it is a store again */
    @Override
    public void backup(Path target) {
        copy(folder.database(), target, settings);
    }

    /**
     * Copies the store of a data folder, be it in use by another process or not.
     *
     * @param target a file that does not exist yet; as {@code entente.db} in a data folder it is a store again
     * @throws StoreUnavailable with a sentence for the operator
     */
    public static void backup(Path data, Path target) {
        var database = Folder.database(data);
        if (!Files.exists(database)) throw new StoreUnavailable("there is no store in " + data);
        copy(database, target, StoreSettings.DEFAULTS);
    }

    private static void copy(Path from, Path target, StoreSettings settings) {
        if (Files.exists(target)) throw new StoreUnavailable("there is a file " + target + " already");
        var unfinished = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.deleteIfExists(unfinished);
            try (var database = Database.open(from, settings)) {
                database.run("VACUUM INTO ?", unfinished.toString());
            }
            Folder.publish(unfinished, target);
        } catch (IOException fault) {
            throw new StoreUnavailable("the backup " + target + " could not be written: " + fault.getMessage(), fault);
        }
    }

    @Override
    public void close() {
        writer.close();
        readers.close();
        folder.close();
    }
}
