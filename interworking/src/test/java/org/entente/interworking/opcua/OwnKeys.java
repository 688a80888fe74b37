// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Key;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;

/** The hub's own key, which takes seconds to make, is made once for all tests, and shorter than in earnest. */
final class OwnKeys {
    private static final String MADE = made();

    private OwnKeys() {}

    private static String made() {
        try {
            var keys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
            return pem("PRIVATE", keys.getPrivate()) + pem("PUBLIC", keys.getPublic());
        } catch (Exception e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static String pem(String kind, Key key) {
        return "-----BEGIN " + kind + " KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END " + kind + " KEY-----\n";
    }

    /** The papers of a folder in which there were none. */
    static Papers in(Path folder) throws IOException {
        lay(folder);
        return Papers.in(folder, new SecureRandom());
    }

    static Papers ofServer(Path folder, List<String> hosts) throws IOException {
        lay(folder);
        return Papers.ofServer(folder, hosts, new SecureRandom());
    }

    private static void lay(Path folder) throws IOException {
        var file = Files.createDirectories(folder).resolve("own-key.pem");
        if (Files.exists(file)) return;
        Files.writeString(file, MADE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
