// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.store;

/** What is asked for may be there, and is not in memory. See {@link Store#atHand}. */
public final class NotAtHand extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NotAtHand() {
        super("not in memory", null, false, false); // one for each cold resource: without a trace it costs little
    }
}
