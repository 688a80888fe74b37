// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Route;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attribute;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;

/** Decides who may do what. TS-0004 §7.3.3.15, TS-0003 §7.1. Thread-safe. */
public final class Access {
    /**
     * The canonical originator of the CREATE of a resource, kept beside its attributes and never shown: alone it has
     * access while there is no policy. To be set on every created resource; on an AE to its own AE-ID. TS-0001 §9.6.1.3.2
     */
    public static final Attribute CREATED_BY = new Attribute("_cby", "createdBy", Scalar.ID);

    private final AccessSettings settings;
    private final Identity identity;

    public Access(Identity identity, AccessSettings settings, LocationSource locations, Clock clock) {
        this.identity = identity;
        this.settings = settings;
    }

    /**
     * Refuses what the originator may not do. An AE's and a CSE's registration are judged by the settings; what goes
     * elsewhere is for the other CSE to judge.
     *
     * @throws Refused ORIGINATOR_HAS_NO_PRIVILEGE, or ORIGINATOR_NOT_AUTHENTICATED if nobody proved who it is
     */
    public void permit(Request request, Route route, View view) {
        if (request.peer().internal() || route instanceof Route.Elsewhere) return;
        if (settings.administrator().equals(request.from())
                && !settings.administrator().isEmpty()) return;
        throw Refused.noPrivilege(request.from() + " has no privilege for this on " + identity.cseId());
    }

    /** Whether a request's originator has a privilege on any resource, be it the target or not. */
    public boolean allows(Request request, Resource resource, AccessOperation operation, View view) {
        return request.peer().internal()
                || (settings.administrator().equals(request.from())
                        && !settings.administrator().isEmpty());
    }

    /** All privileges that a request's originator has on a resource; for result content 12. */
    public Set<AccessOperation> permissions(Request request, Resource resource, View view) {
        var held = EnumSet.noneOf(AccessOperation.class);
        for (var operation : AccessOperation.values())
            if (allows(request, resource, operation, view)) held.add(operation);
        return held;
    }
}
