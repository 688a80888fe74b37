// SPDX-License-Identifier: Apache-2.0
package org.entente.model.primitive;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.model.Value;

/** When and how a request wants to be answered. TS-0004 §6.3.4.2.6, TS-0001 §8.1.2. */
public enum ResponseType {
    /** At once with a reference; whoever sent it asks for the result. */
    NON_BLOCKING_SYNCH(1),
    /** At once with a reference; the result is sent to whom the request names. */
    NON_BLOCKING_ASYNCH(2),
    /** With the result. */
    BLOCKING(3),
    /** As the receiver prefers. */
    FLEX_BLOCKING(4),
    /** Not with the result. */
    NO_RESPONSE(5);

    private final int number;

    ResponseType(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** BLOCKING if the request does not say. TS-0004 §6.4.1 */
    public static ResponseType of(Request request) {
        if (!(request.find(Parameter.RESPONSE_TYPE).orElse(null) instanceof Value.Fields given)) return BLOCKING;
        if (!(given.find("rtv").orElse(null) instanceof Value.Whole(var wanted))) return BLOCKING;
        return Arrays.stream(values())
                .filter(each -> each.number == wanted)
                .findFirst()
                .orElse(BLOCKING);
    }

    /** The notificationURI: whom the result is sent to; empty if it is not there, which is not an empty list. */
    public static Optional<List<String>> targets(Request request) {
        if (!(request.find(Parameter.RESPONSE_TYPE).orElse(null) instanceof Value.Fields given))
            return Optional.empty();
        if (!(given.find("nu").orElse(null) instanceof Value.Items(var values))) return Optional.empty();
        return Optional.of(values.stream()
                .flatMap(value -> value instanceof Value.Text(var text) ? Stream.of(text) : Stream.<String>empty())
                .toList());
    }
}
