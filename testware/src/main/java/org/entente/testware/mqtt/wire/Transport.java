// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.wire;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** What carries the bytes of MQTT. */
public sealed interface Transport {
    /** TCP as it is. */
    public record Plain() implements Transport {}

    /**
     * TLS over TCP.
     *
     * @param authority the PEM file of whom to trust; without it any certificate will do, since the purposes judge
     *     MQTT and a test bench seldom has a certificate that the world trusts
     */
    public record Tls(Optional<Path> authority) implements Transport {
        public Socket over(Socket tcp, Endpoint endpoint) throws IOException {
            try {
                var context = SSLContext.getInstance("TLS");
                context.init(null, trust(), null);
                var socket = (SSLSocket)
                        context.getSocketFactory().createSocket(tcp, endpoint.host(), endpoint.port(), true);
                if (authority.isPresent()) {
                    var parameters = socket.getSSLParameters();
                    parameters.setEndpointIdentificationAlgorithm("HTTPS");
                    socket.setSSLParameters(parameters);
                }
                socket.startHandshake();
                return socket;
            } catch (GeneralSecurityException e) {
                throw new IOException("no TLS: " + e.getMessage(), e);
            }
        }

        private TrustManager[] trust() throws GeneralSecurityException, IOException {
            if (authority.isEmpty()) {
                return new TrustManager[] {new AnyCertificate()};
            }
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            try (var pem = Files.newInputStream(authority.get())) {
                for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                    store.setCertificateEntry("authority-" + store.size(), certificate);
                }
            }
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        }
    }

    /**
     * The frames of WebSocket over TCP or TLS. MQTT 3.1.1 §6.
     *
     * @param path where on the server, such as {@code /mqtt}
     */
    record WebSocket(Optional<Tls> tls, String path) implements Transport {}

    /** Looks at no certificate. */
    final class AnyCertificate extends X509ExtendedTrustManager {
        private AnyCertificate() {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
