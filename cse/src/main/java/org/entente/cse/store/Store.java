// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.store;

import java.nio.file.Path;

/**
 * Keeps resources and notices. Takes calls from many threads at once.
 *
 * <p>Changes take turns: one after the other decides and writes, so that none loses another's update. What
 * {@link #commit} returned is durable: it survives {@code kill -9} and power loss.
 */
public interface Store extends AutoCloseable {

    /** What lasts at this moment. Never shows a change that is not yet durable. */
    View view();

    /**
     * The same as far as it is in memory, for who must not wait for a file. Questions that memory cannot answer throw
     * {@link NotAtHand}.
     */
    View atHand();

    /**
     * Has a change decide in its turn, and makes all its writes last in one step.
     *
     * @throws RuntimeException what the change threw, a {@link org.entente.model.Refused} above all; nothing was written
     * @throws IllegalStateException if the writes do not fit what there is: a CREATE of what exists, an UPDATE of what does not; nothing was written
     * @throws StoreUnavailable if the store cannot write: a full disk, a lock, a broken file; nothing was written
     */
    Outcome commit(Change change);

    /** Copies everything that lasts at this moment into a new file or folder, while the store goes on. */
    void backup(Path target);

    /** Waits for the changes under way, then lets go of everything; later changes find the store unavailable. */
    @Override
    void close();
}
