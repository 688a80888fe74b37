// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.profile;

import java.util.ArrayList;
import java.util.List;
import org.entente.cse.address.Identity;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.CseBase;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;

/** Whom a profile may be for, and what it may change. TS-0001 and TS-0004 of Release 4 (primitiveProfile). */
final class ProfileProcedure implements Procedure {
    /** At the parent of profiles: their {@code ri}, so that a request finds them without a search; never shown. */
    static final Attribute PROFILES = new Attribute("_prp", "primitiveProfiles", Scalar.ANY);

    /** At the CSEBase: that there has been a profile somewhere, so that where there is none no request looks for one. */
    static final Attribute PROFILED = new Attribute("_prd", "isProfiled", Scalar.ANY);

    private static final int MOST = 100; // each is looked at for each request of those whom it may be for

    private final Identity identity;

    ProfileProcedure(Identity identity) {
        this.identity = identity;
    }

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        check(parent, created);
        turn.create(created);
        var all = new ArrayList<>(parent.texts(PROFILES));
        // Who went by itself could not say so.
        all.removeIf(each -> turn.byId(each).isEmpty());
        if (all.size() == MOST) throw Refused.notAllowed(parent.path() + " has " + MOST + " profiles already");
        all.add(created.ri());
        note(turn, parent, all);
        turn.byId(identity.baseId())
                .filter(base -> !base.has(PROFILED))
                .ifPresent(base -> turn.update(base, base.with(PROFILED, Value.of(true))));
    }

    @Override
    public void update(Turn turn, Resource before, Resource after) {
        turn.byId(before.pi()).ifPresent(parent -> check(parent, after));
        turn.update(before, after);
    }

    @Override
    public void delete(Turn turn, Resource parent, Resource profile) {
        turn.delete(profile);
        var all = new ArrayList<>(parent.texts(PROFILES));
        if (all.remove(profile.ri())) note(turn, parent, all);
    }

    private static void note(Turn turn, Resource parent, List<String> all) {
        var before = turn.byId(parent.ri()).orElse(parent);
        turn.update(before, all.isEmpty() ? before.without(PROFILES) : before.with(PROFILES, Value.texts(all)));
    }

    private void check(Resource parent, Resource profile) {
        long applicability = profile.whole(Attributes.APPL, Way.ALL);
        if (applicability > Way.ALL)
            throw Refused.badRequest("appl is a sum of 1 (requests), 2 (responses) and 4 (notifications)")
                    .about(Attributes.APPL.shortName());
        for (var entity : profile.texts(Attributes.IDL))
            if (!mayBeFor(parent, entity))
                throw Refused.badRequest("a profile below " + parent.path() + " is not for " + entity + " (idl)")
                        .about(Attributes.IDL.shortName());
        Changes.of(profile).check();
    }

    /** Whoever makes one below the CSEBase may do so for all; an application and a CSE have their own alone. */
    private boolean mayBeFor(Resource parent, String entity) {
        var id = identity.originator(entity);
        return parent.type() == CseBase.TYPE
                || parent.text(Attributes.AEI)
                        .or(() -> parent.text(Attributes.CSI))
                        .map(identity::originator)
                        .filter(id::equals)
                        .isPresent();
    }
}
