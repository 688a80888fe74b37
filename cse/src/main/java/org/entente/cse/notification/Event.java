// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.util.Set;
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
     * @param operations as bits of m2m:accessControlOperations
     */
    record Attempted(Resource about, Operation operation, int operations, String originator) implements Event {}

    /** The notificationEventType. TS-0004 §6.3.4.2.19; 0 for what has none. */
    default int type() {
        return switch (this) {
            case Updated _ -> 1;
            case Deleted _ -> 2;
            case ChildCreated _ -> 3;
            case ChildDeleted _ -> 4;
            case NothingThere _ -> 5;
            case DataMissing _ -> 8;
            case Attempted _ -> 0;
        };
    }
}
