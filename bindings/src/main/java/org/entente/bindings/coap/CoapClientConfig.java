// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.entente.bindings.http.AddressLookup;
import org.entente.codec.Serialization;
import org.entente.model.type.ResourceTypes;

/**
 * How requests leave over CoAP.
 *
 * @param dtls what to show and whom to believe at {@code coaps} places; empty to send to none
 * @param tls the same for {@code coaps+tcp} places; empty for what Java trusts
 * @param limits of what comes back
 * @param lookup gives only addresses that may be contacted
 * @param serialization of what is sent and asked for; an answer may come in another
 * @param types whose attributes XML is read and written by
 */
public record CoapClientConfig(
        Optional<Dtls> dtls,
        Optional<SSLContext> tls,
        CoapLimits limits,
        AddressLookup lookup,
        Serialization serialization,
        ResourceTypes types) {
    public static final CoapClientConfig DEFAULT = new CoapClientConfig(
            Optional.empty(),
            Optional.empty(),
            CoapLimits.DEFAULT,
            AddressLookup.ANY,
            Serialization.JSON,
            ResourceTypes.standard());

    public CoapClientConfig withDtls(Optional<Dtls> other) {
        return new CoapClientConfig(other, tls, limits, lookup, serialization, types);
    }

    public CoapClientConfig withTls(Optional<SSLContext> other) {
        return new CoapClientConfig(dtls, other, limits, lookup, serialization, types);
    }

    public CoapClientConfig withLimits(CoapLimits others) {
        return new CoapClientConfig(dtls, tls, others, lookup, serialization, types);
    }

    public CoapClientConfig withSerialization(Serialization other) {
        return new CoapClientConfig(dtls, tls, limits, lookup, other, types);
    }

    public CoapClientConfig withTypes(ResourceTypes others) {
        return new CoapClientConfig(dtls, tls, limits, lookup, serialization, others);
    }

    public CoapClientConfig withLookup(AddressLookup only) {
        return new CoapClientConfig(dtls, tls, limits, only, serialization, types);
    }
}
