// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.util.LinkedHashMap;
import java.util.Set;
import org.entente.cse.address.Identity;
import org.entente.cse.store.View;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Puts an event into words as the subscription's notificationContentType asks. TS-0004 §7.5.1.2.2 step 2.1, §6.3.5.62. */
record Telling(Identity identity, Shown shown) {
    static final int ALL_ATTRIBUTES = 1;
    static final int MODIFIED_ATTRIBUTES = 2;
    static final int RESOURCE_ID = 3;

    /** The notificationEvent of one event. TS-0004 §6.3.5.13 */
    Value.Fields of(Event event, Resource subscription, Request cause, View view) {
        var members = new LinkedHashMap<String, Value>();
        members.put("rep", representation(event, subscription.whole(Attributes.NCT, ALL_ATTRIBUTES), view));
        if (event instanceof Event.Attempted attempt) {
            // An attempt is no event of any type: only operationMonitor tells of it.
            members.put("om", originator(attempt.operation(), attempt.originator()));
        } else {
            if (subscription.truth(Attributes.EENO).orElse(false))
                members.put("om", originator(cause.operation(), cause.from()));
            members.put("net", Value.of(event.type()));
        }
        return new Value.Fields(members);
    }

    private static Value.Fields originator(Operation operation, String originator) {
        return Value.field("op", Value.of(operation.number())).with("or", Value.of(originator));
    }

    private Value.Fields representation(Event event, long contentType, View view) {
        if (event instanceof Event.DataMissing(var _, var told)) return told;
        var about = event.about();
        if (contentType == RESOURCE_ID) return Value.field("m2m:uri", Value.of(identity.spRelative(about.path())));
        var all = shown.representation(about, view);
        return contentType == MODIFIED_ATTRIBUTES && event instanceof Event.Updated(var _, var changed)
                ? modified(all, about, changed)
                : all;
    }

    /** Attributes that an UPDATE has deleted are there as null. */
    private static Value.Fields modified(Value.Fields all, Resource about, Set<String> changed) {
        var root = about.type().root();
        if (!(all.find(root).orElse(null) instanceof Value.Fields(var shown))) return all;
        var members = new LinkedHashMap<String, Value>();
        for (var name : changed) {
            if (shown.containsKey(name)) members.put(name, shown.get(name));
            else if (!about.attributes().containsKey(name)) members.put(name, Value.Deleted.DELETED);
        }
        return Value.field(root, new Value.Fields(members));
    }
}
