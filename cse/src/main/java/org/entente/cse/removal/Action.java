// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.removal;

import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** What is done when a target asks not to be notified any more. TS-0004 §6.3.4.2.32 (m2m:notificationTargetPolicyAction). */
enum Action {
    ACCEPT(1),
    REJECT(2),
    ASK_SUBSCRIBER(3),
    INFORM_SUBSCRIBER(4);

    private final int number;

    Action(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static Action of(Resource policy) {
        long number = policy.whole(Attributes.ACN, REJECT.number);
        for (var action : values()) if (action.number == number) return action;
        return REJECT;
    }
}
