// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import org.entente.cse.address.Identity;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attributes;
import org.entente.model.type.CseBase;
import org.entente.model.type.RemoteCse;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;

/** What other CSEs may do with what they announce here, which no policy says. TS-0004 §7.4.26.2 (Recv-6.3). */
final class Announcements {
    private static final int BOTH_WAYS = 2; // m2m:announceSyncType

    private final Identity identity;

    Announcements(Identity identity) {
        this.identity = identity;
    }

    /** Whether a CSE acts on what it has announced, or a CSE that is registered here announces itself. */
    boolean permit(Request request, Requester who, Resource target, View view) {
        if (target.type().isAnnounced()) return isOf(target, who);
        return target.type() == CseBase.TYPE
                && request.operation() == Operation.CREATE
                && request.type() == CseBase.TYPE.number() + ResourceType.ANNOUNCED
                && view.children(target.ri(), RemoteCse.TYPE.number()).stream()
                        .anyMatch(each ->
                                each.text(Attributes.CSI).filter(who::is).isPresent());
    }

    /**
     * Nobody else deletes what is announced, or changes it unless both sides may.
     *
     * @throws Refused ORIGINATOR_HAS_NO_PRIVILEGE
     */
    void refuse(AccessOperation operation, Resource target) {
        if (!target.type().isAnnounced()) return;
        boolean oneWay = target.whole(Attributes.AST, 1) != BOTH_WAYS;
        if (operation == AccessOperation.DELETE || (operation == AccessOperation.UPDATE && oneWay))
            throw Refused.noPrivilege("only the CSE of the original may " + operation + " an announced resource");
    }

    private boolean isOf(Resource announced, Requester who) {
        return announced
                .text(Attributes.LNK)
                .flatMap(identity::cse)
                .filter(cse -> Requester.canonical(cse, identity).equals(who.id()))
                .isPresent();
    }
}
