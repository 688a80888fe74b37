// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.entente.testware.Octets;

/** Makes a session as short as it can be while it still does what it does: fewer packets first, then fewer bytes. */
public final class Minimiser {
    private final Predicate<Session> still;
    private final UnaryOperator<Octets> repaired;
    private int triesLeft;

    private Minimiser(Predicate<Session> still, UnaryOperator<Octets> repaired, int tries) {
        this.still = still;
        this.repaired = repaired;
        this.triesLeft = tries;
    }

    /**
     * Shortens a session.
     *
     * @param still whether a shorter session still does it
     * @param repaired makes a packet agree with its length again after something was cut out of it
     * @param tries how often that may be asked
     */
    public static Session minimise(
            Session session, Predicate<Session> still, UnaryOperator<Octets> repaired, int tries) {
        var minimiser = new Minimiser(still, repaired, tries);
        var shorter = minimiser.packets(session);
        for (int i = 0; i < shorter.packets().size(); i++) {
            shorter = minimiser.bytes(shorter, i);
        }
        return shorter;
    }

    private boolean holds(Session candidate) {
        return triesLeft-- > 0 && still.test(candidate);
    }

    private Session packets(Session session) {
        var kept = session;
        for (int i = kept.packets().size() - 1; i >= 0; i--) {
            var fewer = new ArrayList<>(kept.packets());
            fewer.remove(i);
            var candidate = new Session(fewer);
            if (!fewer.isEmpty() && holds(candidate)) {
                kept = candidate;
            }
        }
        return kept;
    }

    /** Cuts stretches out of one packet, half of it first, single bytes last. */
    private Session bytes(Session session, int at) {
        var kept = session;
        for (int size = kept.packets().get(at).length() / 2; size > 0; size /= 2) {
            for (int from = 0; from + size <= kept.packets().get(at).length(); ) {
                var candidate = without(kept, at, from, size);
                var whole =
                        with(candidate, at, repaired.apply(candidate.packets().get(at)));
                if (!whole.equals(kept) && whole.length() < kept.length() && holds(whole)) {
                    kept = whole;
                } else if (holds(candidate)) {
                    kept = candidate;
                } else {
                    from += size;
                }
            }
        }
        return kept;
    }

    private static Session without(Session session, int at, int from, int size) {
        var bytes = session.packets().get(at).toArray();
        var shorter = Arrays.copyOf(bytes, bytes.length - size);
        System.arraycopy(bytes, from + size, shorter, from, bytes.length - from - size);
        return with(session, at, Octets.of(shorter));
    }

    private static Session with(Session session, int at, Octets packet) {
        List<Octets> packets = new ArrayList<>(session.packets());
        packets.set(at, packet);
        return new Session(packets);
    }
}
