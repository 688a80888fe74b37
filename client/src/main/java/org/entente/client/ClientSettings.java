// SPDX-License-Identifier: Apache-2.0
package org.entente.client;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.entente.bindings.coap.Dtls.SharedKey;
import org.entente.codec.Serialization;
import org.entente.model.type.ResourceTypes;
import org.entente.security.Secret;
import org.entente.security.TlsFiles;

/**
 * Where a CSE is, and how it is spoken to.
 *
 * @param cse its address; the scheme chooses the binding: http, https, ws, wss, coap, coaps, coap+tcp,
 *     coaps+tcp, mqtt or mqtts
 * @param cseId the CSE-ID, which only MQTT needs
 * @param base the name of its CSEBase, below which applications register
 * @param originator who asks, until an application has registered; empty to be given a name then
 * @param secret what proves it; empty to show none
 * @param sharedKey what proves it to CoAP over DTLS; empty to show a certificate
 * @param tls whom to trust, and which certificate to show
 * @param timeout for a request
 * @param types whose attributes are known, where the serialization has no types of its own
 */
public record ClientSettings(
        URI cse,
        String cseId,
        String base,
        String originator,
        Optional<Secret> secret,
        Optional<SharedKey> sharedKey,
        TlsFiles tls,
        Serialization serialization,
        Duration timeout,
        ResourceTypes types) {

    /** What a hub has that was started without any configuration. */
    public static ClientSettings to(String cse) {
        return new ClientSettings(
                URI.create(cse),
                "/id-in",
                "cse-in",
                "C",
                Optional.empty(),
                Optional.empty(),
                new TlsFiles(Optional.empty(), Optional.empty(), Optional.empty()),
                Serialization.JSON,
                Duration.ofSeconds(30),
                ResourceTypes.standard());
    }

    public ClientSettings named(String cseId) {
        return new ClientSettings(cse, cseId, base, originator, secret, sharedKey, tls, serialization, timeout, types);
    }

    public ClientSettings below(String base) {
        return new ClientSettings(cse, cseId, base, originator, secret, sharedKey, tls, serialization, timeout, types);
    }

    public ClientSettings as(String originator) {
        return new ClientSettings(cse, cseId, base, originator, secret, sharedKey, tls, serialization, timeout, types);
    }

    public ClientSettings showing(Secret secret) {
        return new ClientSettings(
                cse, cseId, base, originator, Optional.of(secret), sharedKey, tls, serialization, timeout, types);
    }

    public ClientSettings showing(SharedKey key) {
        return new ClientSettings(
                cse, cseId, base, originator, secret, Optional.of(key), tls, serialization, timeout, types);
    }

    public ClientSettings trusting(TlsFiles files) {
        return new ClientSettings(
                cse, cseId, base, originator, secret, sharedKey, files, serialization, timeout, types);
    }

    public ClientSettings speaking(Serialization other) {
        return new ClientSettings(cse, cseId, base, originator, secret, sharedKey, tls, other, timeout, types);
    }

    public ClientSettings within(Duration timeout) {
        return new ClientSettings(cse, cseId, base, originator, secret, sharedKey, tls, serialization, timeout, types);
    }

    public ClientSettings knowing(ResourceTypes types) {
        return new ClientSettings(cse, cseId, base, originator, secret, sharedKey, tls, serialization, timeout, types);
    }
}
