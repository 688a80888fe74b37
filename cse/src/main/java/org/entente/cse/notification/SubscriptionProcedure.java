// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.time.Clock;
import org.entente.cse.address.Identity;
import org.entente.cse.procedure.Procedure;

/** What a subscription may ask for, and who has to agree. TS-0004 §7.4.8. */
public final class SubscriptionProcedure implements Procedure {

    public SubscriptionProcedure(
            Identity identity, Privileges privileges, Clock clock, NotificationSettings settings) {}
}
