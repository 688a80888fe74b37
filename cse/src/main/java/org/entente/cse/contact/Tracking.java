// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.contact;

import java.util.Optional;
import org.entente.model.Value;
import org.entente.model.primitive.Request;

/**
 * What one CSE tells another about AEs. TS-0004 §7.5.1.2.16, §7.5.1.2.17.
 *
 * @param moved whether an AE has registered elsewhere; else a reference has come or gone
 * @param before the AE that was meant
 * @param after the AE that is meant from now on
 */
record Tracking(boolean moved, Optional<String> before, Optional<String> after) {
    private static final String ROOT = "m2m:sgn";
    private static final String MOVED = "aerp";
    private static final String REFERRED = "aerid";
    private static final String BEFORE = "tid1";
    private static final String AFTER = "tid2";

    static Optional<Tracking> in(Request request) {
        if (!(request.content().find(ROOT).orElse(null) instanceof Value.Fields told)) return Optional.empty();
        boolean moved = isTrue(told, MOVED);
        if (!moved && !isTrue(told, REFERRED)) return Optional.empty();
        return Optional.of(new Tracking(moved, told.text(BEFORE), told.text(AFTER)));
    }

    private static boolean isTrue(Value.Fields told, String name) {
        return told.find(name).filter(Value.of(true)::equals).isPresent();
    }

    /** An identifier that there is none of is left out. */
    Value.Fields content() {
        var told = Value.field(moved ? MOVED : REFERRED, Value.of(true));
        if (before.isPresent()) told = told.with(BEFORE, Value.of(before.get()));
        if (after.isPresent()) told = told.with(AFTER, Value.of(after.get()));
        return Value.field(ROOT, told);
    }
}
