// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.store;

import java.util.Optional;

/**
 * A stretch of time, both ends included.
 *
 * @param from a oneM2M time; empty for no bound
 * @param to a oneM2M time; empty for no bound
 */
public record Period(Optional<String> from, Optional<String> to) {
    public static final Period ALWAYS = new Period(Optional.empty(), Optional.empty());

    public boolean isBounded() {
        return from.isPresent() || to.isPresent();
    }
}
