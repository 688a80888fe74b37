// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.wire;

import java.net.InetAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.entente.model.Shown;
import org.entente.model.primitive.Peer;

/** What the bindings decline and close because too much comes, and how often that was. Safe for many threads. */
public final class Overload {
    private final Rates rates;
    private final Map<Reason, LongAdder> declined = new EnumMap<>(Reason.class); // filled once, then only read
    private final Closings closings = new Closings();

    /** Why a request is declined. */
    public enum Reason {
        /** Its sender sends more requests a second than one may. */
        TOO_FAST,
        /** Its originator has as many places as one may have. */
        OWN_SHARE_TAKEN,
        /** There is no place for anybody. */
        FULL
    }

    /**
     * Who sends: a credential in the name of an originator, or whoever says that name on one machine. Nobody uses up what
     * another may send.
     */
    private record Sender(Optional<String> credential, Optional<InetAddress> address, String from) {
        static Sender of(Peer peer, String from) {
            return new Sender(
                    peer.credential(), peer.credential().isPresent() ? Optional.empty() : peer.address(), from);
        }
    }

    public Overload(Rates rates) {
        this.rates = rates;
        for (var each : Reason.values()) declined.put(each, new LongAdder());
    }

    /** Everybody may send as fast as they can. */
    public static Overload atAnyRate() {
        return new Overload(new Rates(0, () -> 0));
    }

    /** @throws TooFast if it is one request too many */
    void demandPace(Peer peer, String from) {
        // Each request of every binding comes by here: nothing is made for it where nobody counts.
        if (rates.isUnlimited() || rates.takes(Sender.of(peer, from))) return;
        count(Reason.TOO_FAST);
        throw new TooFast(
                "originator " + Shown.of(from) + " sends more than " + rates.perSecond() + " requests a second");
    }

    /** Connections are counted apart from requests. */
    public Closings closings() {
        return closings;
    }

    public void count(Reason reason) {
        counter(reason).increment();
    }

    /** How many since the start. */
    public long declined(Reason reason) {
        return counter(reason).sum();
    }

    private LongAdder counter(Reason reason) {
        return Objects.requireNonNull(declined.get(reason));
    }
}
