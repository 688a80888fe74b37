// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.util.List;
import org.entente.bindings.wire.Preferences;
import org.entente.cse.Cse;

/** What the AEs and CSEs take that are registered at a CSE. TS-0001 §9.6.4, §9.6.5 (contentSerialization). */
record RegisteredPreferences(Cse cse) implements Preferences {
    @Override
    public List<String> of(String originator) {
        return cse.takenBy(originator);
    }

    @Override
    public boolean isAtHand(String originator) {
        return cse.isTakenByAtHand(originator);
    }
}
