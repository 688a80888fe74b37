// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.delivery;

import java.util.List;
import org.entente.model.Value;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** The requests that a delivery carries. TS-0004 §6.3.5.18 (aggregatedRequest) */
final class Entries {
    private Entries() {}

    static List<Value> in(Resource delivery) {
        return delivery.value(Attributes.ARQ).orElse(null) instanceof Value.Fields aggregated
                        && aggregated.find("req").orElse(null) instanceof Value.Items(var requests)
                ? requests
                : List.of();
    }

    static Value of(List<Value> requests) {
        return Value.field("req", Value.of(requests));
    }
}
