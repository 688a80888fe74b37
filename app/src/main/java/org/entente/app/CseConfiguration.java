// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import org.entente.cse.CseSettings;
import org.entente.cse.access.AccessSettings;
import org.entente.cse.address.Identity;
import org.entente.cse.discovery.DiscoverySettings;
import org.entente.cse.group.FanOutSettings;
import org.entente.cse.notification.DeliverySettings;
import org.entente.cse.notification.NotificationSettings;
import org.entente.cse.outbound.TargetRules;
import org.entente.cse.procedure.Lifetimes;
import org.entente.security.Home;

/** The settings of the CSE's parts, from the keys. */
final class CseConfiguration {
    private final Configuration config;

    CseConfiguration(Configuration config) {
        this.config = config;
    }

    /** The same for those who only compare identifiers. */
    static Home home(Configuration config) {
        return new Home(config.value(Keys.CSE_ID), config.value(Keys.SERVICE_PROVIDER));
    }

    CseSettings settings() {
        return new CseSettings(
                identity(),
                access(),
                new Lifetimes(config.value(Keys.LIFETIME), config.value(Keys.LONGEST_LIFETIME)),
                new DiscoverySettings(config.value(Keys.MOST_RESOURCES)),
                new FanOutSettings(config.value(Keys.FAN_OUT), config.value(Keys.FAN_OUT_TIMEOUT)),
                notifications(),
                delivery(),
                RequestKeys.channels(config),
                RequestKeys.requests(config),
                PeerKeys.registration(config),
                config.value(Keys.SWEEP));
    }

    Identity identity() {
        return new Identity(
                config.value(Keys.CSE_ID),
                config.value(Keys.CSE_NAME),
                config.value(Keys.SERVICE_PROVIDER),
                config.value(Keys.CSE_TYPE).number(),
                config.value(Keys.RELEASES));
    }

    TargetRules targets() {
        return new TargetRules(
                config.value(Keys.TARGET_HOSTS),
                config.value(Keys.TARGET_NETWORKS),
                config.value(Keys.TARGET_LOOPBACK));
    }

    private AccessSettings access() {
        return new AccessSettings(
                config.value(Keys.ADMINISTRATOR),
                config.value(Keys.REGISTRANTS),
                config.value(Keys.APPLICATIONS),
                config.value(Keys.CSES),
                config.value(Keys.BASE_GRANTS),
                config.value(Keys.STRANGERS));
    }

    private NotificationSettings notifications() {
        return new NotificationSettings(
                config.value(Keys.VERIFICATION),
                config.value(Keys.BLOCKING),
                config.value(Keys.BATCH),
                config.value(Keys.QUEUE));
    }

    private DeliverySettings delivery() {
        var defaults = DeliverySettings.DEFAULTS;
        return new DeliverySettings(
                config.value(Keys.DELIVERY_TIMEOUT),
                config.value(Keys.SETTLE),
                config.value(Keys.ATTEMPTS),
                config.value(Keys.AGE),
                config.value(Keys.FIRST_WAIT),
                config.value(Keys.LONGEST_WAIT),
                config.value(Keys.PER_TARGET),
                defaults.waitingPerTarget(),
                defaults.undeliverableLimit());
    }
}
