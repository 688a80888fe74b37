// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.announcement;

import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.entente.cse.address.Identifiers;
import org.entente.cse.address.Identity;
import org.entente.cse.procedure.Feature;
import org.entente.cse.procedure.Procedure;
import org.entente.model.type.Ae;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;

/**
 * Announcement: resources that are made known at other CSEs, and those of others that are known here. TS-0001 §9.6.26
 *
 * @param originals asks for what is announced here
 */
public record Announcement(Feature feature, Originals originals) {
    private static final int APPLICATION = Ae.TYPE.number() + ResourceType.ANNOUNCED;

    /**
     * @param timeout how long one request to another CSE may take
     * @param longest for how long our CSEBase is announced
     * @param applications what announced AEs do more than others
     */
    public static Announcement of(
            Identity identity,
            ResourceTypes types,
            Identifiers identifiers,
            Clock clock,
            Duration timeout,
            Duration longest,
            UnaryOperator<Procedure> applications) {
        var originals = new Originals(identity, types, identifiers, timeout);
        var announced = new AnnouncedProcedure(identity, originals);
        var feature = Feature.NONE
                .with(new Announcing(identity, clock))
                .with(Announcer.KIND, new Announcer(identity, types, timeout, longest))
                .with(APPLICATION, new AnnouncedReceiver(timeout));
        for (int number : types.announcedNumbers())
            feature = feature.with(number, number == APPLICATION ? applications.apply(announced) : announced);
        return new Announcement(feature, originals);
    }
}
