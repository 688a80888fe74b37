// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.request;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.model.Refused;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;

/**
 * How long a {@code <request>} lasts. TS-0004 table 7.3.2.2-1.
 *
 * @param persistence of a result whose request does not say
 * @param most a longer one is refused
 */
record Lifespan(Duration persistence, Duration most) {

    /** The expirationTime of one that is not done yet. */
    Instant planned(Request request, Instant now) {
        var start = request.time(Parameter.OPERATION_EXECUTION_TIME, now)
                .filter(now::isBefore)
                .orElse(now);
        var end = afterwards(request, start);
        var rqet = request.time(Parameter.REQUEST_EXPIRATION_TIMESTAMP, now);
        var latest = rqet.filter(end::isBefore).orElse(end);
        if (latest.isAfter(now.plus(most)))
            throw Refused.badRequest("the times of the request lie further ahead than a resource may last");
        return latest;
    }

    /** The expirationTime of one that was done just now. TS-0001 §8.1.2 (Result Persistence) */
    Instant afterwards(Request request, Instant done) {
        var kept = request.time(Parameter.RESULT_PERSISTENCE, done);
        var asked = request.time(Parameter.RESULT_EXPIRATION_TIMESTAMP, done);
        return Stream.of(Optional.of(kept.orElse(done.plus(persistence))), asked)
                .flatMap(Optional::stream)
                .max(Instant::compareTo)
                .orElse(done);
    }
}
