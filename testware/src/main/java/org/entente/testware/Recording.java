// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What passed on the wire in one case, in order. Used by one thread. */
public final class Recording {
    private final long start = System.nanoTime();
    private final List<Event> events = new ArrayList<>();

    Recording() {}

    /** Keeps an event and returns its position, by which a verdict names it. */
    public int add(String peer, Event.Kind kind, Octets bytes, String meaning) {
        events.add(new Event(elapsed(), peer, kind, bytes, bytes.length(), meaning));
        return events.size() - 1;
    }

    public int add(String peer, Event.Kind kind, String meaning) {
        return add(peer, kind, Octets.NONE, meaning);
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    public List<Event> events() {
        return List.copyOf(events);
    }
}
