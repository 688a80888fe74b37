// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import org.entente.cse.access.Access;
import org.entente.cse.action.ActionFeature;
import org.entente.cse.address.Identifiers;
import org.entente.cse.address.Tree;
import org.entente.cse.announcement.Announcement;
import org.entente.cse.beacon.BeaconFeature;
import org.entente.cse.beacon.Beacons;
import org.entente.cse.cmdh.Handling;
import org.entente.cse.command.CommandFeature;
import org.entente.cse.command.Executions;
import org.entente.cse.outbound.Couriers;
import org.entente.cse.procedure.Feature;
import org.entente.cse.profile.ProfileFeature;
import org.entente.cse.profile.Profiles;
import org.entente.cse.request.NonBlocking;
import org.entente.cse.transaction.TransactionFeature;

/** Functions of the service layer that the pipeline itself asks, beside the resource types that they bring. */
record Functions(
        NonBlocking nonBlocking,
        Handling handling,
        Announcement announcement,
        Mcc mcc,
        Executions executions,
        Beacons beacons,
        Profiles profiles,
        TransactionFeature transactions,
        Feature actions) {

    static Functions of(
            CseSettings settings, Surroundings around, Couriers couriers, Access access, Identifiers identifiers) {
        var identity = settings.identity();
        var handling = handling(settings, around);
        var nonBlocking = new NonBlocking(
                identity,
                new Tree(identity),
                access,
                identifiers,
                handling::holds,
                settings.requests(),
                settings.lifetimes());
        return new Functions(
                nonBlocking,
                handling,
                announcement(settings, around, identifiers),
                Mcc.of(settings, around, couriers, nonBlocking::isDoing, handling, access, identifiers),
                new Executions(identity, settings.notifications().blockingTimeout(), around.random()),
                new Beacons(identity),
                new Profiles(identity, around.types()),
                new TransactionFeature(identity),
                ActionFeature.of(
                        identity,
                        access,
                        identifiers,
                        around.types(),
                        around.clock(),
                        settings.delivery().timeout()));
    }

    private static Handling handling(CseSettings settings, Surroundings around) {
        return new Handling(
                settings.identity(),
                around.store(),
                around.clock(),
                around.random(),
                settings.requests().longestWait(),
                settings.requests().buffer());
    }

    private static Announcement announcement(CseSettings settings, Surroundings around, Identifiers identifiers) {
        return Announcement.of(
                settings.identity(),
                around.types(),
                identifiers,
                around.clock(),
                settings.delivery().timeout(),
                settings.lifetimes().most(),
                Mcc.applications(settings.identity()));
    }

    /** What they add, in the order in which their reactions learn of a change. */
    Feature feature() {
        var identity = mcc.settings().identity();
        return nonBlocking
                .feature()
                .and(announcement.feature())
                .and(actions)
                .and(handling.feature())
                .and(mcc.feature())
                .and(CommandFeature.of(identity, executions))
                .and(BeaconFeature.of(identity, beacons))
                .and(ProfileFeature.of(identity))
                .and(transactions.feature());
    }
}
