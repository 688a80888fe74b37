// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import java.util.List;
import java.util.Optional;
import org.entente.cse.address.Identity;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** An accessControlPolicy made ready for decisions. TS-0001 §9.6.2. */
final class Policy {
    private final Terms terms;
    private final List<Rule> privileges;
    private final List<Rule> self;
    private final boolean limited;

    private Policy(Terms terms, List<Rule> privileges, List<Rule> self) {
        this.terms = terms;
        this.privileges = privileges;
        this.self = self;
        this.limited =
                privileges.stream().anyMatch(Rule::isLimited) || self.stream().anyMatch(Rule::isLimited);
    }

    /** All that decides of a resource. */
    record Terms(Optional<Value> privileges, Optional<Value> self) {
        static Terms of(Resource acp) {
            return new Terms(acp.value(Attributes.PV), acp.value(Attributes.PVS));
        }
    }

    static Policy of(Terms terms, Identity identity, LocationSource locations) {
        return new Policy(terms, rules(terms.privileges, identity, locations), rules(terms.self, identity, locations));
    }

    Terms terms() {
        return terms;
    }

    boolean isLimited() {
        return limited;
    }

    /**
     * @param own whether the selfPrivileges decide
     * @param usesUp whether to ask the rules with limits, or those without
     */
    Extent grants(Attempt attempt, boolean own, boolean usesUp) {
        var extent = Extent.NONE;
        var rules = own ? self : privileges;
        for (int i = 0; i < rules.size() && !extent.whole(); i++) {
            var rule = rules.get(i);
            if (!limited || rule.isLimited() == usesUp) extent = extent.plus(rule.grants(attempt));
        }
        return extent;
    }

    /** A rule that we do not understand grants nothing; the others stand. */
    private static List<Rule> rules(Optional<Value> privileges, Identity identity, LocationSource locations) {
        try {
            return privileges.map(Rules::in).orElse(List.of()).stream()
                    .flatMap(each -> rule(each, identity, locations).stream())
                    .toList();
        } catch (Refused malformed) {
            return List.of();
        }
    }

    private static Optional<Rule> rule(Value value, Identity identity, LocationSource locations) {
        try {
            return Optional.of(Rules.rule(value, identity, locations));
        } catch (Refused malformed) {
            return Optional.empty();
        }
    }
}
