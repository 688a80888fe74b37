// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** How far a process is. TS-0004 §6.3.4 (m2m:processStatus, Release 4), in the order of its numbers. */
enum ProcessStatus {
    DISABLED(1),
    ENABLED(2),
    ACTIVATED(3),
    PAUSED(4),
    COMPLETED(5),
    ABORTED(6);

    private final long number;

    ProcessStatus(long number) {
        this.number = number;
    }

    static ProcessStatus of(Resource process) {
        return values()[(int) process.whole(Attributes.PRST, 1) - 1];
    }

    long number() {
        return number;
    }

    /** Whether it waits, proceeds or pauses, so that nobody may change what it is made of. */
    boolean isUnderWay() {
        return this == ENABLED || this == ACTIVATED || this == PAUSED;
    }
}
