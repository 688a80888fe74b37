// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cmdh;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.jspecify.annotations.Nullable;

/** A request in the buffer, and whoever waits for it to go. Guarded by the lock of its {@link Buffer}. */
final class Waiting {
    final Request request;
    final String neighbour;
    final long category;
    final Rule.Room room;
    final long size;
    final Instant made;
    final Optional<Instant> deadline;
    final Condition moved;

    /** When its time to go has come; null while it has not. */
    @Nullable
    Instant ready;

    /** By which network it goes; null while it waits. */
    Rule.@Nullable Network network;

    /** Why it will never go. */
    @Nullable
    Refused refusal;

    /** @param deadline empty if it may wait for ever */
    Waiting(
            Request request,
            String neighbour,
            Rule.Room room,
            long size,
            Instant made,
            Optional<Instant> deadline,
            Condition moved) {
        this.request = request;
        this.neighbour = neighbour;
        this.category = Validation.category(request);
        this.room = room;
        this.size = size;
        this.made = made;
        this.deadline = deadline;
        this.moved = moved;
    }

    /** It neither goes just now nor has been told that it never will. */
    boolean isIdle() {
        return network == null && refusal == null;
    }

    boolean isLate(Instant now) {
        return deadline.filter(time -> !time.isAfter(now)).isPresent();
    }

    /** What of several the last alone is to arrive of. TS-0004 §H.2.4 step 2.1.1 */
    List<String> subject() {
        if (request.content().find("m2m:sgn").orElse(null) instanceof Value.Fields notification
                && notification.text("sur").isPresent())
            return List.of(notification.text("sur").get());
        return List.of(request.from(), request.to(), request.operation().name());
    }
}
