// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

/**
 * How much of a document a decoder takes before it refuses.
 *
 * @param bytes size of the whole document
 * @param depth levels of nesting
 */
public record Limits(int bytes, int depth) {
    /** Room for large groups and notices, far below what would trouble the memory. */
    public static final Limits DEFAULT = new Limits(4 * 1024 * 1024, 128);

    public Limits {
        if (bytes < 1 || depth < 1) throw new IllegalArgumentException("limits must be positive");
    }
}
