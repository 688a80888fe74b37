// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;

/** What a rule may grant, as bits of one number. TS-0004 §6.3.4.2.29 (m2m:accessControlOperations). */
public enum AccessOperation {
    CREATE(1),
    RETRIEVE(2),
    UPDATE(4),
    DELETE(8),
    NOTIFY(16),
    DISCOVERY(32);

    private final int bit;

    AccessOperation(int bit) {
        this.bit = bit;
    }

    public int bit() {
        return bit;
    }

    /** The privilege that a request needs on its target. TS-0003 §7.1.3: discovery is a RETRIEVE with a filter usage. */
    public static AccessOperation of(Request request) {
        return switch (request.operation()) {
            case CREATE -> CREATE;
            case RETRIEVE -> isDiscovery(request) ? DISCOVERY : RETRIEVE;
            case UPDATE -> UPDATE;
            case DELETE -> DELETE;
            case NOTIFY -> NOTIFY;
        };
    }

    /** Whether the request asks for the addresses of what matches, rather than for its target. TS-0004 §7.3.3.14 */
    public static boolean isDiscovery(Request request) {
        return request.operation() == Operation.RETRIEVE
                && !request.filter().isEmpty()
                && request.filter().usage() != FilterCriteria.Usage.CONDITIONAL_OPERATION;
    }
}
