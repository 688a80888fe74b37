// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.eclipse.californium.scandium.dtls.AlertMessage;
import org.eclipse.californium.scandium.dtls.AlertMessage.AlertDescription;
import org.eclipse.californium.scandium.dtls.AlertMessage.AlertLevel;
import org.eclipse.californium.scandium.dtls.CertificateMessage;
import org.eclipse.californium.scandium.dtls.CertificateType;
import org.eclipse.californium.scandium.dtls.CertificateVerificationResult;
import org.eclipse.californium.scandium.dtls.ConnectionId;
import org.eclipse.californium.scandium.dtls.HandshakeException;
import org.eclipse.californium.scandium.dtls.HandshakeResultHandler;
import org.eclipse.californium.scandium.dtls.x509.NewAdvancedCertificateVerifier;
import org.eclipse.californium.scandium.dtls.x509.StaticNewAdvancedCertificateVerifier;
import org.eclipse.californium.scandium.util.ServerNames;
import org.entente.security.DtlsKeys;
import org.entente.security.FreshIdentity;
import org.jspecify.annotations.Nullable;

/** Believes the certificates of authorities and the raw public keys that files name at the moment of the handshake. */
final class PeerVerifier implements NewAdvancedCertificateVerifier {
    private final Optional<FreshIdentity> identity;
    private final Optional<DtlsKeys> keys;

    PeerVerifier(Dtls dtls) {
        this.identity = dtls.identity();
        this.keys = dtls.keys();
    }

    @Override
    public List<CertificateType> getSupportedCertificateTypes() {
        var types = new ArrayList<CertificateType>();
        if (!trusted().isEmpty()) types.add(CertificateType.X_509);
        if (keys.isPresent() || types.isEmpty()) types.add(CertificateType.RAW_PUBLIC_KEY);
        return types;
    }

    private List<X509Certificate> trusted() {
        return identity.map(each -> each.current().trusted()).orElse(List.of());
    }

    @Override
    public CertificateVerificationResult verifyCertificate(
            ConnectionId cid,
            @Nullable ServerNames serverName,
            InetSocketAddress peer,
            boolean clientUsage,
            boolean verifySubject,
            boolean truncateCertificatePath,
            CertificateMessage message) {
        var trusted = trusted();
        boolean isChain = message.getCertificateChain() != null;
        // Without authorities the verifier below would believe whatever it is shown.
        if (isChain && trusted.isEmpty()) return refused(cid, "no authority is trusted");
        var result = StaticNewAdvancedCertificateVerifier.builder()
                .setTrustedCertificates(trusted.toArray(X509Certificate[]::new))
                .setTrustAllRPKs()
                .build()
                .verifyCertificate(cid, serverName, peer, clientUsage, verifySubject, truncateCertificatePath, message);
        var key = result.getPublicKey();
        boolean isKnown = key == null
                || keys.flatMap(known -> known.holderOfRaw(key.getEncoded())).isPresent();
        return isKnown ? result : refused(cid, "the raw public key is not known here");
    }

    private static CertificateVerificationResult refused(ConnectionId cid, String why) {
        var alert = new AlertMessage(AlertLevel.FATAL, AlertDescription.BAD_CERTIFICATE);
        return new CertificateVerificationResult(cid, new HandshakeException(why, alert), null);
    }

    @Override
    public List<X500Principal> getAcceptedIssuers() {
        return trusted().stream().map(X509Certificate::getSubjectX500Principal).toList();
    }

    @Override
    public void setResultHandler(HandshakeResultHandler handler) {
        // Every result is there at once.
    }
}
