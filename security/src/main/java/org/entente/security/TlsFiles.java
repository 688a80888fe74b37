// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the parts of a TLS identity lie, all PEM.
 *
 * @param certificates the own chain, its first certificate the own
 * @param key the private key of the own certificate
 * @param trusted the authorities whose certificates the other side may show
 */
public record TlsFiles(Optional<Path> certificates, Optional<Path> key, Optional<Path> trusted) {
    public TlsFiles {
        if (certificates.isPresent() != key.isPresent())
            throw new IllegalArgumentException("a certificate and its private key go together");
    }

    public static TlsFiles server(Path certificates, Path key) {
        return new TlsFiles(Optional.of(certificates), Optional.of(key), Optional.empty());
    }

    public static TlsFiles client(Path trusted) {
        return new TlsFiles(Optional.empty(), Optional.empty(), Optional.of(trusted));
    }

    public TlsFiles withTrusted(Path authorities) {
        return new TlsFiles(certificates, key, Optional.of(authorities));
    }

    /** Whether there is nothing to show and nobody to believe. */
    public boolean isEmpty() {
        return all().isEmpty();
    }

    /**
     * While one of the two is replaced they do not fit, and what was there before goes on.
     *
     * @throws IllegalStateException with one sentence if the key is not that of the certificate
     */
    void demandPair() {
        certificates.ifPresent(chain -> key.ifPresent(secret -> Pem.demandPair(chain, secret)));
    }

    List<Path> all() {
        return Stream.of(certificates, key, trusted).flatMap(Optional::stream).toList();
    }
}
