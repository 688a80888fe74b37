// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

/** The forms in which primitives and resources travel. TS-0004 §8. */
public enum Serialization {
    JSON,
    CBOR,
    XML
}
