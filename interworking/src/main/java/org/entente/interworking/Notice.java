// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.Map;
import java.util.Optional;
import org.entente.model.Value;
import org.entente.model.primitive.Request;

/**
 * A notification as an application of ours needs it. TS-0004 §6.3.5.13, §7.5.1.2.
 *
 * @param subscription the address of the subscription that caused it, as the CSE wrote it
 * @param verification asks only whether notifications are welcome
 * @param event 0 if none is told
 * @param representation the attributes that the event carries
 */
public record Notice(
        String subscription, boolean verification, boolean deletion, long event, Value.Fields representation) {
    static final int UPDATED = 1;
    static final int CHILD_CREATED = 3;
    static final int CHILD_DELETED = 4;
    static final int BLOCKING_UPDATE = 7;

    public static Optional<Notice> of(Request request) {
        return request.content().find("m2m:sgn").flatMap(Notice::fields).map(Notice::of);
    }

    private static Notice of(Value.Fields sgn) {
        var event = sgn.find("nev").flatMap(Notice::fields).orElse(Value.Fields.EMPTY);
        var representation =
                event.find("rep").flatMap(Notice::fields).flatMap(Notice::inner).orElse(Value.Fields.EMPTY);
        return new Notice(
                sgn.text("sur").orElse(""),
                isTrue(sgn, "vrq"),
                isTrue(sgn, "sud"),
                event.find("net").orElse(Value.of(0)) instanceof Value.Whole(var number) ? number : 0,
                representation);
    }

    Map<String, Value> attributes() {
        return representation.members();
    }

    private static Optional<Value.Fields> fields(Value value) {
        return value instanceof Value.Fields fields ? Optional.of(fields) : Optional.empty();
    }

    /** What stands under the root name. */
    private static Optional<Value.Fields> inner(Value.Fields representation) {
        return representation.members().values().stream().findFirst().flatMap(Notice::fields);
    }

    private static boolean isTrue(Value.Fields sgn, String name) {
        return sgn.find(name).filter(Value.of(true)::equals).isPresent();
    }
}
