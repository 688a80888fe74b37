// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Key;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;

/** The hub's own key, which takes seconds to make, is made once for all tests, and shorter than in earnest. */
final class OwnKeys {
    private static final KeyPair MADE = made();

    private OwnKeys() {}

    private static KeyPair made() {
        try {
            return SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
        } catch (Exception e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The same again, for others whose key does not matter. */
    static KeyPair pair() {
        return MADE;
    }

    static String pem(String kind, Key key) {
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
        Files.writeString(file, pem("PRIVATE", MADE.getPrivate()) + pem("PUBLIC", MADE.getPublic()));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
