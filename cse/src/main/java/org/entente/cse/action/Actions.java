// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.util.Optional;
import org.entente.cse.content.Criterion;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;
import org.entente.model.type.State;

/** What the attributes of an action and its dependencies mean. TS-0001 and TS-0004 of Release 4. */
final class Actions {
    /** How often its criterion has held; never shown. */
    static final Attribute RUNS = new Attribute("_run", "timesRun", Scalar.NON_NEGATIVE);

    /** Whether whoever gave the primitive had proved who it is; never shown. */
    static final Attribute PROVED = new Attribute("_aut", "authenticated", Scalar.BOOLEAN);

    private Actions() {}

    static String subject(Resource action) {
        return action.text(Attributes.SRI).orElse(action.pi());
    }

    static Criterion criterion(Resource resource) {
        return Criterion.of(resource.value(Attributes.EVC).orElseThrow());
    }

    /**
     * The request to send, on behalf of whoever gave it.
     *
     * @throws Refused BAD_REQUEST if it is none
     */
    static Request primitive(Resource action) {
        if (!(action.value(Attributes.APV).orElse(null) instanceof Value.Fields primitive))
            throw Refused.badRequest("apv must be a request primitive");
        boolean proved = action.truth(PROVED).orElse(false);
        return Primitives.request(primitive, new Peer(Optional.empty(), proved, false));
    }

    /** A request of whoever gave the primitive, to ask what it may. */
    static Request onBehalf(Resource action) {
        var primitive = primitive(action);
        return Request.retrieve(action.ri(), primitive.from()).withPeer(primitive.peer());
    }

    /** An action of a state acts only while the process is in that state. */
    static boolean isAwake(Resource action, Latest latest) {
        var parent = latest.byId(action.pi());
        return parent.isPresent()
                && (parent.get().type() != State.TYPE
                        || parent.get().truth(Attributes.SACT).orElse(false));
    }
}
