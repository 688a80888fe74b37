// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

/** Whether the announced variant of a type carries an attribute. TS-0001 §9.6.1.1. */
public enum Announced {
    /** Mandatory: always announced. */
    MA,
    /** Optional: announced when {@code announcedAttribute} names it. */
    OA,
    /** Not announced. */
    NA
}
