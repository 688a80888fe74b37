// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.util.Locale;

/** What is concluded about an endpoint from one test purpose; the later one weighs more. */
public enum Verdict {
    /** The purpose does not concern this endpoint, or cannot be judged from outside. */
    NOT_APPLICABLE,
    /** The endpoint does what the standard asks, or what it expressly permits. */
    PASS,
    /** The endpoint could not be brought where the purpose begins, or showed too little to judge. */
    INCONCLUSIVE,
    /** The harness or the path to the endpoint broke: nothing is said about conformity. */
    ERROR,
    /** The endpoint does what the standard forbids. */
    FAIL;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Verdict worse(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
