// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The forms in which primitives and resources travel. TS-0004 §8. */
public enum Serialization {
    JSON,
    CBOR,
    XML;

    private static final String MEDIA_TYPE = "application/";

    /** As {@code ct=}, {@code contentSerialization} and the topics of MQTT have it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a member of {@code contentSerialization}: {@code json}, and {@code application/json} as older texts have it. */
    static Optional<Serialization> named(String text) {
        var label = text.startsWith(MEDIA_TYPE) ? text.substring(MEDIA_TYPE.length()) : text;
        for (var each : values()) if (each.label().equals(label)) return Optional.of(each);
        return Optional.empty();
    }

    /** The first of a list that we speak. TS-0001 §9.6.5 (contentSerialization) */
    public static Serialization preferred(List<String> named, Serialization otherwise) {
        for (var each : named) {
            var known = named(each);
            if (known.isPresent()) return known.get();
        }
        return otherwise;
    }
}
