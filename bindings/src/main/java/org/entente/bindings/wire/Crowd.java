// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.wire;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The connections that are open at a listener: so many in all, and so many of one machine. Safe for many threads. */
public final class Crowd {
    private final int most;
    private final int mostPerAddress;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

    public Crowd(int most, int mostPerAddress) {
        this.most = most;
        this.mostPerAddress = mostPerAddress;
    }

    /** Counts a connection, which has to {@link #leave} in either case; false if it is one too many. */
    public boolean enter(InetAddress address) {
        int all = open.incrementAndGet();
        int same = byAddress.merge(address, 1, Integer::sum);
        return all <= most && same <= mostPerAddress;
    }

    public void leave(InetAddress address) {
        open.decrementAndGet();
        byAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }

    public int size() {
        return open.get();
    }
}
