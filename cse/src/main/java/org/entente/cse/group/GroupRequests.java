// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.group;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.entente.model.Refused;
import org.entente.model.ResultCode;

/** Remembers which group request has reached which resource, so that none runs in circles. TS-0004 §7.3.3.2. Thread-safe. */
public final class GroupRequests {
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final long MOST_CHARACTERS = 10_000_000;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<String, Long> seen = new LinkedHashMap<>();
    private long characters; // of what has been seen; senders choose how long an identifier is

    public GroupRequests(Clock clock) {
        this.clock = clock;
    }

    /** @throws Refused GROUP_REQUEST_IDENTIFIER_EXISTS if this target had this group request before */
    public void check(String groupRequest, String target) {
        long now = clock.millis();
        lock.lock();
        try {
            var oldest = seen.entrySet().iterator();
            while (oldest.hasNext()) {
                var each = oldest.next();
                if (each.getValue() > now - KEPT.toMillis() && characters < MOST_CHARACTERS) break;
                characters -= each.getKey().length();
                oldest.remove();
            }
            var request = groupRequest + ' ' + target;
            if (seen.putIfAbsent(request, now) != null)
                throw new Refused(
                        ResultCode.GROUP_REQUEST_IDENTIFIER_EXISTS,
                        "group request " + groupRequest + " has already reached " + target);
            characters += request.length();
        } finally {
            lock.unlock();
        }
    }
}
