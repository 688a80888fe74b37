// SPDX-License-Identifier: Apache-2.0
package org.entente.console;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Who may speak as whom; the program answers from its credentials. TS-0004 §7.3.2.1. */
public interface Doorkeeper {

    /** Whom a secret belongs to, empty if to nobody. */
    Optional<Guest> admit(String secret);

    /** Whether somebody without a credential may call himself so; empty text is an AE without a name yet. */
    boolean believes(String originator);

    /**
     * Somebody who showed a credential.
     *
     * @param originators as the credential lists them, wildcards included
     */
    record Guest(List<String> originators, Predicate<String> speaksFor) {
        public Guest {
            originators = List.copyOf(originators);
        }
    }
}
