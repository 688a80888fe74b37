// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.entente.model.Value;

/** How a device took what it was asked; each ending must be told apart. TS-0004 §7.3.2.9. */
public sealed interface Outcome {
    Outcome DONE = new Done(Map.of());

    /**
     * The device did it.
     *
     * @param values what it answered, by path; empty after a write
     */
    record Done(Map<String, Value> values) implements Outcome {
        public Done {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /** The device answered that it will not; {@code error} is its own word for it. */
    record Denied(String error) implements Outcome {}

    /** Nobody answered in time. */
    record Unreachable(String reason) implements Outcome {}
}
