// SPDX-License-Identifier: Apache-2.0
package org.entente.app.watch;

/** Where the time of one request went, in nanoseconds. Belongs to the request's thread. */
final class Spent {
    /** Of what was answered at once. */
    static final Spent NOWHERE = new Spent();

    private long store;
    private long others;

    void atStore(long nanos) {
        store += nanos;
    }

    void atOthers(long nanos) {
        others += nanos;
    }

    long store() {
        return store;
    }

    long others() {
        return others;
    }

    /** What it waited for most; a group's members are its own work. */
    String reason(long whole) {
        long own = whole - store - others;
        if (own >= store && own >= others) return "own-work";
        return store >= others ? "store" : "other-entity";
    }
}
