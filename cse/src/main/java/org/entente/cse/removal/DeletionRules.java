// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.removal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.entente.cse.access.LocationSource;
import org.entente.cse.access.Region;
import org.entente.cse.schedule.Recurrence;
import org.entente.cse.store.View;
import org.entente.model.Value;
import org.entente.model.type.Attributes;
import org.entente.model.type.PolicyDeletionRules;
import org.entente.model.type.Resource;

/** Whether the rules of a policy are fulfilled: at which times, and where the target has to be. TS-0001 §9.6.33. */
record DeletionRules(LocationSource locations) {
    private static final long AND = 1; // m2m:logicalOperator

    /** A policy without rules always applies. TS-0001 §9.6.32 */
    boolean hold(Resource policy, String target, Instant now, View view) {
        var results = view.children(policy.ri(), PolicyDeletionRules.TYPE.number()).stream()
                .map(rules -> holds(rules, target, now))
                .toList();
        return results.isEmpty() || joined(results, policy.whole(Attributes.RRS, AND));
    }

    private boolean holds(Resource rules, String target, Instant now) {
        var contexts =
                rules.value(Attributes.DR).orElse(null) instanceof Value.Fields given ? given : Value.Fields.EMPTY;
        var results = new ArrayList<Boolean>();
        for (var time : items(contexts, "tod")) results.add(new Recurrence(((Value.Text) time).text()).includes(now));
        for (var region : items(contexts, "lr"))
            results.add(locations
                    .locate(target)
                    .map(here -> Region.of((Value.Fields) region).includes(here))
                    .orElse(false));
        return results.isEmpty() || joined(results, rules.whole(Attributes.DRR, 0)); // OR, if it does not say
    }

    private static boolean joined(List<Boolean> results, long operator) {
        return operator == AND
                ? results.stream().allMatch(each -> each)
                : results.stream().anyMatch(each -> each);
    }

    /** @throws org.entente.model.Refused BAD_REQUEST if a rule is none that we can evaluate */
    static void check(Value.Fields contexts) {
        for (var time : items(contexts, "tod")) new Recurrence(((Value.Text) time).text());
        for (var region : items(contexts, "lr")) Region.of((Value.Fields) region);
    }

    private static List<Value> items(Value.Fields contexts, String name) {
        return contexts.find(name).orElse(null) instanceof Value.Items(var values) ? values : List.of();
    }
}
