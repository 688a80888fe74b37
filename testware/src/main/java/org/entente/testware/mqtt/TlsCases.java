// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.entente.testware.Event.Kind;
import org.entente.testware.Judged;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Endpoint;
import org.entente.testware.mqtt.wire.Transport;
import org.entente.testware.tls.ClientHello;
import org.entente.testware.tls.ServerAnswer;

/** Which versions, suites and certificates of TLS a broker agrees to or shows. */
final class TlsCases {
    private static final int RSA_BITS = 2048;
    private static final int CURVE_BITS = 256;
    private static final int CHUNK = 4096;
    private static final String TESTER = "client-1";

    private TlsCases() {}

    static void bind(Bindings<Scene> cases) {
        cases.bindOwn("SEC_TLS_001", scene -> refused(scene, ClientHello.SSL_3_0, ClientHello.USUAL))
                .bindOwn("SEC_TLS_002", scene -> refused(scene, ClientHello.TLS_1_0, ClientHello.USUAL))
                .bindOwn("SEC_TLS_003", scene -> refused(scene, ClientHello.TLS_1_1, ClientHello.USUAL))
                .bindOwn("SEC_TLS_004", TlsCases::speaks)
                .bindOwn("SEC_TLS_005", scene -> refused(scene, ClientHello.TLS_1_2, ClientHello.BROKEN))
                .bindOwn("SEC_TLS_006", scene -> refused(scene, ClientHello.TLS_1_2, ClientHello.ANONYMOUS))
                .bindOwn("SEC_TLS_007", TlsCases::inForce)
                .bindOwn("SEC_TLS_008", TlsCases::strong);
    }

    private static void refused(Scene scene, int version, List<Integer> suites) throws IOException {
        var stage = scene.stage();
        var hello = new ClientHello(version, suites);
        try (var socket = connect(scene)) {
            var words = String.format("ClientHello version %04x, %d suites", version, suites.size());
            var bytes = hello.octets(stage.random());
            stage.recording().add(TESTER, Kind.SENT, bytes, words);
            socket.getOutputStream().write(bytes.toArray());
            var answer = answer(socket, scene);
            if (answer instanceof ServerAnswer.Hello agreed && agreed.version() <= version) {
                throw Judged.fail("expected a refusal, got " + agreed.words(), stage.lastEvent());
            }
            stage.decided(stage.lastEvent());
        }
    }

    private static Socket connect(Scene scene) throws IOException {
        var endpoint = scene.endpoint();
        var socket = scene.stage().own(new Socket());
        var patience = (int) scene.stage().patience().toMillis();
        socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), patience);
        socket.setSoTimeout(patience);
        scene.stage().recording().add(TESTER, Kind.OPENED, "connection to " + endpoint);
        return socket;
    }

    private static ServerAnswer answer(Socket socket, Scene scene) {
        var chunk = new byte[CHUNK];
        try {
            var count = Math.max(0, socket.getInputStream().read(chunk));
            var answer = ServerAnswer.read(chunk, count);
            var kind = count == 0 ? Kind.CLOSED_BY_ENDPOINT : Kind.RECEIVED;
            scene.stage().recording().add(TESTER, kind, Octets.of(Arrays.copyOf(chunk, count)), answer.words());
            return answer;
        } catch (SocketTimeoutException e) {
            scene.stage().recording().add(TESTER, Kind.SILENCE, "no answer");
            return new ServerAnswer.Other("nothing");
        } catch (IOException e) {
            scene.stage().recording().add(TESTER, Kind.CLOSED_BY_ENDPOINT, String.valueOf(e.getMessage()));
            return new ServerAnswer.Other("closed");
        }
    }

    /** A handshake by the platform's own library, whoever the endpoint is. */
    private static SSLSocket handshake(Scene scene) throws IOException {
        var endpoint = scene.endpoint();
        var any = new Endpoint(endpoint.host(), endpoint.port(), new Transport.Tls(Optional.empty()));
        var socket = (SSLSocket) new Transport.Tls(Optional.empty()).over(connect(scene), any);
        scene.stage().own(socket);
        var session = socket.getSession();
        scene.stage()
                .decided(scene.stage()
                        .recording()
                        .add(TESTER, Kind.RECEIVED, session.getProtocol() + " " + session.getCipherSuite()));
        return socket;
    }

    private static void speaks(Scene scene) throws IOException {
        try {
            var protocol = handshake(scene).getSession().getProtocol();
            if (!protocol.equals("TLSv1.3")) {
                scene.stage().allow("speaks " + protocol + " at most");
            }
        } catch (javax.net.ssl.SSLException e) {
            throw Judged.fail("no handshake: " + e.getMessage(), scene.stage().lastEvent());
        }
    }

    private static X509Certificate certificate(Scene scene) throws IOException {
        Certificate[] chain = handshake(scene).getSession().getPeerCertificates();
        if (chain.length > 0 && chain[0] instanceof X509Certificate certificate) {
            scene.stage()
                    .decided(scene.stage()
                            .recording()
                            .add(
                                    TESTER,
                                    Kind.RECEIVED,
                                    "certificate of " + certificate.getSubjectX500Principal() + ", "
                                            + certificate.getSigAlgName() + ", until " + certificate.getNotAfter()));
            return certificate;
        }
        throw Judged.error("no X.509 certificate", scene.stage().lastEvent());
    }

    private static void inForce(Scene scene) throws IOException {
        try {
            certificate(scene).checkValidity();
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            throw Judged.fail(
                    "the certificate is not in force: " + e.getMessage(),
                    scene.stage().decidedBy());
        }
    }

    private static void strong(Scene scene) throws IOException {
        var certificate = certificate(scene);
        var bits =
                switch (certificate.getPublicKey()) {
                    case RSAKey rsa -> rsa.getModulus().bitLength() >= RSA_BITS;
                    case ECKey curve -> curve.getParams().getOrder().bitLength() >= CURVE_BITS;
                    default -> true;
                };
        var signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        if (!bits || signature.startsWith("MD5") || signature.startsWith("SHA1")) {
            throw Judged.fail(
                    "key or signature is too weak: "
                            + certificate.getPublicKey().getAlgorithm() + ", " + signature,
                    scene.stage().decidedBy());
        }
    }
}
