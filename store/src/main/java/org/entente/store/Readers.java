// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.entente.cse.store.StoreUnavailable;

/** A few platform threads, each with a connection: native code would pin the carrier of a virtual thread. */
final class Readers implements Walk.Look, AutoCloseable {
    private final List<Database> databases = new ArrayList<>();
    private final BlockingQueue<Rows> idle = new LinkedBlockingQueue<>();
    private final ExecutorService threads;

    Readers(int count, Supplier<Database> open, Function<Database, Rows> rows) {
        for (int i = 0; i < count; i++) {
            var database = open.get();
            database.execute("PRAGMA query_only = 1");
            databases.add(database);
            idle.add(rows.apply(database));
        }
        threads = Executors.newFixedThreadPool(
                count, Thread.ofPlatform().name("store-reader-", 0).daemon().factory());
    }

    /** Waits for the answer: one statement after another, none stays open. */
    @Override
    public <T> T at(Function<Rows, T> question) {
        try {
            return CompletableFuture.supplyAsync(() -> answer(question), threads)
                    .join();
        } catch (RejectedExecutionException closed) {
            throw new StoreUnavailable("the store is closed", closed);
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException fault) throw fault;
            throw failed;
        }
    }

    private <T> T answer(Function<Rows, T> question) {
        // As many as threads: never empty here.
        var rows = idle.remove();
        try {
            return question.apply(rows);
        } finally {
            idle.add(rows);
        }
    }

    @Override
    public void close() {
        threads.close();
        databases.forEach(Database::close);
    }
}
