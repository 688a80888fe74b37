// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A certificate for this machine's loopback address, made for one run: who tests a client is its server.
 *
 * @param authority the PEM file that a client has to trust
 */
public record OwnCertificate(Path authority, SSLContext context) {
    private static final String SECRET = "changeit"; // of a key that lasts as long as the run

    static OwnCertificate make() throws IOException {
        var folder = Files.createTempDirectory("entente-certificate");
        var keys = folder.resolve("keys.p12");
        var authority = folder.resolve("authority.pem");
        Stream.of(folder, keys, authority).forEach(path -> path.toFile().deleteOnExit());
        keytool(
                keys,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost");
        keytool(keys, "-exportcert", "-rfc", "-file", authority.toString());
        try (var in = Files.newInputStream(keys)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(in, SECRET.toCharArray());
            var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, SECRET.toCharArray());
            var context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return new OwnCertificate(authority, context);
        } catch (GeneralSecurityException e) {
            throw new IOException("no certificate for the tester: " + e.getMessage(), e);
        }
    }

    /** The server's end of TLS over a connection. */
    Socket over(Socket tcp) throws IOException {
        var tls = (SSLSocket) context.getSocketFactory().createSocket(tcp, null, tcp.getPort(), true);
        tls.setUseClientMode(false);
        return tls;
    }

    private static void keytool(Path store, String... arguments) throws IOException {
        var program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var common = List.of(
                "-alias", "tester", "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", SECRET);
        var command = Stream.of(List.of(program), List.of(arguments), common)
                .flatMap(List::stream)
                .toList();
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("keytool makes no certificate: " + told.strip());
        }
    }
}
