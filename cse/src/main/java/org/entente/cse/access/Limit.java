// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How often a context may still let somebody in (accessControlLimit, Release 4). Thread-safe.
 *
 * <p>Counted is each request that no unlimited rule permits and this one does, whoever sends it. The count is not
 * durable: it starts anew with the process, and when the policy's privileges change.
 */
final class Limit {
    private final AtomicLong left;

    Limit(long most) {
        left = new AtomicLong(most);
    }

    boolean grants(boolean consumes) {
        if (!consumes) return left.get() > 0;
        return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }
}
