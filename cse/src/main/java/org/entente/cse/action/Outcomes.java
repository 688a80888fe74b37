// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.util.Optional;
import org.entente.cse.address.Identity;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.model.type.Resource;

/** What a change of the CSE's own is about: the resource it was meant for, or the CSEBase when that has gone. */
record Outcomes(Identity identity) {

    /** Nothing is written yet. */
    Outcome about(Optional<Resource> meant, View view) {
        return Outcome.of(meant.orElseGet(() -> view.byId(identity.baseId()).orElseThrow()));
    }
}
