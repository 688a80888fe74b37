// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;
import java.util.Set;

/** A key pair that the hub makes for itself at its first start, in a file that its owner alone may read. RFC 7468. */
public final class OwnKey {
    private static final int RSA_BITS = 3072;
    private static final Base64.Encoder MIME = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final KeyPair pair;

    private OwnKey(KeyPair pair) {
        this.pair = pair;
    }

    /**
     * The key of a file, which is made if it is not there.
     *
     * @throws IllegalStateException with one sentence if others have access to it or it holds no such key
     */
    public static OwnKey keep(Path file, SecureRandom random) {
        return keep(file, "EC", new ECGenParameterSpec("secp256r1"), random);
    }

    /** The same for protocols that want RSA. */
    public static OwnKey keepRsa(Path file, SecureRandom random) {
        return keep(file, "RSA", new RSAKeyGenParameterSpec(RSA_BITS, RSAKeyGenParameterSpec.F4), random);
    }

    private static OwnKey keep(Path file, String algorithm, AlgorithmParameterSpec size, SecureRandom random) {
        try {
            if (Files.notExists(file)) make(file, generate(algorithm, size, random));
            PrivateFile.demand(file);
            return new OwnKey(new KeyPair(Pem.publicKey(file), Pem.privateKey(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("the hub's key cannot be kept in " + file, e);
        }
    }

    public KeyPair pair() {
        return pair;
    }

    private static void make(Path file, KeyPair made) throws IOException {
        var text = block("PRIVATE KEY", made.getPrivate()) + block("PUBLIC KEY", made.getPublic());
        var access = PrivateFile.isPosix(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PrivateFile.OWNER_ONLY)}
                : new FileAttribute<?>[0];
        try (var out =
                Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), access)) {
            out.write(StandardCharsets.US_ASCII.encode(text));
        }
    }

    private static KeyPair generate(String algorithm, AlgorithmParameterSpec size, SecureRandom random) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has the curve P-256, and RSA", e);
        }
    }

    private static String block(String kind, Key key) {
        return "-----BEGIN " + kind + "-----\n" + MIME.encodeToString(key.getEncoded()) + "\n-----END " + kind
                + "-----\n";
    }
}
