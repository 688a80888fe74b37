// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.entente.model.type.Subscription;

/**
 * Which subscriptions each resource has, oldest first: every request asks, and mostly there are none. Read by many,
 * changed by the writer.
 */
final class Subscriptions {
    private final Map<String, List<String>> byParent = new ConcurrentHashMap<>();

    /** Reads them all. */
    Subscriptions(Rows rows) {
        rows.each(Subscription.TYPE.number(), each -> publish(each.pi(), plus(of(each.pi()), each.ri())));
    }

    List<String> of(String parent) {
        return byParent.getOrDefault(parent, List.of());
    }

    void publish(String parent, List<String> subscriptions) {
        if (subscriptions.isEmpty()) byParent.remove(parent);
        else byParent.put(parent, subscriptions);
    }

    static List<String> plus(List<String> known, String more) {
        return Stream.concat(known.stream(), Stream.of(more)).toList();
    }

    static List<String> minus(List<String> known, String gone) {
        return known.stream().filter(each -> !each.equals(gone)).toList();
    }
}
