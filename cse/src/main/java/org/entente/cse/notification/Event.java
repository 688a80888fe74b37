// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.util.HashSet;
import java.util.Set;
import org.entente.cse.store.Interest;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.type.Resource;

/** What happened to a subscribed-to resource. TS-0001 §9.6.8 (notificationEventType, operationMonitor). */
sealed interface Event {

    /** The resource that the notification tells about, and that the conditions are held against. */
    Resource about();

    /** @param changed the short names of the attributes that were written */
    record Updated(Resource about, Set<String> changed) implements Event {}

    record Deleted(Resource about) implements Event {}

    record ChildCreated(Resource about) implements Event {}

    record ChildDeleted(Resource about) implements Event {}

    /** Somebody wanted the instances of a container that has none. */
    record NothingThere(Resource about) implements Event {}

    /** @param told the timeSeriesNotification of a series that lacks values */
    record DataMissing(Resource about, Value.Fields told) implements Event {}

    /**
     * Somebody tried an operation, with or without success.
     *
     * @param privilege that it needs, as a bit of m2m:accessControlOperations
     */
    record Attempted(Resource about, Operation operation, int privilege, String originator) implements Event {}

    /** The notificationEventType. TS-0004 §6.3.4.2.19; 0 for what has none. */
    default int type() {
        return switch (this) {
            case Updated _ -> 1;
            case Deleted _ -> 2;
            case ChildCreated _ -> 3;
            case ChildDeleted _ -> 4;
            case NothingThere _ -> 5;
            case DataMissing _ -> 8;
            case Attempted _ -> (int) Interest.ATTEMPT;
        };
    }

    /** One of these has whoever may have to hear of it. */
    default Set<Interest> interests() {
        return switch (this) {
            case Updated(var _, var changed) -> changed.isEmpty() ? Set.of() : joined(changed);
            case ChildCreated(var child) -> Interest.in(type(), child.type().number());
            case ChildDeleted(var child) -> Interest.in(type(), child.type().number());
            case Attempted attempt -> Interest.in(type(), attempt.privilege());
            case Deleted _, NothingThere _, DataMissing _ -> Set.of(Interest.in(type()));
        };
    }

    private static Set<Interest> joined(Set<String> changed) {
        var interests = new HashSet<>(Interest.inAttributes(changed));
        interests.add(Interest.in(Interest.UPDATE));
        return interests;
    }
}
