// SPDX-License-Identifier: Apache-2.0
package org.entente.model;

import org.jspecify.annotations.Nullable;

/**
 * What is shown again and again keeps the bytes that it was written as, and what was found out about it. It cannot
 * change, so both hold as long as it is there. Safe for many threads.
 */
public sealed interface Imprint permits Members {

    /** As JSON; null if nobody has written it yet, or it is too long to be kept. Not to be changed. */
    byte @Nullable [] json();

    void keepJson(byte[] written);

    /** Whether every release knows all of it, so that nothing has to be looked for that one does not. */
    boolean isCommon();

    void keepCommon();
}
