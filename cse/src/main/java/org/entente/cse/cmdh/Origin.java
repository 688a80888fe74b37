// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cmdh;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.entente.cse.address.Identity;
import org.entente.cse.store.View;
import org.entente.model.primitive.Request;
import org.entente.model.type.Ae;
import org.entente.model.type.Attributes;

/**
 * From whom a request comes, as rules name originators. TS-0004 §H.2.3 steps 1.1.2.3 and 2.3.
 *
 * @param id the originator in one form
 * @param appId of an AE that is registered here
 */
record Origin(Identity identity, String id, Optional<String> appId) {
    private static final String LOCAL_AE = "localAE";
    private static final String THIS_CSE = "thisCSE";
    private static final String DEFAULT = "default";

    /** From what names an originator best to what names anybody. */
    private enum Fit {
        AE_ID,
        APP_ID,
        ANY_LOCAL_AE,
        THIS_CSE,
        DEFAULT,
        NONE
    }

    static Origin of(Request request, Identity identity, View view) {
        var id = identity.originator(request.from());
        var stem = id.startsWith("/S") ? id.substring(1) : id;
        var ae = stem.isEmpty()
                ? Optional.<String>empty()
                : view.byId(stem).filter(found -> found.type() == Ae.TYPE).flatMap(found -> found.text(Attributes.API));
        return new Origin(identity, id, ae);
    }

    /** The rule that names this originator best; of those that do equally well, the first in order. */
    <R extends Rule.ForOriginators> Optional<R> choose(List<R> rules) {
        return rules.stream()
                .filter(each -> fit(each) != Fit.NONE)
                .min(Comparator.<R, Fit>comparing(this::fit).thenComparingLong(Rule.ForOriginators::order));
    }

    boolean isMerelyDefault(Rule.ForOriginators rule) {
        return fit(rule) == Fit.DEFAULT;
    }

    private Fit fit(Rule.ForOriginators rule) {
        return rule.origins().stream()
                .map(this::fit)
                .min(Comparator.naturalOrder())
                .orElse(Fit.NONE);
    }

    private Fit fit(String named) {
        if (identity.originator(named).equals(id)) return Fit.AE_ID;
        if (appId.filter(named::equals).isPresent()) return Fit.APP_ID;
        return switch (named) {
            case LOCAL_AE -> appId.isPresent() ? Fit.ANY_LOCAL_AE : Fit.NONE;
            case THIS_CSE -> id.equals(identity.cseId()) ? Fit.THIS_CSE : Fit.NONE;
            case DEFAULT -> Fit.DEFAULT;
            default -> Fit.NONE;
        };
    }
}
