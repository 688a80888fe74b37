// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** By what a device proves over DTLS that it is the one it says it is. OMA LwM2M 1.1 transport §5.2.8. */
public sealed interface DeviceProof {

    /** A secret that the device and the hub share. RFC 4279. */
    record SharedKey(String identity, byte[] key) implements DeviceProof {
        public SharedKey {
            key = key.clone();
            if (key.length == 0) throw new IllegalArgumentException("an empty key for " + identity);
        }

        @Override
        public byte[] key() {
            return key.clone();
        }

        /** Never the key itself. */
        @Override
        public String toString() {
            return "SharedKey[" + identity + "]";
        }
    }

    /** The private key to a public one that was told before. RFC 7250. */
    record RawKey(PublicKey key) implements DeviceProof {

        /** @param base64 of a SubjectPublicKeyInfo with an elliptic curve's key */
        static RawKey of(String base64) {
            try {
                var encoded = new X509EncodedKeySpec(Base64.getDecoder().decode(base64));
                return new RawKey(KeyFactory.getInstance("EC").generatePublic(encoded));
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("no public key of an elliptic curve", e);
            }
        }
    }

    /** A certificate of a trusted authority whose common name is the device's name. */
    record Certificate() implements DeviceProof {}
}
