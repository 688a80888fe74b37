// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
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

    /** @param event the number of the event that is to be stored next */
    boolean isDue(long event) {
        return event % Math.max(1, limit / LOOKS_PER_LIMIT) == 0;
    }

    List<Notice> excess(Resource subscription) {
        var subscriber = subscriber(subscription);
        var queues = new TreeMap<Long, List<String>>(); // by priority
        int stored = 0;
        for (var queue : view.queues()) {
            if (Undelivered.subscription(queue).isPresent()) continue;
            var sender = view.byId(queue).filter(each -> subscriber(each).equals(subscriber));
            if (sender.isEmpty()) continue;
            queues.computeIfAbsent(sender.get().whole(Attributes.NSP, 0), _ -> new ArrayList<>())
                    .add(queue);
            stored += view.waiting(queue);
        }
        int tooMany = stored + subscription.texts(Attributes.NU).size() - limit;
        var excess = new ArrayList<Notice>();
        for (var alike : queues.values()) {
            int more = tooMany - excess.size();
            if (more > 0) excess.addAll(oldest(alike, more));
        }
        return excess;
    }

    private List<Notice> oldest(List<String> queues, int most) {
        return queues.stream()
                .flatMap(queue -> view.notices(queue, most).stream())
                .sorted(Comparator.comparing(Notice::due))
                .limit(most)
                .toList();
    }

    private static Optional<String> subscriber(Resource subscription) {
        return subscription.text(Attributes.CR).or(() -> subscription.text(Access.CREATED_BY));
    }
}
