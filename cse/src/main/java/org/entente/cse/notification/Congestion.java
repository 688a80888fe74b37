// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.entente.cse.access.Access;
import org.entente.cse.store.Notice;
import org.entente.cse.store.View;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/**
 * Which notices go when more of one subscriber's wait than may: those of the lowest notificationStoragePriority, of
 * these the oldest. TS-0001 §9.6.3 (notificationCongestionPolicy), §9.6.8.
 *
 * @param limit of notices that wait for one subscriber
 */
record Congestion(View view, int limit) {
    /** All queues of a subscriber are counted only now and then, since it takes a look into each. */
    private static final int LOOKS_PER_LIMIT = 64;

    private record Stored(long priority, Notice notice) {}

    /** @param event the number of the event that is to be stored next */
    boolean isDue(long event) {
        return event % Math.max(1, limit / LOOKS_PER_LIMIT) == 0;
    }

    List<Notice> excess(Resource subscription) {
        var subscriber = subscriber(subscription);
        var stored = new ArrayList<Stored>();
        for (var queue : view.queues()) {
            if (Undelivered.subscription(queue).isPresent()) continue;
            view.byId(queue).filter(each -> subscriber(each).equals(subscriber)).ifPresent(each -> {
                for (var notice : view.notices(queue, limit))
                    stored.add(new Stored(each.whole(Attributes.NSP, 0), notice));
            });
        }
        int tooMany = stored.size() + subscription.texts(Attributes.NU).size() - limit;
        if (tooMany <= 0) return List.of();
        stored.sort(Comparator.comparingLong(Stored::priority)
                .thenComparing(each -> each.notice().due()));
        return stored.stream()
                .limit(Math.min(tooMany, stored.size()))
                .map(Stored::notice)
                .toList();
    }

    private static Optional<String> subscriber(Resource subscription) {
        return subscription.text(Attributes.CR).or(() -> subscription.text(Access.CREATED_BY));
    }
}
