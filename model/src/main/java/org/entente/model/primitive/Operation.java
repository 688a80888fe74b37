// SPDX-License-Identifier: Apache-2.0
package org.entente.model.primitive;

import java.util.Optional;

/** What a request asks for. TS-0004 §6.3.4.2.5. */
public enum Operation {
    CREATE(1),
    RETRIEVE(2),
    UPDATE(3),
    DELETE(4),
    NOTIFY(5);

    private final int number;

    Operation(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    public static Optional<Operation> of(long number) {
        return number >= 1 && number <= values().length ? Optional.of(values()[(int) number - 1]) : Optional.empty();
    }
}
