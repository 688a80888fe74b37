// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import java.util.List;
import java.util.Optional;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Tree;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.ServiceSubscribedAppRule;
import org.entente.model.type.ServiceSubscribedNode;
import org.entente.model.type.ServiceSubscriptionProfile;

/**
 * Which AEs the M2M service subscriptions let register here. As soon as there is one, it decides in the place of the
 * settings. TS-0001 §10.2.2.2, TS-0004 §7.3.2.7.
 */
final class ServiceSubscriptions {
    private final Identity identity;
    private final Tree tree;

    ServiceSubscriptions(Identity identity) {
        this.identity = identity;
        this.tree = new Tree(identity);
    }

    /** Whether there is any, so that no other setting counts. */
    boolean decide(View view) {
        return !profiles(view).isEmpty();
    }

    /**
     * @param stem the AE-ID-Stem that is asked for; C and S alone ask for one of the CSE's choice
     * @throws Refused SERVICE_SUBSCRIPTION_NOT_ESTABLISHED if no subscription is about this CSE,
     *     APP_RULE_VALIDATION_FAILED if none of its rules allows the registration
     */
    void permit(Request request, String stem, View view) {
        var nodes = profiles(view).stream()
                .flatMap(profile -> view.children(profile.ri(), ServiceSubscribedNode.TYPE.number()).stream())
                .filter(this::isThisCse)
                .toList();
        if (nodes.isEmpty())
            throw new Refused(
                    ResultCode.SERVICE_SUBSCRIPTION_NOT_ESTABLISHED,
                    "no service subscription has a node with CSE-ID " + identity.cseId());
        for (var node : nodes)
            for (var link : node.texts(Attributes.RLK))
                if (rule(link, view)
                        .map(AppRule::new)
                        .filter(rule -> rule.allows(request, stem))
                        .isPresent()) return;
        throw new Refused(
                ResultCode.APP_RULE_VALIDATION_FAILED,
                "no rule of the service subscription allows this App-ID with the AE-ID-Stem " + stem);
    }

    private List<Resource> profiles(View view) {
        return view.children(identity.baseId(), ServiceSubscriptionProfile.TYPE.number());
    }

    private boolean isThisCse(Resource node) {
        return node.text(Attributes.CSI)
                .filter(cse -> identity.originator(cse).equals(identity.cseId()))
                .isPresent();
    }

    private Optional<Resource> rule(String link, View view) {
        try {
            return tree.resource(identity.local(link), view)
                    .filter(found -> found.type() == ServiceSubscribedAppRule.TYPE);
        } catch (Refused meaningless) {
            return Optional.empty();
        }
    }
}
