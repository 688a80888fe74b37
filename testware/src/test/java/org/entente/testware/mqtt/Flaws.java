// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.util.Set;

/** The defects that are switched on; none makes the reference broker a correct one. */
record Flaws(Set<Defect> on) {
    /** A protocol violation of the client: its connection is closed. [MQTT-4.8.0-1] */
    static final class Violation extends RuntimeException {
        Violation(String what) {
            super(what, null, false, false);
        }
    }

    boolean has(Defect defect) {
        return on.contains(defect);
    }

    /** A rule of the standard, and the defect of not keeping it. */
    void must(boolean holds, Defect unless) {
        if (!holds && !has(unless)) {
            throw new Violation("rule broken: not the one forgiven by " + unless);
        }
    }
}
