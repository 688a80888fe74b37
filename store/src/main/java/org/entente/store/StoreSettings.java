// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.time.Duration;

/**
 * How much a store may take.
 *
 * @param cacheBytes how much of the heap hot resources may fill, by estimate
 * @param pageCacheBytes how much each connection keeps of the file
 * @param readers how many reads run at once; each has a platform thread and a connection
 * @param checkpointPages how many pages of the log may wait to be moved into the file; while batches are small, a third
 *     of them
 * @param maxBytes how large the file may grow; 0 for as large as the disk allows
 * @param lockWait how long to wait for another program that has locked the file
 */
public record StoreSettings(
        long cacheBytes, long pageCacheBytes, int readers, int checkpointPages, long maxBytes, Duration lockWait) {
    static final int PAGE_BYTES = 4096;

    public static final StoreSettings DEFAULTS =
            new StoreSettings(64L << 20, 8L << 20, 2, 500, 0, Duration.ofSeconds(1));

    public StoreSettings {
        if (cacheBytes < 0 || maxBytes < 0) throw new IllegalArgumentException("a size cannot be negative");
        if (pageCacheBytes < PAGE_BYTES) throw new IllegalArgumentException("the page cache must hold a page");
        if (readers < 1) throw new IllegalArgumentException("at least one reader is needed");
        if (checkpointPages < 1) throw new IllegalArgumentException("checkpoint-pages must be positive");
        if (lockWait.isNegative()) throw new IllegalArgumentException("lock-wait cannot be negative");
    }

    public StoreSettings withMaxBytes(long bytes) {
        return new StoreSettings(cacheBytes, pageCacheBytes, readers, checkpointPages, bytes, lockWait);
    }
}
