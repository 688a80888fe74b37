// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.util.List;
import org.entente.cse.store.Notice;
import org.entente.model.Timestamp;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/**
 * What becomes of notices that came while a schedule was closed. Those that came before and could not be delivered in
 * time are none of them. TS-0001 §9.6.8 (pendingNotification), TS-0004 §7.5.1.2.2 step 4.0.
 */
final class Pending {
    private static final long SEND_LATEST = 1; // m2m:pendingNotification
    private static final long SEND_ALL = 2;

    private Pending() {}

    /**
     * Those that the subscription does not want to be kept.
     *
     * @param more whether later ones are waiting elsewhere
     */
    static List<Notice> unwanted(Resource subscription, List<Notice> waiting, boolean more, Opening opening) {
        if (opening.all().isEmpty()) return List.of();
        long policy = subscription.whole(Attributes.PN, 0);
        if (policy == SEND_ALL) return List.of();
        var missed =
                waiting.stream().filter(notice -> isMissed(notice, opening)).toList();
        if (missed.isEmpty() || more || policy != SEND_LATEST) return missed;
        return missed.subList(0, missed.size() - 1);
    }

    /** Whether what is to be sent is the latest of several that were missed. */
    static boolean isLatest(Resource subscription, List<Notice> ready, Opening opening) {
        return subscription.whole(Attributes.PN, 0) == SEND_LATEST && isMissed(ready.getFirst(), opening);
    }

    private static boolean isMissed(Notice notice, Opening opening) {
        return !opening.isOpen(Timestamp.parse(notice.due()));
    }
}
