// SPDX-License-Identifier: Apache-2.0
package org.entente.model.primitive;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Who stands at the other end of the wire, as the binding saw it; never part of the primitive itself.
 *
 * @param address where the request came from, empty inside the process
 * @param authenticated whether the binding proved that the sender is the originator it names. TS-0001 §9.6.2.1
 * @param internal the request was made by the CSE itself or by a part of this process that needs no privilege check
 * @param via the CSE that proved itself and hands over a request of somebody else; whether it may speak for that
 *     originator is still to be judged. TS-0004 §7.3.2.6
 * @param credential what the credential is called that proved it; the Credential-ID of TS-0001 §10.2.2.2
 */
public record Peer(
        Optional<InetAddress> address,
        boolean authenticated,
        boolean internal,
        Optional<String> via,
        Optional<String> credential) {

    /** An AE inside this process: its originator is known to be true. */
    public static final Peer LOCAL = new Peer(Optional.empty(), true, false);

    /** The CSE itself. */
    public static final Peer CSE = new Peer(Optional.empty(), true, true);

    public Peer(Optional<InetAddress> address, boolean authenticated, boolean internal) {
        this(address, authenticated, internal, Optional.empty(), Optional.empty());
    }

    /** Somebody whose credential has no name. */
    public Peer(Optional<InetAddress> address, boolean authenticated, boolean internal, Optional<String> via) {
        this(address, authenticated, internal, via, Optional.empty());
    }

    /** Somebody whose identity nobody checked. */
    public static final Peer UNKNOWN = new Peer(Optional.empty(), false, false);
}
