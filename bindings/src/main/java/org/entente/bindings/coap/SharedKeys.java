// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.net.InetSocketAddress;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.eclipse.californium.scandium.dtls.ConnectionId;
import org.eclipse.californium.scandium.dtls.HandshakeResultHandler;
import org.eclipse.californium.scandium.dtls.PskPublicInformation;
import org.eclipse.californium.scandium.dtls.PskSecretResult;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedPskStore;
import org.eclipse.californium.scandium.util.SecretUtil;
import org.eclipse.californium.scandium.util.ServerNames;
import org.entente.security.DtlsKeys;
import org.jspecify.annotations.Nullable;

/** The pre-shared keys of a handshake: the peers' where they come to us, our own where we go to them. RFC 4279. */
final class SharedKeys implements AdvancedPskStore {
    private final Optional<DtlsKeys> peers;
    private final Optional<Dtls.SharedKey> own;

    SharedKeys(Optional<DtlsKeys> peers, Optional<Dtls.SharedKey> own) {
        this.peers = peers;
        this.own = own;
    }

    @Override
    public boolean hasEcdhePskSupported() {
        return true;
    }

    @Override
    public PskSecretResult requestPskSecretResult(
            ConnectionId cid,
            @Nullable ServerNames serverName,
            PskPublicInformation identity,
            String hmacAlgorithm,
            SecretKey otherSecret,
            byte[] seed,
            boolean useExtendedMasterSecret) {
        var name = identity.getPublicInfoAsString();
        var key = own.filter(mine -> mine.identity().equals(name))
                .map(Dtls.SharedKey::key)
                .or(() -> peers.flatMap(known -> known.shared(name)));
        return new PskSecretResult(
                cid, identity, key.map(bytes -> SecretUtil.create(bytes, "PSK")).orElse(null));
    }

    @Override
    public @Nullable PskPublicInformation getIdentity(InetSocketAddress peer, @Nullable ServerNames host) {
        return own.map(mine -> new PskPublicInformation(mine.identity())).orElse(null);
    }

    @Override
    public void setResultHandler(HandshakeResultHandler handler) {
        // Every result is there at once.
    }
}
