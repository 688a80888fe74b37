// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.security.cert.X509Certificate;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.eclipse.californium.scandium.dtls.CertificateIdentityResult;
import org.eclipse.californium.scandium.dtls.CertificateType;
import org.eclipse.californium.scandium.dtls.ConnectionId;
import org.eclipse.californium.scandium.dtls.HandshakeResultHandler;
import org.eclipse.californium.scandium.dtls.SignatureAndHashAlgorithm;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite.CertificateKeyAlgorithm;
import org.eclipse.californium.scandium.dtls.cipher.XECDHECryptography.SupportedGroup;
import org.eclipse.californium.scandium.dtls.x509.CertificateConfigurationHelper;
import org.eclipse.californium.scandium.dtls.x509.CertificateProvider;
import org.eclipse.californium.scandium.dtls.x509.ConfigurationHelperSetup;
import org.eclipse.californium.scandium.dtls.x509.SingleCertificateProvider;
import org.eclipse.californium.scandium.util.ServerNames;
import org.entente.security.FreshIdentity;
import org.jspecify.annotations.Nullable;

/** Shows the certificate that the files hold at the moment of the handshake, or its public key alone. */
final class OwnCertificate implements CertificateProvider, ConfigurationHelperSetup {
    private final FreshIdentity identity;
    private final CertificateType[] types;

    OwnCertificate(FreshIdentity identity, boolean rawKeyOnly) {
        this.identity = identity;
        this.types = rawKeyOnly
                ? new CertificateType[] {CertificateType.RAW_PUBLIC_KEY}
                : new CertificateType[] {CertificateType.X_509, CertificateType.RAW_PUBLIC_KEY};
    }

    private SingleCertificateProvider current() {
        var parts = identity.current();
        var key = parts.key().orElseThrow(() -> new IllegalStateException("there is no private key any more"));
        return new SingleCertificateProvider(key, parts.chain().toArray(X509Certificate[]::new), types);
    }

    @Override
    public void setupConfigurationHelper(CertificateConfigurationHelper helper) {
        current().setupConfigurationHelper(helper);
    }

    @Override
    public List<CertificateKeyAlgorithm> getSupportedCertificateKeyAlgorithms() {
        return current().getSupportedCertificateKeyAlgorithms();
    }

    @Override
    public List<CertificateType> getSupportedCertificateTypes() {
        return current().getSupportedCertificateTypes();
    }

    @Override
    public CertificateIdentityResult requestCertificateIdentity(
            ConnectionId cid,
            boolean client,
            @Nullable List<X500Principal> issuers,
            @Nullable ServerNames serverNames,
            @Nullable List<CertificateKeyAlgorithm> keyAlgorithms,
            @Nullable List<SignatureAndHashAlgorithm> signatureAlgorithms,
            @Nullable List<SupportedGroup> curves) {
        return current()
                .requestCertificateIdentity(
                        cid, client, issuers, serverNames, keyAlgorithms, signatureAlgorithms, curves);
    }

    @Override
    public void setResultHandler(HandshakeResultHandler handler) {
        // Every result is there at once.
    }
}
