// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.entente.model.Value;
import org.entente.model.type.Subscription;

/** Who may do what, as the settings say; nobody else. TS-0001 §9.6.2. */
final class Policies {
    private static final long ALL = 63;
    private static final long RETRIEVE_AND_DISCOVER = 34;
    private static final long CREATE = 1;
    private static final long NOTIFY = 16;

    private Policies() {}

    /** For everything that is a device. */
    static Map<String, Value> ofDevice(InterworkingSettings settings) {
        var rules = new ArrayList<Value>();
        rules.add(rule(List.of(settings.originator()), ALL));
        if (!settings.operators().isEmpty()) rules.add(rule(settings.operators(), ALL));
        if (!settings.readers().isEmpty()) {
            rules.add(rule(settings.readers(), RETRIEVE_AND_DISCOVER));
            // Who may read may subscribe, but create nothing else. [TS-0001 §9.6.2.4]
            var subscriptionsOnly = Value.field("chty", Value.of(List.of(Value.of(Subscription.TYPE.number()))));
            rules.add(rule(settings.readers(), CREATE).with("acod", Value.of(List.of(subscriptionsOnly))));
        }
        return policy(settings, rules);
    }

    /** For the engine itself: a subscription that names it as its target only has the device observed. */
    static Map<String, Value> ofEngine(InterworkingSettings settings) {
        var rules = new ArrayList<Value>();
        rules.add(rule(List.of(settings.originator()), ALL));
        var known = Stream.concat(settings.operators().stream(), settings.readers().stream())
                .distinct()
                .toList();
        if (!known.isEmpty()) rules.add(rule(known, NOTIFY));
        return policy(settings, rules);
    }

    private static Map<String, Value> policy(InterworkingSettings settings, List<Value> rules) {
        var owners = new ArrayList<>(settings.operators());
        owners.add(settings.originator());
        return Map.of(
                "pv", Value.field("acr", Value.of(rules)),
                "pvs", Value.field("acr", Value.of(List.of(rule(owners, ALL)))));
    }

    private static Value.Fields rule(List<String> originators, long operations) {
        return Value.field("acor", Value.texts(originators)).with("acop", Value.of(operations));
    }
}
