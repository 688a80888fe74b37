// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.entente.model.type.Subscription;

/**
 * Which subscriptions each resource has: every request asks, and mostly there are none. Read by many, changed by the
 * writer.
 */
final class Subscriptions {
    private final Map<String, Subscribers> byParent = new ConcurrentHashMap<>();

    /** Reads them all. */
    Subscriptions(Rows rows) {
        rows.each(
                Subscription.TYPE.number(),
                each -> publish(each.pi(), of(each.pi()).plus(each)));
    }

    Subscribers of(String parent) {
        return byParent.getOrDefault(parent, Subscribers.NONE);
    }

    void publish(String parent, Subscribers subscribers) {
        if (subscribers.isEmpty()) byParent.remove(parent);
        else byParent.put(parent, subscribers);
    }
}
