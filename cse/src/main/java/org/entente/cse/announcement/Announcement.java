// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.announcement;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.entente.cse.address.Identifiers;
import org.entente.cse.address.Identity;
import org.entente.cse.notification.Receiver;
import org.entente.cse.procedure.Duty;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Reaction;
import org.entente.model.type.Ae;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;

/**
 * The parts of announcement, put together.
 *
 * @param reaction notes what changes mean for other CSEs
 * @param duty tells them
 * @param originals asks for what is announced here
 * @param receiver passes notifications on
 */
public record Announcement(
        ResourceTypes types, Identity identity, Reaction reaction, Duty duty, Originals originals, Receiver receiver) {

    /**
     * @param timeout how long one request to another CSE may take
     * @param longest for how long our CSEBase is announced
     */
    public static Announcement of(
            Identity identity,
            ResourceTypes types,
            Identifiers identifiers,
            Clock clock,
            Duration timeout,
            Duration longest) {
        return new Announcement(
                types,
                identity,
                new Announcing(identity, clock),
                new Announcer(identity, types, timeout, longest),
                new Originals(identity, types, identifiers, timeout),
                new AnnouncedReceiver(timeout));
    }

    /** The procedures of the announced variants beside those of other types. */
    public Map<Integer, Procedure> beside(Map<Integer, Procedure> others) {
        var all = new HashMap<>(others);
        for (int number : types.announcedNumbers()) all.put(number, new AnnouncedProcedure(identity, originals));
        return all;
    }

    /** What takes notifications for announced AEs, beside others. */
    public Map<Integer, Receiver> receivers(Map<Integer, Receiver> others) {
        var all = new HashMap<>(others);
        all.put(Ae.TYPE.number() + ResourceType.ANNOUNCED, receiver);
        return all;
    }
}
