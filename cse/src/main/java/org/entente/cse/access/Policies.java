// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Tree;
import org.entente.cse.store.Selection;
import org.entente.cse.store.View;
import org.entente.model.type.AccessControlPolicy;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;
import org.jspecify.annotations.Nullable;

/**
 * Finds policies and keeps them ready. Thousands of accessControlPolicies that say the same, as those of devices do, share
 * one, unless uses are counted. Thread-safe.
 */
final class Policies {
    private static final int MOST_KEPT = 20_000;
    private static final int ANNOUNCED = AccessControlPolicy.TYPE.number() + ResourceType.ANNOUNCED;

    private final Identity identity;
    private final Tree tree;
    private final LocationSource locations;
    private final Map<String, Kept> ready = new ConcurrentHashMap<>();
    /** Those without limits, by what they say. */
    private final Map<Policy.Terms, Policy> common = new ConcurrentHashMap<>();

    /** @param version of the resource, which is the store's to keep */
    private record Kept(WeakReference<Resource> version, Policy policy) {}

    Policies(Identity identity, LocationSource locations) {
        this.identity = identity;
        this.tree = new Tree(identity);
        this.locations = locations;
    }

    /** The policy at an address; empty if it is gone, something else, or another CSE's that has not announced it here. */
    Optional<Policy> find(String address, View view) {
        var local = identity.local(address);
        if (local.startsWith("/")) return announced(local, view).map(this::of);
        return tree.resource(local, view)
                .filter(r -> r.type() == AccessControlPolicy.TYPE)
                .map(this::of);
    }

    /** [TS-0001 §9.6.26.3] announced resources name policies that are announced as well. */
    private Optional<Resource> announced(String address, View view) {
        var base = view.byId(identity.baseId());
        if (base.isEmpty()) return Optional.empty();
        try (var all = view.select(Selection.descendants(base.get()).ofTypes(ANNOUNCED))) {
            return all.filter(each -> each.type().number() == ANNOUNCED)
                    .filter(each -> each.text(Attributes.LNK)
                            .filter(link -> identity.local(link).equals(address))
                            .isPresent())
                    .findFirst();
        }
    }

    Policy of(Resource acp) {
        var kept = ready.get(acp.ri());
        if (kept != null && kept.version.refersTo(acp)) return kept.policy;
        // Those with limits stay: forgetting them would forget how often they were used.
        if (ready.size() >= MOST_KEPT) ready.values().removeIf(each -> !each.policy.isLimited());
        if (common.size() >= MOST_KEPT) common.clear();
        var terms = Policy.Terms.of(acp);
        return ready.compute(acp.ri(), (_, other) -> new Kept(new WeakReference<>(acp), policy(terms, other))).policy;
    }

    /** As long as it says the same counts of uses go on. */
    private Policy policy(Policy.Terms terms, @Nullable Kept before) {
        if (before != null && before.policy.terms().equals(terms)) return before.policy;
        var known = common.get(terms);
        if (known != null) return known;
        var policy = Policy.of(terms, identity, locations);
        if (!policy.isLimited()) common.put(terms, policy);
        return policy;
    }
}
