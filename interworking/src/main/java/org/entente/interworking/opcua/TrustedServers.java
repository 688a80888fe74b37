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
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.DefaultClientCertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.FileBasedCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.util.validation.ValidationCheck;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which servers are believed: those whose certificates, or whose authorities', an operator has put into a folder. Others
 * are put into another, from where they can be moved. OPC 10000-4 §6.1.3. Safe for many threads.
 */
final class TrustedServers implements CertificateValidator {
    private static final Logger LOG = LoggerFactory.getLogger(TrustedServers.class);

    private final Path trusted;
    private final FileBasedCertificateQuarantine rejected;

    TrustedServers(Path folder) {
        trusted = folder.resolve("trusted");
        try {
            Files.createDirectories(trusted);
            rejected = FileBasedCertificateQuarantine.create(Files.createDirectories(folder.resolve("rejected")));
        } catch (IOException e) {
            throw new UncheckedIOException("the folders of trusted and rejected servers cannot be made", e);
        }
    }

    /** Looks into the folder each time: what was moved counts with the next attempt. */
    @Override
    public void validateCertificateChain(
            List<X509Certificate> chain, @Nullable String applicationUri, @Nullable String[] hosts) throws UaException {
        var believed = certificates();
        if (believed.isEmpty()) {
            chain.forEach(rejected::addRejectedCertificate);
            throw new UaException(StatusCodes.Bad_CertificateUntrusted);
        }
        var list = new MemoryTrustListManager();
        list.setTrustedCertificates(believed);
        // Whoever trusts this very certificate has looked at it; an authority vouches for names.
        var checks = believed.contains(chain.getFirst())
                ? EnumSet.of(ValidationCheck.VALIDITY, ValidationCheck.APPLICATION_URI)
                : EnumSet.of(ValidationCheck.VALIDITY, ValidationCheck.APPLICATION_URI, ValidationCheck.HOSTNAME);
        new DefaultClientCertificateValidator(list, checks, rejected)
                .validateCertificateChain(chain, applicationUri, hosts);
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
