// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.entente.codec.Serialization;
import org.entente.cse.outbound.LocalEntities;
import org.entente.cse.outbound.Outbound;
import org.entente.model.primitive.Request;

/** Who has been heard over a broker and can be reached there, when no point of access says where. Safe for many threads. */
final class Reach implements AutoCloseable {
    private static final int MOST = 10_000;

    private final LocalEntities entities;
    private final String own;
    private final ReentrantLock lock = new ReentrantLock();
    // The one that was heard longest ago goes first.
    private final Map<String, Heard> heard = new LinkedHashMap<>(16, 0.75f, true);

    private record Heard(String level, Serialization serialization, LocalEntities.Attachment attachment) {}

    /** Whoever has been heard listens for every serialization, and may prefer another than it has used. TS-0010 §6.5.4 */
    private record Way(Station over, Topic topic) implements Outbound {
        @Override
        public Delivery send(String url, Request request, Duration timeout) {
            return over.send(topic, request, timeout);
        }

        @Override
        public Outbound in(List<String> serializations) {
            return new Way(over, topic.in(Serialization.preferred(serializations, topic.serialization())));
        }
    }

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
            var attachment = entities.connect(name, new Way(over, topic));
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
