// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.util.Optional;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;

/** How many notices wait for each other, and how long: of a subscription's own, or of a group's members. TS-0001 §10.2.10.7. */
public final class Batches {
    /** What notifyAggregation of a group says, complete; never shown. TS-0004 §7.5.1.2.6 */
    static final Attribute OF_GROUP = new Attribute("_agg", "aggregation", Scalar.ANY);

    private static final String DURATION = "dur";
    private static final String NUMBER = "num";

    private Batches() {}

    /** A group that collects: as it says, or for the default time until there are as many as it has members. TS-0004 §7.4.14.2.5 */
    public static Resource ofGroup(Resource group) {
        var wanted = group.value(Attributes.NAR).orElse(null) instanceof Value.Fields said
                ? said
                : Value.field(NUMBER, Value.of(group.whole(Attributes.CNM, 0)));
        var complete = wanted.find(DURATION).isPresent()
                ? wanted
                : wanted.with(
                        DURATION,
                        Value.of(NotificationSettings.DEFAULTS.batchDuration().toString()));
        return group.with(OF_GROUP, complete);
    }

    static Optional<Value.Fields> of(Resource sender) {
        return sender.value(OF_GROUP)
                .or(() -> sender.value(Attributes.BN))
                .flatMap(batch -> batch instanceof Value.Fields fields ? Optional.of(fields) : Optional.empty());
    }
}
