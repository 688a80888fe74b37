// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import org.entente.model.type.ResourceTypes;

/** A codec for each serialization, all with the same limits. TS-0004 §8. */
public record Codecs(Json json, Cbor cbor, Xml xml) {
    /** With the default {@link Limits}, for the types of the specification. */
    public static final Codecs STRICT = new Codecs(Json.STRICT, Cbor.STRICT, Xml.STANDARD);

    /** @param types whose attributes XML is read and written by */
    public static Codecs within(Limits limits, ResourceTypes types) {
        return new Codecs(new Json(limits), new Cbor(limits), new Xml(limits, types));
    }

    public Codec of(Serialization serialization) {
        return switch (serialization) {
            case JSON -> json;
            case CBOR -> cbor;
            case XML -> xml;
        };
    }
}
