// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.time.Clock;
import org.entente.cse.store.View;
import org.entente.model.Timestamp;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Tells the time that the CSE has when somebody looks. TS-0001 §9.6.3 (currentTime). */
public final class CseBaseProcedure implements Procedure {
    private final Clock clock;

    public CseBaseProcedure(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Resource present(Resource resource, View view) {
        return resource.with(Attributes.CTM, Timestamp.text(clock.instant()));
    }
}
