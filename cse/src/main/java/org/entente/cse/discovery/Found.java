// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

import java.util.List;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Response;

/**
 * A part of what there is to find.
 *
 * @param next the offset at which the rest begins, 0 if there is none
 */
record Found<T>(List<T> items, long next) {
    private static final int PARTIAL_CONTENT = 1;

    Found {
        items = List.copyOf(items);
    }

    /** Tells the asker that there is more, and where to go on. TS-0001 §8.1.3 (Content Status, Content Offset) */
    Response mark(Response response) {
        if (next == 0) return response;
        return response.with(Parameter.CONTENT_STATUS, Value.of(PARTIAL_CONTENT))
                .with(Parameter.CONTENT_OFFSET, Value.of(next));
    }
}
