// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.removal;

import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** What is done when a target asks not to be notified any more. TS-0004 §6.3.4.2.32 (m2m:notificationTargetPolicyAction). */
enum Action {
    ACCEPT,
    REJECT,
    ASK_SUBSCRIBER,
    INFORM_SUBSCRIBER;

    int number() {
        return ordinal() + 1;
    }

    static Action of(Resource policy) {
        return values()[(int) policy.whole(Attributes.ACN, REJECT.number()) - 1];
    }
}
