// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import java.time.Duration;
import org.entente.cse.access.AccessSettings;
import org.entente.cse.address.Identity;
import org.entente.cse.discovery.DiscoverySettings;
import org.entente.cse.group.FanOutSettings;
import org.entente.cse.notification.DeliverySettings;
import org.entente.cse.notification.NotificationSettings;
import org.entente.cse.outbound.ChannelSettings;
import org.entente.cse.procedure.Lifetimes;

/**
 * How a CSE behaves. Each part has its defaults in its own record.
 *
 * @param sweep how often expired resources, and those that are due, are looked for
 */
public record CseSettings(
        Identity identity,
        AccessSettings access,
        Lifetimes lifetimes,
        DiscoverySettings discovery,
        FanOutSettings fanOut,
        NotificationSettings notifications,
        DeliverySettings delivery,
        ChannelSettings channels,
        Duration sweep) {

    /** Closed: nobody but nobody may do anything until {@code access} says so. */
    public static CseSettings of(Identity identity, AccessSettings access) {
        return new CseSettings(
                identity,
                access,
                Lifetimes.DEFAULTS,
                DiscoverySettings.DEFAULTS,
                FanOutSettings.DEFAULTS,
                NotificationSettings.DEFAULTS,
                DeliverySettings.DEFAULTS,
                ChannelSettings.DEFAULTS,
                Duration.ofSeconds(1));
    }

    /** The same with other access settings. */
    public CseSettings with(AccessSettings access) {
        return new CseSettings(
                identity, access, lifetimes, discovery, fanOut, notifications, delivery, channels, sweep);
    }

    /** The same with other delivery settings. */
    public CseSettings with(DeliverySettings delivery) {
        return new CseSettings(
                identity, access, lifetimes, discovery, fanOut, notifications, delivery, channels, sweep);
    }

    /** The same with other settings of polling channels. */
    public CseSettings with(ChannelSettings channels) {
        return new CseSettings(
                identity, access, lifetimes, discovery, fanOut, notifications, delivery, channels, sweep);
    }
}
