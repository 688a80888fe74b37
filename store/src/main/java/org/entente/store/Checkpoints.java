// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves pages of the log into the file, between two batches and after the answers of the first. While batches are small
 * it moves few pages at once, so that whoever comes then waits a short while; while they are large, which is when the
 * writer has more to do than it can, it moves many, since pages that many batches change are then moved once. What is in
 * the log is durable already. The writer's thread alone.
 */
final class Checkpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    /** While batches are small, a third of the pages that may wait else. */
    private static final int FEW = 3;
    /** So many changes or more make a large batch. */
    private static final int LARGE = 4;

    private final Database database;
    private final int most;
    // Since pages were moved.
    private long changes;
    private long batches;
    private boolean isFailing;

    /** @param most pages of the log that may wait */
    Checkpoints(Database database, int most) {
        this.database = database;
        this.most = most;
    }

    /**
     * Moves what there is, if it is enough.
     *
     * @param size how many changes the batch had
     */
    void afterBatch(int size) {
        changes += size;
        batches++;
        try {
            if (database.pagesOfLog() < enough()) return;
            database.moveLog();
            isFailing = false;
        } catch (RuntimeException | Error fault) { // nothing is lost: the next batch tells its own fault
            if (!isFailing) LOG.warn("the log grows, since it cannot be moved into the file: {}", fault.getMessage());
            isFailing = true;
        }
        changes = 0;
        batches = 0;
    }

    private int enough() {
        return changes < LARGE * batches ? Math.max(1, most / FEW) : most;
    }
}
