// SPDX-License-Identifier: Apache-2.0
package org.entente.semantics;

/** A document that does not conform to its format, or goes beyond our limits. */
final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unreadable(String reason) {
        super(reason, null, false, false);
    }
}
