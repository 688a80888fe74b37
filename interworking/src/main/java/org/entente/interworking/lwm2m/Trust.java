// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.entente.security.DeviceCredentials;
import org.entente.security.FreshIdentity;

/**
 * What the hub shows devices over DTLS, and which of them it believes.
 *
 * @param devices by what each proves who it is
 * @param key the hub's own; without one only pre-shared keys are spoken of
 * @param published the public half of the key
 * @param chain the certificates that go with the key, the hub's own first; without one the raw public key is shown
 * @param authorities whose certificates devices may show
 */
public record Trust(
        DeviceCredentials devices,
        Optional<PrivateKey> key,
        Optional<PublicKey> published,
        List<X509Certificate> chain,
        List<X509Certificate> authorities) {
    public static final Trust NOBODY =
            new Trust(DeviceCredentials.NONE, Optional.empty(), Optional.empty(), List.of(), List.of());

    public Trust {
        chain = List.copyOf(chain);
        authorities = List.copyOf(authorities);
    }

    /** With a key that has no certificate. */
    public static Trust of(DeviceCredentials devices, KeyPair own, List<X509Certificate> authorities) {
        return new Trust(devices, Optional.of(own.getPrivate()), Optional.of(own.getPublic()), List.of(), authorities);
    }

    /** With a certificate. */
    public static Trust of(DeviceCredentials devices, FreshIdentity.Parts own) {
        var published = own.chain().stream().findFirst().map(X509Certificate::getPublicKey);
        return new Trust(devices, own.key(), published, own.chain(), own.trusted());
    }

    /** The hub's public key as devices are given it: base64 of its SubjectPublicKeyInfo. */
    Optional<String> publishedText() {
        return published.map(key -> Base64.getEncoder().encodeToString(key.getEncoded()));
    }
}
