// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.util.Optional;
import org.entente.cse.access.Access;
import org.entente.cse.store.Errand;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;

/** What a crossResourceSubscription leaves to be tidied up at its targets when it goes. TS-0004 §7.4.58.2.4. */
public final class Unlinking {
    public static final String KIND = "unlinking";

    /** The subscriptions that were created for it. */
    public static final String CREATED = "created";
    /** The subscriptions of others that it has joined. */
    public static final String JOINED = "joined";
    /** On whose behalf. */
    public static final String ORIGINATOR = "originator";

    /** The subscriptions of others that it has joined so far, as they write themselves; never shown. */
    public static final Attribute JOINED_SO_FAR = new Attribute("_jnd", "joinedSubscriptions", Scalar.ANY);

    private Unlinking() {}

    /** @param deletion the request that deletes it, unless it goes by itself or with something above it */
    static Optional<Errand> of(Resource subscription, Optional<Request> deletion, String now) {
        var created = subscription.texts(Attributes.RRATS);
        var joined = subscription.texts(JOINED_SO_FAR);
        if (created.isEmpty() && joined.isEmpty()) return Optional.empty();
        var originator = deletion.filter(request -> request.operation() == Operation.DELETE
                        && !request.peer().internal())
                .map(Request::from)
                .or(() -> subscription.text(Access.CREATED_BY))
                .orElse("");
        var details = Value.field(CREATED, Value.texts(created))
                .with(JOINED, Value.texts(joined))
                .with(ORIGINATOR, Value.of(originator));
        return Optional.of(new Errand(subscription.ri(), KIND, now, details));
    }
}
