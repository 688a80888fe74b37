// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.entente.codec.Serialization;
import org.entente.cse.outbound.LocalEntities;

/** Who has been heard over a broker and can be reached there, when no point of access says where. Safe for many threads. */
final class Reach implements AutoCloseable {
    private static final int MOST = 10_000;

    private final LocalEntities entities;
    private final String own;
    private final ReentrantLock lock = new ReentrantLock();
    // The one that was heard longest ago goes first.
    private final Map<String, Heard> heard = new LinkedHashMap<>(16, 0.75f, true);

    private record Heard(String level, Serialization serialization, LocalEntities.Attachment attachment) {}

    /** @param own the level of this CSE, which is the originator of what it sends */
    Reach(LocalEntities entities, String own) {
        this.entities = entities;
        this.own = own;
    }

    /** @param level what it called itself in the topic, and so listens on */
    void note(String name, String level, Serialization serialization, Station over) {
        lock.lock();
        try {
            var known = heard.get(name);
            if (known != null && known.level().equals(level) && known.serialization() == serialization) return;
            if (known != null) known.attachment().close();
            var topic = Topic.request(over.prefix(), own, level, serialization);
            var attachment = entities.connect(name, (_, request, timeout) -> over.send(topic, request, timeout));
            heard.put(name, new Heard(level, serialization, attachment));
            if (heard.size() > MOST) {
                var oldest = heard.entrySet().iterator();
                oldest.next().getValue().attachment().close();
                oldest.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            heard.values().forEach(each -> each.attachment().close());
            heard.clear();
        } finally {
            lock.unlock();
        }
    }
}
