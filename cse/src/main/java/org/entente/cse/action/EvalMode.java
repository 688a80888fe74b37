// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import org.entente.model.Refused;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** When an action's criterion is evaluated. TS-0004 §6.3.4 (m2m:evalMode, Release 4), in the order of its numbers. */
enum EvalMode {
    OFF,
    /** At each change, until it holds. */
    ONCE,
    /** Every so many milliseconds. */
    PERIODIC,
    /** At each change, until it has held so many times if a number is given. */
    CONTINUOUS;

    /** The shortest period, so that nobody keeps the CSE busy with one action. */
    private static final long SHORTEST_MILLIS = 100;

    static EvalMode of(Resource action) {
        return values()[(int) action.whole(Attributes.EVM, 0)];
    }

    /** @throws Refused BAD_REQUEST unless evalControlParam is there where the mode needs it, and only where it has a meaning */
    void check(Resource action) {
        boolean given = action.has(Attributes.ECP);
        switch (this) {
            case OFF, ONCE -> {
                if (given) throw Refused.badRequest("ecp has no meaning while evm is off or once (0, 1)");
            }
            case PERIODIC -> {
                if (action.whole(Attributes.ECP, 0) < SHORTEST_MILLIS)
                    throw Refused.badRequest("evm periodic (2) needs its period as ecp, at least 100 milliseconds");
            }
            case CONTINUOUS -> {}
        }
    }

    /** Whether a change of the subject makes it evaluate, after so many times that it held. */
    boolean evaluatesChange(Resource action, long runs) {
        return switch (this) {
            case OFF, PERIODIC -> false;
            case ONCE -> runs == 0;
            case CONTINUOUS -> !action.has(Attributes.ECP) || runs < action.whole(Attributes.ECP, 0);
        };
    }
}
