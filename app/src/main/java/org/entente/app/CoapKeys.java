// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.entente.app.Key.arrayBytes;
import static org.entente.app.Key.duration;
import static org.entente.app.Key.oneOf;
import static org.entente.app.Key.text;
import static org.entente.app.Key.truth;
import static org.entente.app.Key.whole;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.entente.bindings.coap.CoapConfiguration;
import org.entente.bindings.coap.CoapConfiguration.Datagrams;
import org.entente.bindings.coap.CoapConfiguration.Listener;
import org.entente.bindings.coap.CoapConfiguration.Streams;
import org.entente.bindings.coap.CoapLimits;
import org.entente.bindings.coap.CoapServer;
import org.entente.bindings.coap.Dtls;
import org.entente.bindings.wire.Admittance;
import org.entente.model.type.ResourceTypes;
import org.entente.security.Credentials;
import org.entente.security.DtlsKeys;
import org.entente.security.FreshIdentity;
import org.entente.security.Pem;
import org.entente.security.Tls;
import org.entente.security.TlsFiles;

/** How CoAP listens and what it bears. */
final class CoapKeys {
    private static final CoapLimits LIMITS = CoapLimits.DEFAULT;
    private static final int COAP = 5683;
    private static final int COAPS = 5684;
    private static final int NONE = -1;
    private static final int MOST = 1_000_000;

    // LwM2M devices are awaited at the same ports, and a port that answers to datagrams is opened on purpose only.
    static final Key<Boolean> ENABLED =
            truth("coap.enabled", false, "Whether requests are answered over CoAP (TS-0008).");
    static final Key<String> HOST = text("coap.host", "127.0.0.1", "The address that CoAP listens on.");
    static final Key<Integer> PORT =
            whole("coap.port", COAP, NONE, 65535, "The UDP port without DTLS; 0 takes any free one, -1 none.");
    static final Key<Integer> DTLS_PORT = whole(
            "coap.dtls.port",
            COAPS,
            0,
            65535,
            "The UDP port with DTLS, which is awaited where a certificate or a file of keys is given; 0 takes any free"
                    + " one.");
    static final Key<Integer> TCP_PORT =
            whole("coap.tcp.port", NONE, NONE, 65535, "The TCP port without TLS; 0 takes any free one, -1 none.");
    static final Key<Integer> TLS_PORT = whole(
            "coap.tls.port",
            NONE,
            NONE,
            65535,
            "The TCP port with TLS, which needs the certificate of coap.dtls; 0 takes any free one, -1 none.");
    static final Key<String> CERTIFICATES = text(
            "coap.dtls.certificates",
            "",
            "PEM file with the certificate and chain that this hub shows over DTLS and TLS.");
    static final Key<String> KEY = text("coap.dtls.key", "", "PEM file with the certificate's private key.");
    static final Key<String> CLIENT_AUTHORITIES =
            text("coap.dtls.client-authorities", "", "PEM file with the authorities whose client certificates count.");
    static final Key<String> KEYS_FILE = text(
            "coap.dtls.keys-file",
            "",
            "A file only its owner may read, with a line 'psk identity hexadecimal-key originator ...' or 'rpk"
                    + " base64-key originator ...' for each peer without a certificate.");
    static final Key<HttpKeys.AdmissionChoice> ADMISSION = oneOf(
            "coap.admission",
            HttpKeys.AdmissionChoice.AUTO,
            "Whether a credential is needed: auto asks for one unless CoAP listens on loopback only.");
    static final Key<Duration> DRAIN =
            duration("coap.drain", CoapConfiguration.DRAIN, "How long a stop waits for what was accepted.");
    static final Key<Long> BODY = arrayBytes(
            "coap.limits.body",
            LIMITS.bodyBytes(),
            "The largest payload of a request or an answer, all blocks together.");
    static final Key<Integer> DEPTH =
            whole("coap.limits.depth", LIMITS.depth(), 8, 1000, "How deep a payload may nest.");
    static final Key<Integer> TRANSFERS = whole(
            "coap.limits.transfers",
            LIMITS.transfers(),
            1,
            MOST,
            "How many payloads may be under way in blocks, in each direction.");
    static final Key<Duration> TRANSFER_TIME =
            duration("coap.limits.transfer-time", LIMITS.transfer(), "How long a payload may wait for its next block.");
    static final Key<Integer> REMEMBERED = whole(
            "coap.limits.remembered",
            LIMITS.remembered(),
            1,
            MOST,
            "How many messages are remembered, so that one that is sent again is not acted on again.");
    static final Key<Integer> ASSOCIATIONS = whole(
            "coap.limits.associations",
            LIMITS.associations(),
            1,
            MOST,
            "How many DTLS associations are kept; a silent one gives way to a new one.");
    static final Key<Integer> CONNECTIONS = whole(
            "coap.limits.connections",
            LIMITS.connections().most(),
            1,
            MOST,
            "How many TCP connections of one listener may be open.");
    static final Key<Integer> CONNECTIONS_PER_ADDRESS = whole(
            "coap.limits.connections-per-address",
            LIMITS.connections().mostPerAddress(),
            1,
            MOST,
            "How many of them may come from one address.");
    static final Key<Duration> HELLO = duration(
            "coap.limits.hello", LIMITS.connections().hello(), "How long the first message over TCP may take.");
    static final Key<Integer> IN_FLIGHT = whole(
            "coap.limits.in-flight", LIMITS.inFlight(), 1, MOST, "How many requests are worked on at the same time.");

