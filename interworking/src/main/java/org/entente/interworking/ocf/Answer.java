// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import java.util.Map;
import java.util.function.Function;
import org.entente.interworking.Outcome;
import org.entente.model.Value;

/** What came of a request to a device. */
sealed interface Answer {

    /** The device did it; {@code value} is nothing where it had nothing to say. */
    record Content(Value value) implements Answer {}

    /** The device will not, or answered what makes no sense; in its own words. */
    record Declined(String error) implements Answer {}

    record Silent(String reason) implements Answer {}

    default Outcome outcome(Function<Value, Map<String, Value>> values) {
        return switch (this) {
            case Content(var value) -> new Outcome.Done(values.apply(value));
            case Declined(var error) -> new Outcome.Denied(error);
            case Silent(var reason) -> new Outcome.Unreachable(reason);
        };
    }
}
