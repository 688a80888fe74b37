// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;

/** Whoever looks after the folder of certificates. */
final class Operator {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Operator() {}

    /** A file with the password that {@link Guarded} and the peer want, which nobody else may read. */
    static Path password(Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("password"), Guarded.PASSWORD + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** As somebody does who has compared the fingerprint. */
    static void trustsWhatWasRejected(Path folder) throws IOException {
        var whole = await().atMost(PATIENCE).until(() -> rejectedCertificate(folder), Optional::isPresent);
        Files.write(folder.resolve("trusted").resolve("server.der"), whole.orElseThrow());
    }

    /** Each attempt of the hub writes it anew, so that half of it may be there. */
    private static Optional<byte[]> rejectedCertificate(Path folder) throws IOException {
        try (var files = Files.list(folder.resolve("rejected"))) {
            for (var file : files.toList()) {
                var written = Files.readAllBytes(file);
                if (written.length == 0) continue; // the library finds no certificate in it and trips
                try {
                    return Optional.of(
                            CertificateUtil.decodeCertificate(written).getEncoded());
                } catch (UaException | CertificateEncodingException e) {
                    // Not all of it is there yet.
                }
            }
        }
        return Optional.empty();
    }
}
