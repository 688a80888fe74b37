// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cross;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.entente.cse.address.Identity;

/**
 * Has those who join or leave a subscription wait for each other. Both read its lists and write them anew, so the second
 * would undo what the first has written. Thread-safe.
 */
final class Ties {
    private static final int STRIPES = 64;

    private final Links links;
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toList();

    Ties(Identity identity) {
        this.links = new Links(identity);
    }

    /** @param subscription in any form; those of one CSE wait for each other, since one may have several */
    void change(String subscription, Runnable change) {
        var lock = locks.get(Math.floorMod(links.cse(subscription).hashCode(), STRIPES));
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
