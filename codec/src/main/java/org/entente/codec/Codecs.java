// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

/** A codec for each serialization, all with the same limits. TS-0004 §8. */
public record Codecs(Json json, Cbor cbor) {
    /** With the default {@link Limits}. */
    public static final Codecs STRICT = new Codecs(Json.STRICT, Cbor.STRICT);

    public static Codecs within(Limits limits) {
        return new Codecs(new Json(limits), new Cbor(limits));
    }

    public Codec of(Serialization serialization) {
        return switch (serialization) {
            case JSON -> json;
            case CBOR -> cbor;
        };
    }
}
