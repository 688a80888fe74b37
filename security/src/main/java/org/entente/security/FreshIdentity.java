// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The parts of a TLS identity as their PEM files hold them now, for protocols that Java's TLS does not speak. */
public final class FreshIdentity {
    private final Fresh<Parts> files;

    /**
     * @param chain the own certificate first; empty without one
     * @param key the private key of the own certificate
     * @param trusted the authorities whose certificates the other side may show; empty for none
     */
    public record Parts(List<X509Certificate> chain, Optional<PrivateKey> key, List<X509Certificate> trusted) {
        public Parts {
            chain = List.copyOf(chain);
            trusted = List.copyOf(trusted);
        }
    }

    private FreshIdentity(TlsFiles files, InstantSource clock) {
        this.files = new Fresh<>(files.all(), () -> read(files), clock);
    }

    /** @throws IllegalStateException with one sentence if a file is missing or malformed */
    public static FreshIdentity of(TlsFiles files, InstantSource clock) {
        return new FreshIdentity(files, clock);
    }

    public Parts current() {
        return files.current();
    }

    private static Parts read(TlsFiles files) {
        files.demandPair();
        return new Parts(
                files.certificates().map(Pem::certificates).orElse(List.of()),
                files.key().map(Pem::privateKey),
                files.trusted().map(Pem::certificates).orElse(List.of()));
    }
}
