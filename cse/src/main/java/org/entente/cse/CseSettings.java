// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import java.time.Duration;
import java.util.Optional;
import org.entente.cse.access.AccessSettings;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Neighbours;
import org.entente.cse.discovery.DiscoverySettings;
import org.entente.cse.group.FanOutSettings;
import org.entente.cse.notification.DeliverySettings;
import org.entente.cse.notification.NotificationSettings;
import org.entente.cse.outbound.ChannelSettings;
import org.entente.cse.outbound.Registrar;
import org.entente.cse.procedure.Lifetimes;
import org.entente.cse.remote.RegistrationSettings;
import org.entente.cse.request.RequestSettings;

/**
 * How a CSE behaves. Each part has its defaults in its own record.
 *
 * @param registration where this CSE registers itself, if anywhere
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
        RequestSettings requests,
        Optional<RegistrationSettings> registration,
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
                RequestSettings.DEFAULTS,
                Optional.empty(),
                Duration.ofSeconds(1));
    }

    Optional<Registrar> registrar() {
        return registration.map(RegistrationSettings::registrar);
    }

    Neighbours neighbours() {
        return new Neighbours(identity, registrar().map(Registrar::cse));
    }

    /** The same with other access settings. */
    public CseSettings with(AccessSettings access) {
        return with(access, delivery, channels, requests, registration);
    }

    /** The same with other delivery settings. */
    public CseSettings with(DeliverySettings delivery) {
        return with(access, delivery, channels, requests, registration);
    }

    /** The same with other settings of polling channels. */
    public CseSettings with(ChannelSettings channels) {
        return with(access, delivery, channels, requests, registration);
    }

    /** The same with a CSE where this one registers. */
    public CseSettings with(RegistrationSettings registration) {
        return with(access, delivery, channels, requests, Optional.of(registration));
    }

    /** The same with other settings of requests that are done later. */
    public CseSettings with(RequestSettings requests) {
        return with(access, delivery, channels, requests, registration);
    }

    private CseSettings with(
            AccessSettings access,
            DeliverySettings delivery,
            ChannelSettings channels,
            RequestSettings requests,
            Optional<RegistrationSettings> registration) {
        return new CseSettings(
                identity,
                access,
                lifetimes,
                discovery,
                fanOut,
                notifications,
                delivery,
                channels,
                requests,
                registration,
                sweep);
    }
}
