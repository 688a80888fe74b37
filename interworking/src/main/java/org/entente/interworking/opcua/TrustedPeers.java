// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.DefaultClientCertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.DefaultServerCertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.FileBasedCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.util.validation.ValidationCheck;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which servers, or clients, are believed: those whose certificates, or whose authorities', an operator has put into a
 * folder. Others are put into another, from where they can be moved. OPC 10000-4 §6.1.3. Safe for many threads.
 */
final class TrustedPeers implements CertificateValidator {
    private static final Logger LOG = LoggerFactory.getLogger(TrustedPeers.class);
    private static final int MOST_TOLD = 1000;
    private static final Set<Long> UNTRUSTED =
            Set.of(StatusCodes.Bad_CertificateUntrusted, StatusCodes.Bad_SecurityChecksFailed);

    private final Kind kind;
    private final Path trusted;
    private final Path rejected;
    private final FileBasedCertificateQuarantine quarantine;
    /** A peer tries again and again; its certificate is told of once. */
    private final Set<X509Certificate> told = ConcurrentHashMap.newKeySet();

    /** On which side of a connection they are. */
    enum Kind {
        SERVERS,
        CLIENTS
    }

    TrustedPeers(Path folder, Kind kind) {
        this.kind = kind;
        trusted = folder.resolve("trusted");
        rejected = folder.resolve("rejected");
        try {
            Files.createDirectories(trusted);
            quarantine = FileBasedCertificateQuarantine.create(Files.createDirectories(rejected));
        } catch (IOException e) {
            throw new UncheckedIOException("the folders of trusted and rejected certificates cannot be made", e);
        }
    }

    FileBasedCertificateQuarantine quarantine() {
        return quarantine;
    }

    /** Looks into the folder each time: what was moved counts with the next attempt. */
    @Override
    public void validateCertificateChain(
            List<X509Certificate> chain, @Nullable String applicationUri, @Nullable String[] hosts) throws UaException {
        var believed = certificates();
        try {
            if (believed.isEmpty()) {
                chain.forEach(quarantine::addRejectedCertificate);
                throw new UaException(
                        kind == Kind.CLIENTS
                                ? StatusCodes.Bad_SecurityChecksFailed
                                : StatusCodes.Bad_CertificateUntrusted);
            }
            validator(believed, chain.getFirst()).validateCertificateChain(chain, applicationUri, hosts);
        } catch (UaException refused) {
            tell(chain.getFirst(), refused);
            throw refused;
        }
    }

    /** A client is not told why it is refused. [OPC 10000-4 §6.1.3] */
    private CertificateValidator validator(List<X509Certificate> believed, X509Certificate shown) {
        var list = new MemoryTrustListManager();
        list.setTrustedCertificates(believed);
        var checks = EnumSet.of(ValidationCheck.VALIDITY, ValidationCheck.APPLICATION_URI);
        if (kind == Kind.CLIENTS) return new DefaultServerCertificateValidator(list, checks, quarantine);
        // Whoever trusts this very certificate has looked at it; an authority vouches for names.
        if (!believed.contains(shown)) checks.add(ValidationCheck.HOSTNAME);
        return new DefaultClientCertificateValidator(list, checks, quarantine);
    }

    private void tell(X509Certificate shown, UaException refused) {
        if (told.size() >= MOST_TOLD || !told.add(shown)) return;
        var name = shown.getSubjectX500Principal().getName().replaceAll("\\p{Cntrl}", " ");
        if (UNTRUSTED.contains(refused.getStatusCode().value()))
            LOG.warn(
                    "nobody trusts the certificate of {} yet: compare its fingerprint, then move its file from {} to {}",
                    name,
                    rejected,
                    trusted);
        else LOG.warn("the certificate of {} is not accepted: {}", name, Words.of(refused));
    }

    private List<X509Certificate> certificates() {
        try (var files = Files.list(trusted)) {
            var found = new ArrayList<X509Certificate>();
            for (var file : files.toList()) read(file, found);
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + trusted + " cannot be read", e);
        }
    }

    private static void read(Path file, List<X509Certificate> found) throws IOException {
        try (var in = Files.newInputStream(file)) {
            for (var each : CertificateFactory.getInstance("X.509").generateCertificates(in))
                if (each instanceof X509Certificate certificate) found.add(certificate);
        } catch (GeneralSecurityException e) {
            LOG.warn("{} holds no certificate, so nobody is trusted for it", file);
        }
    }
}
