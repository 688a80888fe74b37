// SPDX-License-Identifier: Apache-2.0
package org.entente.model;

import org.jspecify.annotations.Nullable;

/**
 * A place beside what is shown again and again, for the bytes that it was written as. What it belongs to cannot change,
 * so they hold as long as it is there. Safe for many threads.
 */
public final class Imprint {
    /** What is larger takes long to send anyway, and would fill the memory. */
    private static final int MOST_BYTES = 2048;

    // Volatile: whoever sees the array sees what is in it. Two who write at once write the same.
    private volatile byte @Nullable [] json;

    Imprint() {}

    /** As JSON; null if nobody has written it yet. Not to be changed. */
    public byte @Nullable [] json() {
        return json;
    }

    public void keepJson(byte[] written) {
        if (written.length <= MOST_BYTES) json = written;
    }
}
