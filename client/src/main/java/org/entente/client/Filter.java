// SPDX-License-Identifier: Apache-2.0
package org.entente.client;

import java.util.List;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.type.ResourceType;

/** What to look for. TS-0001 §8.1.2 (Filter Criteria). */
public record Filter(Value.Fields criteria) {
    private static final int DISCOVERY = 1;

    /** Everything that the originator may discover. */
    public static final Filter ALL = new Filter(Value.field("fu", Value.of(DISCOVERY)));

    public Filter type(ResourceType type) {
        return with("ty", Value.of(List.of(Value.of(type.number()))));
    }

    public Filter label(String label) {
        return with("lbl", Value.texts(List.of(label)));
    }

    public Filter limit(int most) {
        return with("lim", Value.of(most));
    }

    /** Any other criterion by its short name, such as {@code crb}. */
    public Filter with(String criterion, Value value) {
        return new Filter(criteria.with(criterion, value));
    }

    FilterCriteria asParameter() {
        return new FilterCriteria(criteria);
    }
}
