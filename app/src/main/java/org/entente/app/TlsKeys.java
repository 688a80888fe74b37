// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.entente.app.Key.text;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.entente.security.Pem;
import org.entente.security.Tls;
import org.entente.security.TlsFiles;
import org.entente.security.TlsManagers;

/** PEM files for TLS; they are read again when they change. */
final class TlsKeys {
    static final Key<String> CERTIFICATES = text(
            "http.tls.certificates", "", "PEM file with this hub's certificate and chain; HTTP then speaks TLS only.");
    static final Key<String> KEY = text("http.tls.key", "", "PEM file with the certificate's private key.");
    static final Key<String> CLIENT_AUTHORITIES =
            text("http.tls.client-authorities", "", "PEM file with the authorities whose client certificates count.");
    static final Key<String> TRUSTED =
            text("targets.tls.trusted", "", "PEM file with the authorities trusted in notification targets.");

    static final List<Key<?>> ALL = List.of(CERTIFICATES, KEY, CLIENT_AUTHORITIES, TRUSTED);

    static final List<Rule> RULES = List.of(Rule.both(CERTIFICATES, KEY));
    static final List<Rule> FILES = List.of(
            Rule.file(CERTIFICATES, Pem::certificates),
            Rule.file(KEY, Pem::privateKey),
            Rule.pair(CERTIFICATES, KEY),
            Rule.file(CLIENT_AUTHORITIES, Pem::certificates),
            Rule.file(TRUSTED, Pem::certificates));

    private TlsKeys() {}

    /** Empty without a certificate. */
    static Optional<SSLContext> server(Configuration config) {
        var key = file(config, KEY);
        return file(config, CERTIFICATES).map(path -> {
            var files = TlsFiles.server(path, key.orElseThrow());
            var authorities = file(config, CLIENT_AUTHORITIES);
            return Tls.server(authorities.map(files::withTrusted).orElse(files), InstantSource.system());
        });
    }

    /** Empty for what Java trusts. */
    static Optional<SSLContext> client(Configuration config) {
        return file(config, TRUSTED).map(path -> Tls.client(TlsFiles.client(path), InstantSource.system()));
    }

    /** The same for libraries that make contexts themselves, with what the hub shows of itself; empty for what Java has. */
    static Optional<TlsManagers> clientManagers(Configuration config, Optional<Path> certificates, Optional<Path> key) {
        var files = new TlsFiles(certificates, key, file(config, TRUSTED));
        return files.isEmpty() ? Optional.empty() : Optional.of(Tls.clientManagers(files, InstantSource.system()));
    }

    /** Whom to trust alone. */
    static Optional<TlsManagers> clientManagers(Configuration config) {
        return clientManagers(config, Optional.empty(), Optional.empty());
    }

    /** Empty if the key names none. */
    static Optional<Path> file(Configuration config, Key<String> key) {
        return Optional.of(config.value(key)).filter(text -> !text.isEmpty()).map(Path::of);
    }
}
