// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.store;

import org.entente.model.Value;
import org.entente.model.type.CrossResourceSubscription;
import org.entente.model.type.Group;
import org.entente.model.type.Subscription;

/**
 * A notification that waits for its delivery. TS-0004 §7.5.1.2.
 *
 * @param subscription the {@code ri} of the subscription whose queue it is in
 * @param number its place in that queue: unique there and rising
 * @param target where it goes, as the subscription names it
 * @param content the primitive content to send, such as {@code m2m:sgn}
 * @param due when it was made, or from when on it may be sent, as a oneM2M time
 */
public record Notice(String subscription, long number, String target, Value.Fields content, String due) {

    /** Whether resources of a type have queues: subscriptions, cross-resource subscriptions, and groups that aggregate. */
    public static boolean isSender(int type) {
        return type == Subscription.TYPE.number()
                || type == CrossResourceSubscription.TYPE.number()
                || type == Group.TYPE.number();
    }
}
