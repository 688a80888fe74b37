// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.semantics;

import org.entente.model.Refused;

/** Understands descriptors; for now it tells whether they are what they say. TS-0004 §7.4.34. */
@FunctionalInterface
public interface SemanticIndex {

    /**
     * Reads a descriptor from beginning to end. It keeps nothing, asks nobody, and ends within a bounded time: the
     * document may come from anybody.
     *
     * @throws Refused BAD_REQUEST if the descriptor does not conform to its format, NOT_IMPLEMENTED if nobody here can
     *     read the format
     */
    void check(SemanticFormat format, byte[] descriptor);
}
