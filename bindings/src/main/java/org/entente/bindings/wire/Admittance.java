// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.wire;

import java.net.InetAddress;
import java.util.Optional;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Shown;
import org.entente.model.primitive.Peer;
import org.entente.security.Credentials;
import org.entente.security.Holder;
import org.entente.security.Home;

/** Whether somebody may use the originator that they name, on whichever wire. TS-0004 §7.3.2.1. Safe for many threads. */
public final class Admittance {
    private final Credentials credentials;
    private final Home home;
    private final Overload overload;

    /** @param home whose originators have short names here */
    public Admittance(Credentials credentials, Home home, Overload overload) {
        this.credentials = credentials;
        this.home = home;
        this.overload = overload;
    }

    /** Everybody may send as fast as they can. */
    public Admittance(Credentials credentials, Home home) {
        this(credentials, home, Overload.atAnyRate());
    }

    /** What is declined before or after this is counted with what is declined here. */
    public Overload overload() {
        return overload;
    }

    /**
     * Whom a secret belongs to.
     *
     * @throws Refused ORIGINATOR_NOT_AUTHENTICATED if it is none
     */
    public Holder holder(String secret) {
        return credentials.verify(secret).orElseThrow(() -> notAuthenticated("the bearer's secret is not known here"));
    }

    /**
     * @param holder whom the sender proved to be; empty if they showed nothing
     * @param from the originator that the request names; empty if it has none yet
     * @throws Refused if the sender may not use the originator, or has to show a credential and showed none
     * @throws TooFast if the sender may, but not so often
     */
    public Peer admit(Optional<Holder> holder, String from, InetAddress address, Admission admission) {
        return admit(holder, from, Optional.of(address), admission);
    }

    /** @param address empty if something stands between us and the sender */
    public Peer admit(Optional<Holder> holder, String from, Optional<InetAddress> address, Admission admission) {
        var peer = judge(holder, from, address, admission);
        overload.demandPace(peer, from); // now, since nobody is to use up what is somebody else's
        return peer;
    }

    private Peer judge(Optional<Holder> holder, String from, Optional<InetAddress> address, Admission admission) {
        if (holder.isPresent()) {
            // Without an originator an AE registers, and the CSE gives it a new name.
            var name = Optional.of(holder.get().name());
            if (from.isEmpty() || holder.get().speaksFor(from, home))
                return new Peer(address, true, false, Optional.empty(), name);
            // A CSE forwards what others have sent to it; the CSE knows who is registered where. [TS-0004 §7.3.2.6]
            if (holder.get().cse().isPresent())
                return new Peer(address, true, false, holder.get().cse(), name);
            throw notAuthenticated("the credential does not speak for originator " + Shown.of(from));
        }
        if (admission == Admission.CREDENTIAL_DEMANDED) throw lacksCredential(from, "this address takes no request");
        if (!from.isEmpty() && credentials.isBound(from, home))
            throw lacksCredential(from, "originator " + Shown.of(from) + " is not spoken for");
        return new Peer(address, false, false);
    }

    private static Refused lacksCredential(String from, String what) {
        var sentence = what + " without a credential";
        // [TS-0004 §7.3.2.1] a CSE-ID needs a security association
        return from.startsWith("/") && from.indexOf('/', 1) < 0
                ? new Refused(ResultCode.SECURITY_ASSOCIATION_REQUIRED, sentence)
                : notAuthenticated(sentence);
    }

    private static Refused notAuthenticated(String sentence) {
        return new Refused(ResultCode.ORIGINATOR_NOT_AUTHENTICATED, sentence);
    }
}
