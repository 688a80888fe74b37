// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.profile;

/** Which primitives a profile is for; its {@code appl} is the sum of their numbers. m2m:primitiveProfileApplicability */
enum Way {
    REQUEST(1),
    RESPONSE(2),
    NOTIFICATION(4);

    static final long ALL = 7;

    private final long number;

    Way(long number) {
        this.number = number;
    }

    boolean isIn(long applicability) {
        return (applicability & number) != 0;
    }
}
