// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.removal;

import org.entente.cse.address.Identity;
import org.entente.cse.notification.Withdrawals;
import org.entente.cse.procedure.Feature;
import org.entente.model.type.NotificationTargetMgmtPolicyRef;
import org.entente.model.type.NotificationTargetPolicy;
import org.entente.model.type.PolicyDeletionRules;

/** Policies for notification targets that want to hear no more. TS-0001 §9.6.32 */
public final class RemovalFeature {
    private RemovalFeature() {}

    public static Feature of(Identity identity) {
        return Feature.NONE
                .with(NotificationTargetMgmtPolicyRef.TYPE, new NotificationTargetMgmtPolicyRefProcedure())
                .with(NotificationTargetPolicy.TYPE, new NotificationTargetPolicyProcedure())
                .with(PolicyDeletionRules.TYPE, new PolicyDeletionRulesProcedure())
                .with(Withdrawals.KIND, new Withdrawal(identity));
    }
}
