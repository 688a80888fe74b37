// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cross;

import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** For which events of a window a crossResourceSubscription notifies. TS-0004 §6.3.4.2 (m2m:eventEvaluationMode, Release 4). */
enum Evaluation {
    ALL_PRESENT,
    ALL_OR_SOME_PRESENT,
    ALL_OR_SOME_MISSING,
    ALL_MISSING,
    SOME_MISSING;

    static Evaluation of(Resource subscription) {
        return of(subscription.whole(Attributes.EEM, 1));
    }

    static Evaluation of(long number) {
        return values()[(int) number - 1];
    }

    /**
     * Whether a window that has ended is one to tell of. Only that all events are present is known before: who waits for
     * that was told when the last of them came.
     */
    boolean holdsAtEnd(int present, int all) {
        return switch (this) {
            case ALL_PRESENT -> false;
            case ALL_OR_SOME_PRESENT -> present > 0;
            case ALL_OR_SOME_MISSING -> present < all;
            case ALL_MISSING -> present == 0;
            case SOME_MISSING -> present > 0 && present < all;
        };
    }
}
