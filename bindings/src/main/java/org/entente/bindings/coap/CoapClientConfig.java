// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import org.entente.bindings.http.AddressLookup;
import org.entente.codec.Serialization;
import org.entente.model.type.ResourceTypes;

/**
 * How requests leave over CoAP.
 *
 * @param limits of what comes back
 * @param lookup gives only addresses that may be contacted
 * @param serialization of what is sent and asked for; an answer may come in another
 * @param types whose attributes XML is read and written by
 */
public record CoapClientConfig(
        CoapLimits limits, AddressLookup lookup, Serialization serialization, ResourceTypes types) {
    public static final CoapClientConfig DEFAULT =
            new CoapClientConfig(CoapLimits.DEFAULT, AddressLookup.ANY, Serialization.JSON, ResourceTypes.standard());

    public CoapClientConfig withLimits(CoapLimits others) {
        return new CoapClientConfig(others, lookup, serialization, types);
    }

    public CoapClientConfig withSerialization(Serialization other) {
        return new CoapClientConfig(limits, lookup, other, types);
    }

    public CoapClientConfig withTypes(ResourceTypes others) {
        return new CoapClientConfig(limits, lookup, serialization, others);
    }

    public CoapClientConfig withLookup(AddressLookup only) {
        return new CoapClientConfig(limits, only, serialization, types);
    }
}
