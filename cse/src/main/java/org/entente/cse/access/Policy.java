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
    private final Resource source;
    private final List<Rule> privileges;
    private final List<Rule> self;
    private final boolean limited;

    private Policy(Resource source, List<Rule> privileges, List<Rule> self) {
        this.source = source;
        this.privileges = privileges;
        this.self = self;
        this.limited =
                privileges.stream().anyMatch(Rule::isLimited) || self.stream().anyMatch(Rule::isLimited);
    }

    static Policy of(Resource acp, Identity identity, LocationSource locations) {
        return new Policy(
                acp,
                rules(acp.value(Attributes.PV), identity, locations),
                rules(acp.value(Attributes.PVS), identity, locations));
    }

    /** Whether it still says what the resource says; then counts of uses go on too. */
    @SuppressWarnings("ReferenceEquality") // the same object is the same version; equality is for those that are not
    boolean isOf(Resource acp) {
        return source == acp
                || (source.value(Attributes.PV).equals(acp.value(Attributes.PV))
                        && source.value(Attributes.PVS).equals(acp.value(Attributes.PVS)));
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
