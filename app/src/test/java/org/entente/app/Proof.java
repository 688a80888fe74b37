// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.util.List;

/**
 * A test that shows what an operation on a resource type does.
 *
 * @param type the short name; {@code mgmtObj} or {@code *} for several
 * @param operation the first letter of its name
 * @param clauses that the test names
 * @param effective whether it asserts more than one response code
 */
record Proof(String type, char operation, List<String> clauses, String test, boolean effective) {
    static final String OPERATIONS = "CRUDN";

    Proof {
        clauses = List.copyOf(clauses);
        if (OPERATIONS.indexOf(operation) < 0)
            throw new IllegalArgumentException(test + " proves an operation " + operation + ", not one of CRUDN");
    }
}
