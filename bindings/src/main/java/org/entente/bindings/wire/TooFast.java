// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.wire;

import java.util.Objects;
import org.entente.model.Refused;
import org.entente.model.ResultCode;

/** A sender is to send less; each protocol has its own answer, that of a primitive is {@link #refused}. */
public final class TooFast extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooFast(String sentence) {
        super(sentence, null, false, false);
    }

    public String sentence() {
        return Objects.requireNonNull(getMessage());
    }

    /** oneM2M has no code of its own; the nearest says that another attempt may succeed. [TS-0004 §6.6.3.6] */
    public Refused refused() {
        return new Refused(ResultCode.TARGET_NOT_REACHABLE, sentence());
    }
}
