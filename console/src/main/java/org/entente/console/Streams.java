// SPDX-License-Identifier: Apache-2.0
package org.entente.console;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The streams that are open. Safe for many threads. */
final class Streams {
    private static final int MOST = 200;

    private final Watches watches;
    private final Map<String, Stream> open = new ConcurrentHashMap<>();
    private volatile boolean closing; // set by the stopping thread

    Streams(Watches watches) {
        this.watches = watches;
    }

    Stream open(Visitor visitor) {
        if (closing || open.size() >= MOST) throw new Declined(503, "Too many pages are open.");
        var id = watches.mark() + watches.mark();
        var stream = new Stream(id, visitor, watches, () -> open.remove(id));
        open.put(id, stream);
        if (closing) stream.end();
        return stream;
    }

    /** @throws Declined if this visitor has no such stream */
    Stream find(String id, Visitor visitor) {
        var stream = open.get(id);
        if (stream == null || !stream.visitor().equals(visitor))
            throw new Declined(404, "The stream has ended; open another.");
        return stream;
    }

    void close() {
        closing = true;
        open.values().forEach(Stream::end);
    }
}