    static final List<Key<?>> ALL = List.of(
            ENABLED,
            HOST,
            PORT,
            DTLS_PORT,
            TCP_PORT,
            TLS_PORT,
            CERTIFICATES,
            KEY,
            CLIENT_AUTHORITIES,
            KEYS_FILE,
            ADMISSION,
            DRAIN,
            BODY,
            DEPTH,
            TRANSFERS,
            TRANSFER_TIME,
            REMEMBERED,
            ASSOCIATIONS,
            CONNECTIONS,
            CONNECTIONS_PER_ADDRESS,
            HELLO,
            IN_FLIGHT);

    static final List<Rule> RULES = List.of(
            Rule.both(CERTIFICATES, KEY),
            Rule.refusing(
                            List.of(PORT, TCP_PORT, TLS_PORT, CERTIFICATES, KEYS_FILE),
                            config -> !isReached(config),
                            _ -> ENABLED.name() + " needs a port, or a certificate or keys for DTLS")
                    .where(ENABLED),
            Rule.needing(TLS_PORT, CERTIFICATES)
                    .where(TLS_PORT, config -> config.value(TLS_PORT) != NONE)
                    .where(ENABLED));
    static final List<Rule> FILES = List.of(
            Rule.file(CERTIFICATES, Pem::certificates),
            Rule.file(KEY, Pem::privateKey),
            Rule.pair(CERTIFICATES, KEY),
            Rule.file(CLIENT_AUTHORITIES, Pem::certificates).where(ENABLED),
            Rule.file(KEYS_FILE, file -> DtlsKeys.open(file, InstantSource.system()))
                    .where(ENABLED));

    private CoapKeys() {}

    private static boolean isReached(Configuration config) {
        return Stream.of(PORT, TCP_PORT, TLS_PORT).anyMatch(port -> config.value(port) != NONE) || hasDtls(config);
    }

    /** Whether CoAP listens with DTLS too. */
    static boolean hasDtls(Configuration config) {
        return config.value(ENABLED) && Stream.of(CERTIFICATES, KEYS_FILE).anyMatch(config::names);
    }

    /** Listening; empty if it is not enabled. */
    static Optional<CoapServer> server(
            Configuration config, Credentials credentials, Admittance admittance, ResourceTypes types) {
        if (!config.value(ENABLED)) return Optional.empty();
        var listeners = new ArrayList<Listener>();
        if (config.value(PORT) != NONE) listeners.add(listener(config, PORT, new Datagrams(Optional.empty())));
        dtls(config, credentials)
                .ifPresent(dtls -> listeners.add(listener(config, DTLS_PORT, new Datagrams(Optional.of(dtls)))));
        if (config.value(TCP_PORT) != NONE) listeners.add(listener(config, TCP_PORT, new Streams(Optional.empty())));
        if (config.value(TLS_PORT) != NONE) listeners.add(listener(config, TLS_PORT, new Streams(tls(config))));
        var settings = new CoapConfiguration(listeners, limits(config), config.value(DRAIN));
        return Optional.of(CoapServer.start(settings, admittance, types));
    }

    private static Listener listener(Configuration config, Key<Integer> port, CoapConfiguration.Carrier carrier) {
        var host = config.value(HOST);
        return new Listener(host, config.value(port), config.value(ADMISSION).at(host), carrier);
    }

    /** What the hub shows over DTLS and whom it believes; empty without a certificate and keys. */
    private static Optional<Dtls> dtls(Configuration config, Credentials credentials) {
        var own = certified(config, CLIENT_AUTHORITIES);
        var keys = TlsKeys.file(config, KEYS_FILE).map(file -> DtlsKeys.open(file, InstantSource.system()));
        keys.ifPresent(known -> credentials.alsoBound(known::isBound));
        return own.isEmpty() && keys.isEmpty() ? Optional.empty() : Optional.of(Dtls.of(own, keys));
    }

    /** Whether the hub shows or believes certificates where it opens an association or a connection. */
    static boolean hasIdentity(Configuration config) {
        return !files(config, TlsKeys.TRUSTED).isEmpty();
    }

    /** What the hub shows where it opens an association; empty without a certificate and authorities. */
    static Optional<Dtls> opening(Configuration config) {
        return certified(config, TlsKeys.TRUSTED).map(Dtls::with);
    }

    /** The same where it opens a connection with TLS. */
    static Optional<SSLContext> openingTls(Configuration config) {
        var files = files(config, TlsKeys.TRUSTED);
        return files.isEmpty() ? Optional.empty() : Optional.of(Tls.client(files, InstantSource.system()));
    }

    private static Optional<SSLContext> tls(Configuration config) {
        return Optional.of(Tls.server(files(config, CLIENT_AUTHORITIES), InstantSource.system()));
    }

    private static Optional<FreshIdentity> certified(Configuration config, Key<String> authorities) {
        var files = files(config, authorities);
        return files.isEmpty() ? Optional.empty() : Optional.of(FreshIdentity.of(files, InstantSource.system()));
    }

    private static TlsFiles files(Configuration config, Key<String> authorities) {
        return new TlsFiles(
                TlsKeys.file(config, CERTIFICATES), TlsKeys.file(config, KEY), TlsKeys.file(config, authorities));
    }

    static CoapLimits limits(Configuration config) {
        return new CoapLimits(
                Math.toIntExact(config.value(BODY)),
                config.value(DEPTH),
                config.value(TRANSFERS),
                config.value(TRANSFER_TIME),
                config.value(REMEMBERED),
                config.value(ASSOCIATIONS),
                new CoapLimits.Connections(
                        config.value(CONNECTIONS),
                        config.value(CONNECTIONS_PER_ADDRESS),
                        config.value(HELLO),
                        LIMITS.connections().idle()),
                config.value(IN_FLIGHT),
                LIMITS.acknowledge());
    }
}
