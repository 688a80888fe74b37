// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import java.util.List;
import org.entente.cse.address.Identity;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.type.Ae;
import org.entente.model.type.Attributes;

/** Who may register here, which no policy says. TS-0004 §7.4.5.2.1, §7.4.4.2.1 (Recv-6.3 is skipped). */
final class Registrations {
    private final Identity identity;
    private final Originators registrants;
    private final List<Wildcard> applications;
    private final Originators cses;
    private final ServiceSubscriptions subscriptions;

    Registrations(Identity identity, AccessSettings settings) {
        this.identity = identity;
        this.registrants = new Originators(settings.registrants(), identity);
        this.applications = settings.applications().stream().map(Wildcard::new).toList();
        this.cses = new Originators(settings.cses(), identity);
        this.subscriptions = new ServiceSubscriptions(identity);
    }

    /** @param believed whether we know, or choose to believe, who the originator is */
    void permit(Request request, boolean believed, View view) {
        boolean ae = request.type() == Ae.TYPE.number();
        if (!believed)
            throw new Refused(
                    ae ? ResultCode.ORIGINATOR_NOT_AUTHENTICATED : ResultCode.SECURITY_ASSOCIATION_REQUIRED,
                    "only those who prove who they are may register here");
        if (ae) permitAe(request, view);
        else permitCse(Requester.of(request.from(), identity), view);
    }

    // [TS-0004 §7.4.4.2.1 Recv-6.3]
    private void permitCse(Requester who, View view) {
        if (identity.cse(who.id()).filter(who.id()::equals).isEmpty())
            throw Refused.notAllowed(who.id() + " is an AE: it cannot register a CSE");
        if (!cses.include(who, view)) throw Refused.noPrivilege("the CSE " + who.id() + " may not register here");
    }

    private void permitAe(Request request, View view) {
        // No originator at all asks for an AE-ID-Stem of the CSE's choice, as C does. [TS-0001 §10.2.2.2]
        var stem = request.from().isEmpty() ? "C" : identity.stem(request.from());
        if (subscriptions.decide(view)) subscriptions.permit(request, stem, view);
        else permitBySettings(request, stem, view);
    }

    private void permitBySettings(Request request, String stem, View view) {
        if (!registrants.include(Requester.of(stem, identity), view))
            throw ruledOut("an AE that asks for the AE-ID-Stem " + stem + " may not register here");
        if (!(request.content().find(Ae.TYPE.root()).orElse(null) instanceof Value.Fields ae)) return;
        var appId = ae.text(Attributes.API.shortName());
        if (appId.isPresent() && applications.stream().noneMatch(pattern -> pattern.matches(appId.get())))
            throw ruledOut("an application with this App-ID may not register here");
    }

    /** As long as there is none, our settings stand in for the service subscription profile. TS-0004 §7.3.2.7 */
    private static Refused ruledOut(String sentence) {
        return new Refused(ResultCode.APP_RULE_VALIDATION_FAILED, sentence);
    }
}
