// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS contexts from PEM files. A context outlives its files: when they change, the next handshake takes the new ones.
 * Safe for many threads.
 */
public final class Tls {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

    /** TLS 1.3, and of 1.2 what has forward secrecy; one suite without an AEAD, which TS-0003 §10.2.3 demands. */
    public static final List<String> SUITES = List.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256");

    public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private final TlsFiles files;
    private final OnceASecond look;
    private volatile Loaded loaded; // replaced as a whole when a file changes

    /** What the files held. */
    record Loaded(
            List<FileTime> times, Optional<X509ExtendedKeyManager> keys, Optional<X509ExtendedTrustManager> trust) {}

    private Tls(TlsFiles files, InstantSource clock) {
        this.files = files;
        this.loaded = load();
        this.look = new OnceASecond(clock);
    }

    /**
     * The context of a listener. Without authorities of its own it takes no client's certificate: those of the web's
     * authorities say nothing about originators.
     *
     * @throws IllegalStateException with one sentence if a file is missing or malformed
     */
    public static SSLContext server(TlsFiles files, InstantSource clock) {
        if (files.key().isEmpty()) throw new IllegalStateException("a TLS listener needs a certificate and its key");
        var tls = new Tls(files, clock);
        return context(tls.keyManagers(), new TrustManager[] {new FreshTrust(tls)});
    }

    /**
     * The context of a client. Without authorities of its own it trusts those that Java trusts.
     *
     * @throws IllegalStateException with one sentence if a file is missing or malformed
     */
    public static SSLContext client(TlsFiles files, InstantSource clock) {
        var tls = new Tls(files, clock);
        return context(tls.keyManagers(), files.trusted().isEmpty() ? null : new TrustManager[] {new FreshTrust(tls)});
    }

    /**
     * The same for a library that makes contexts itself.
     *
     * @throws IllegalStateException with one sentence if a file is missing or malformed
     */
    public static TlsManagers clientManagers(TlsFiles files, InstantSource clock) {
        var tls = new Tls(files, clock);
        return TlsManagers.of(
                files.key().isEmpty() ? Optional.empty() : Optional.of(new FreshKeys(tls)),
                files.trusted().isEmpty() ? Optional.empty() : Optional.of(new FreshTrust(tls)));
    }

    private static SSLContext context(KeyManager @Nullable [] keys, TrustManager @Nullable [] trust) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keys, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    private KeyManager @Nullable [] keyManagers() {
        return files.key().isEmpty() ? null : new KeyManager[] {new FreshKeys(this)};
    }

    Loaded current() {
        if (!look.isDue()) return loaded;
        try {
            if (!times().equals(loaded.times())) {
                loaded = load();
                LOG.info("tls files read again files={}", files.all());
            }
        } catch (IllegalStateException | UncheckedIOException e) {
            LOG.error("tls files kept as they were: {}", e.getMessage());
        }
        return loaded;
    }

    private Loaded load() {
        var times = times();
        try {
            return new Loaded(times, keys(), trust());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the certificate and the private key do not fit: " + e.getMessage(), e);
        }
    }

    private List<FileTime> times() {
        var times = new ArrayList<FileTime>();
        for (var file : files.all()) {
            try {
                times.add(Files.getLastModifiedTime(file));
            } catch (IOException e) {
                throw new IllegalStateException(file + " cannot be read", e);
            }
        }
        return times;
    }

    private Optional<X509ExtendedKeyManager> keys() throws GeneralSecurityException, IOException {
        if (files.certificates().isEmpty() || files.key().isEmpty()) return Optional.empty();
        files.demandPair();
        var chain = Pem.certificates(files.certificates().get()).toArray(X509Certificate[]::new);
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        var password = new char[0]; // the store lives in memory alone
        store.setKeyEntry("own", Pem.privateKey(files.key().get()), password, chain);
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        return Optional.of((X509ExtendedKeyManager) factory.getKeyManagers()[0]);
    }

    private Optional<X509ExtendedTrustManager> trust() throws GeneralSecurityException, IOException {
        if (files.trusted().isEmpty()) return Optional.empty();
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        for (var authority : Pem.certificates(files.trusted().get()))
            store.setCertificateEntry("authority-" + number++, authority);
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Optional.of((X509ExtendedTrustManager) factory.getTrustManagers()[0]);
    }
}
