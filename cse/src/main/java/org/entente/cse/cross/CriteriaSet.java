// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cross;

import java.util.List;
import org.entente.model.Value;
import org.entente.model.type.Attributes;

/** Which events of its targets a cross-resource subscription waits for. TS-0004 §6.3.5.66. */
final class CriteriaSet {
    private CriteriaSet() {}

    /** One for all targets or one for each of them; empty if there are none. */
    static List<Value> entries(Value.Fields attributes) {
        return attributes.find(Attributes.ENCS.shortName()).orElse(null) instanceof Value.Fields set
                        && set.find("encn").or(() -> set.find("enc")).orElse(null) instanceof Value.Items(var entries)
                ? entries
                : List.of();
    }
}
