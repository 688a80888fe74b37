// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import org.entente.model.Refused;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Allows App-IDs that can be some: those of registered applications start with R, others with N. TS-0004 §7.4.29.2. */
public final class ServiceSubscribedAppRuleProcedure implements Procedure {

    @Override
    public void validate(Turn turn, Resource rule) {
        for (var pattern : rule.texts(Attributes.AAI))
            if (pattern.isEmpty() || "*RN".indexOf(pattern.charAt(0)) < 0)
                throw Refused.badRequest("an App-ID in aai starts with R, N or *, not as " + pattern);
    }
}
