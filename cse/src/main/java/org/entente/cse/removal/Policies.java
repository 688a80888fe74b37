// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.removal;

import java.util.Optional;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Tree;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.type.Attributes;
import org.entente.model.type.NotificationTargetMgmtPolicyRef;
import org.entente.model.type.NotificationTargetPolicy;
import org.entente.model.type.Resource;

/** Finds the policy for a target of a subscription. TS-0001 §10.2.10.8, TS-0004 §7.4.33.2.4. */
record Policies(Identity identity, Tree tree) {
    Policies(Identity identity) {
        this(identity, new Tree(identity));
    }

    Resource of(Resource subscription, String target, View view) {
        return referred(subscription, target, view)
                .or(() -> subscribers(subscription, view))
                .or(() -> view.byId(DefaultPolicy.RI))
                .orElseThrow();
    }

    /** The one that the subscription itself names for the target. */
    private Optional<Resource> referred(Resource subscription, String target, View view) {
        return view.children(subscription.ri(), NotificationTargetMgmtPolicyRef.TYPE.number()).stream()
                .filter(reference -> reference.texts(Attributes.NTU).contains(target))
                .findFirst()
                .flatMap(reference -> reference.text(Attributes.NPI))
                .flatMap(policy -> find(policy, view));
    }

    /** The one that the subscriber has made for all of its subscriptions. */
    private Optional<Resource> subscribers(Resource subscription, View view) {
        var subscriber = subscriber(subscription);
        return view.children(identity.baseId(), NotificationTargetPolicy.TYPE.number()).stream()
                .filter(policy ->
                        DefaultPolicy.isLabel(policy.text(Attributes.PLBL).orElse("")))
                .filter(policy -> policy.text(Access.CREATED_BY).equals(subscriber))
                .findFirst();
    }

    /** In one form, whichever of its forms it was written in. */
    Optional<String> subscriber(Resource subscription) {
        return subscription
                .text(Attributes.CR)
                .or(() -> subscription.text(Access.CREATED_BY))
                .map(identity::originator);
    }

    private Optional<Resource> find(String address, View view) {
        try {
            var local = identity.local(address);
            return local.startsWith("/")
                    ? Optional.empty()
                    : tree.resource(local, view).filter(found -> found.type() == NotificationTargetPolicy.TYPE);
        } catch (Refused e) {
            return Optional.empty(); // a reference that means nothing leaves it to the default
        }
    }
}
