// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** What is kept of a secret: salted, and slow to guess. Its text form names the method, so that it can change. */
record SecretHash(int iterations, byte[] salt, byte[] hash) {
    private static final String METHOD = "pbkdf2-sha256";
    // Secrets are 256 random bits, which nobody guesses; more iterations would only slow the first request.
    private static final int ITERATIONS = 10_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;

    static SecretHash of(String secret, SecureRandom random) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new SecretHash(ITERATIONS, salt, derive(secret, salt, ITERATIONS));
    }

    boolean matches(String secret) {
        return MessageDigest.isEqual(hash, derive(secret, salt, iterations));
    }

    private static byte[] derive(String secret, byte[] salt, int iterations) {
        var characters = secret.toCharArray();
        var spec = new PBEKeySpec(characters, salt, iterations, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no PBKDF2 with SHA-256", e);
        } finally {
            spec.clearPassword();
            Arrays.fill(characters, '\0');
        }
    }

    static SecretHash parse(String text) {
        var parts = text.split(":", -1);
        if (parts.length != 4 || !parts[0].equals(METHOD))
            throw new IllegalArgumentException("the hash is not of the form " + METHOD + ":iterations:salt:hash");
        int iterations = Integer.parseInt(parts[1]);
        if (iterations < 1) throw new IllegalArgumentException("the hash has no iterations");
        var decoder = Base64.getDecoder();
        return new SecretHash(iterations, decoder.decode(parts[2]), decoder.decode(parts[3]));
    }

    String text() {
        var encoder = Base64.getEncoder();
        return METHOD + ":" + iterations + ":" + encoder.encodeToString(salt) + ":" + encoder.encodeToString(hash);
    }

    @Override
    public String toString() {
        return "SecretHash[hidden]";
    }
}
