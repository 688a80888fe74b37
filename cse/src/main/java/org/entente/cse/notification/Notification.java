// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entente.cse.address.Identity;
import org.entente.model.Value;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Writes the notification data objects. TS-0004 §7.5.1.1, §6.3.5.13. */
final class Notification {
    static final String ROOT = "m2m:sgn";
    static final String AGGREGATED = "m2m:agn";
    static final String VERIFICATION = "vrq";
    static final String DELETION = "sud";
    static final String EVENT = "nev";
    static final String CREATOR = "cr";

    private Notification() {}

    /** Tells of an event. TS-0004 §7.5.1.2.2 */
    static Value.Fields event(Identity identity, Resource subscription, String target, Value.Fields event) {
        var members = new LinkedHashMap<String, Value>();
        members.put(EVENT, event);
        members.put("sur", Value.of(reference(identity, subscription.ri(), target)));
        subscription.value(Attributes.CR).ifPresent(creator -> members.put(CREATOR, creator));
        subscription.value(Attributes.NFU).ifPresent(forward -> members.put("nfu", forward));
        return Value.field(ROOT, new Value.Fields(members));
    }

    /** Asks whether a target agrees to be notified. TS-0004 §7.5.1.2.3 */
    static Value.Fields verification(Identity identity, String subscription, String target, String creator) {
        return Value.field(
                ROOT,
                new Value.Fields(ordered(
                        VERIFICATION,
                        Value.of(true),
                        "sur",
                        Value.of(reference(identity, subscription, target)),
                        CREATOR,
                        Value.of(creator))));
    }

    /** Tells who notifies, and nothing else. TS-0004 §7.5.1.2.18 */
    static Value.Fields signal(Identity identity, String sender, String target) {
        return Value.field(ROOT, Value.field("sur", Value.of(reference(identity, sender, target))));
    }

    /** Tells the subscriber that its subscription is gone. TS-0004 §7.5.1.2.4 */
    static Value.Fields deletion(Identity identity, String subscription, String target) {
        return Value.field(
                ROOT,
                new Value.Fields(
                        ordered(DELETION, Value.of(true), "sur", Value.of(reference(identity, subscription, target)))));
    }

    /** Several notifications in one. TS-0004 §6.3.5.12 */
    static Value.Fields batch(List<Value.Fields> notifications) {
        var each =
                notifications.stream().flatMap(one -> one.find(ROOT).stream()).toList();
        return Value.field(AGGREGATED, Value.field(ROOT, Value.of(each)));
    }

    static boolean isDeletion(Value.Fields content) {
        return content.find(ROOT).orElse(null) instanceof Value.Fields notification
                && notification.find(DELETION).isPresent();
    }

    /** A subscription as its target has to write it, which may stand in another service provider's domain. TS-0001 §7.2 */
    static String reference(Identity identity, String ri, String target) {
        boolean abroad = target.startsWith("//") && !target.startsWith("//" + identity.spId() + "/");
        return abroad ? identity.absolute(ri) : identity.spRelative(ri);
    }

    private static Map<String, Value> ordered(Object... namesAndValues) {
        var members = new LinkedHashMap<String, Value>();
        for (int i = 0; i < namesAndValues.length; i += 2)
            members.put((String) namesAndValues[i], (Value) namesAndValues[i + 1]);
        return members;
    }
}
