// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import org.entente.model.Refused;
import org.entente.model.Value;

/** Bytes of one serialization to values and back. TS-0004 §8. Safe for many threads. */
public sealed interface Codec permits Json, Cbor, Xml {

    /**
     * Reads one document that must be an object, as every content and primitive is.
     *
     * @throws Refused BAD_REQUEST with what is wrong and where
     */
    Value.Fields readObject(byte[] document);

    /**
     * What of a primitive can be read before the place where it is damaged, without the root around it; so that whoever
     * sent it can be told which request it was. Never refuses.
     */
    Value.Fields salvage(byte[] damaged);

    /** Writes a value in the shortest form; the same value gives the same bytes. */
    byte[] write(Value value);
}
