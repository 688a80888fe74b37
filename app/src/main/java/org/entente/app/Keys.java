// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.entente.app.Key.duration;
import static org.entente.app.Key.matching;
import static org.entente.app.Key.matchingTexts;
import static org.entente.app.Key.oneOf;
import static org.entente.app.Key.positive;
import static org.entente.app.Key.text;
import static org.entente.app.Key.texts;
import static org.entente.app.Key.truth;
import static org.entente.app.Key.whole;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.entente.cse.access.AccessSettings;
import org.entente.cse.access.AccessSettings.Strangers;
import org.entente.cse.discovery.DiscoverySettings;
import org.entente.cse.group.FanOutSettings;
import org.entente.cse.notification.DeliverySettings;
import org.entente.cse.notification.NotificationSettings;
import org.entente.cse.outbound.Network;
import org.entente.cse.procedure.Lifetimes;

/** Every key there is, in the order in which {@code entente config} prints them. */
final class Keys {
    /** What kind of CSE it is. TS-0004 §6.3.4.2.2. */
    enum CseType {
        IN(1),
        MN(2),
        ASN(3);

        private final int number;

        CseType(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    private static final List<String> KNOWN_RELEASES = List.of("1", "2", "2a", "3", "4", "5");

    static final Key<String> CSE_ID = matching(
            "cse.id",
            "/id-in",
            "/[^/\\s?#]+",
            "The CSE-ID, with its leading slash; it cannot change once there is data.");
    static final Key<String> CSE_NAME = matching(
            "cse.name",
            "cse-in",
            "[^/\\s?#]{2,}",
            "The resource name of the CSEBase, where structured addresses begin.");
    static final Key<String> SERVICE_PROVIDER = matching(
            "cse.service-provider",
            "entente.example",
            "[^/\\s?#]+",
            "The service provider's identifier, for absolute addresses.");
    static final Key<CseType> CSE_TYPE = oneOf("cse.type", CseType.IN, "The kind of CSE.");
    static final Key<List<String>> RELEASES = new Key<>(
            "cse.releases",
            "2a,3,4,5",
            "list of texts",
            "The release versions that requests may speak.",
            text -> releases(text));

    static final Key<String> ADMINISTRATOR =
            text("access.administrator", "CAdmin", "The originator who may do everything; empty for nobody.");
    static final Key<Boolean> ADMINISTRATOR_CREDENTIAL = truth(
            "access.administrator-credential",
            true,
            "Whether the first start makes a credential for the administrator, without which nobody may use that name;"
                    + " false is for trials where access.strangers is believed.");
    static final Key<List<String>> REGISTRANTS = texts(
            "access.registrants",
            "",
            "Which AE-ID-Stems may register themselves, with wildcards; C and S alone let the CSE assign one.");
    static final Key<List<String>> APPLICATIONS =
            texts("access.applications", "*", "The App-IDs that may register, with wildcards.");
    static final Key<List<String>> CSES = matchingTexts(
            "access.cses",
            "\\*|/[^\\s?#]+",
            "/id-mn",
            "The CSE-IDs that may register as remote CSEs, with their leading slash; * for all.");
    static final Key<List<AccessSettings.Grant>> BASE_GRANTS = new Key<>(
            "access.base",
            "",
            "list of grants",
            "Default privileges on the CSEBase, each as originator:operations:types, such as C*:create+retrieve:1+3.",
            text -> Key.list(text).stream().map(Grants::read).toList());
    static final Key<Strangers> STRANGERS =
            oneOf("access.strangers", Strangers.REFUSED, "What becomes of a sender whose identity nobody proved.");

    static final Key<List<String>> TARGET_HOSTS = matchingTexts(
            "targets.hosts",
            "[^/:@\\s]+|[0-9A-Fa-f:.]+",
            "app.example.org or *.example.org",
            "Hosts that notifications may be sent to, such as app.example.org or *.example.org.");
    static final Key<List<Network>> TARGET_NETWORKS = new Key<>(
            "targets.networks",
            "",
            "list of networks",
            "Networks that notifications may be sent to, such as 10.1.0.0/16.",
            text -> Key.list(text).stream().map(Network::of).toList());
    static final Key<Boolean> TARGET_LOOPBACK =
            truth("targets.loopback", false, "Whether notifications may be sent to this machine itself.");

    static final Key<Duration> LIFETIME = positive(
            "lifetimes.standard", Lifetimes.DEFAULTS.standard(), "How long a resource lives that does not say.");
    static final Key<Duration> LONGEST_LIFETIME =
            duration("lifetimes.most", Lifetimes.DEFAULTS.most(), "How long a resource may live at most.");
    static final Key<Duration> SWEEP = positive(
            "lifetimes.sweep", Duration.ofSeconds(1), "How often expired resources and missing data are looked for.");

    static final Key<Integer> MOST_RESOURCES = whole(
            "discovery.most-resources",
            DiscoverySettings.DEFAULTS.mostResources(),
            1,
            1_000_000,
            "How many resources one answer names at most.");
    static final Key<Integer> FAN_OUT = whole(
            "fan-out.most-at-once",
            FanOutSettings.DEFAULTS.mostAtOnce(),
            1,
            1000,
            "How many members of a group are asked at the same time.");
    static final Key<Duration> FAN_OUT_TIMEOUT =
            positive("fan-out.timeout", FanOutSettings.DEFAULTS.timeout(), "How long the members have to answer.");

    private static final NotificationSettings NOTIFICATIONS = NotificationSettings.DEFAULTS;
    static final Key<Duration> VERIFICATION = positive(
            "notifications.verification-timeout",
            NOTIFICATIONS.verificationTimeout(),
            "How long a notification target has to answer a verification request.");
    static final Key<Duration> BLOCKING = positive(
            "notifications.blocking-timeout",
            NOTIFICATIONS.blockingTimeout(),
            "How long the entity behind a blocking update has to answer, and requests wait for the end of a transaction.");
    static final Key<Duration> BATCH = positive(
            "notifications.batch-duration",
            NOTIFICATIONS.batchDuration(),
            "How long a batch waits for more that names no duration.");
    static final Key<Integer> QUEUE = whole(
            "notifications.queue-limit",
            NOTIFICATIONS.queueLimit(),
            1,
            1_000_000,
            "How many notices of one subscriber may wait; then the oldest of the lowest priority go.");

    private static final DeliverySettings DELIVERY = DeliverySettings.DEFAULTS;
    static final Key<Duration> DELIVERY_TIMEOUT =
            positive("delivery.timeout", DELIVERY.timeout(), "How long one attempt to deliver may take.");
    static final Key<Duration> SETTLE = positive(
            "delivery.settle-timeout",
            DELIVERY.settleTimeout(),
            "How long a DELETE waits for the subscriber to learn of it.");
    static final Key<Integer> ATTEMPTS = whole(
            "delivery.attempts", DELIVERY.attempts(), 1, 1000, "After how many attempts a notice is undeliverable.");
    static final Key<Duration> AGE = positive("delivery.age", DELIVERY.age(), "After how long it is, in any case.");
    static final Key<Duration> FIRST_WAIT = positive(
            "delivery.first-wait", DELIVERY.firstWait(), "The wait before the second attempt; then it doubles.");
    static final Key<Duration> LONGEST_WAIT =
            duration("delivery.longest-wait", DELIVERY.longestWait(), "The longest wait between two attempts.");
    static final Key<Integer> PER_TARGET = whole(
            "delivery.per-target", DELIVERY.perTarget(), 1, 1000, "How many deliveries to one target go on at a time.");

    private static final List<Key<?>> CSE = List.of(
            CSE_ID,
            CSE_NAME,
            SERVICE_PROVIDER,
            CSE_TYPE,
            RELEASES,
            ADMINISTRATOR,
            ADMINISTRATOR_CREDENTIAL,
            REGISTRANTS,
            APPLICATIONS,
            CSES,
            BASE_GRANTS,
            STRANGERS,
            TARGET_HOSTS,
            TARGET_NETWORKS,
            TARGET_LOOPBACK,
            LIFETIME,
            LONGEST_LIFETIME,
            SWEEP,
            MOST_RESOURCES,
            FAN_OUT,
            FAN_OUT_TIMEOUT,
            VERIFICATION,
            BLOCKING,
            BATCH,
            QUEUE,
            DELIVERY_TIMEOUT,
            SETTLE,
            ATTEMPTS,
            AGE,
            FIRST_WAIT,
            LONGEST_WAIT,
            PER_TARGET);

    static final List<Key<?>> ALL = Stream.of(
                    StoreKeys.ALL,
                    List.<Key<?>>of(LogLevel.KEY),
                    HttpKeys.ALL,
                    TlsKeys.ALL,
                    CoapKeys.ALL,
                    MqttKeys.ALL,
                    RateKeys.ALL,
                    CSE,
                    RequestKeys.ALL,
                    PeerKeys.ALL,
                    DeviceKeys.ALL,
                    ThingKeys.ALL,
                    OcfKeys.ALL,
                    OpcUaKeys.ALL,
                    ConsoleKeys.ALL,
                    TraceKeys.ALL)
            .<Key<?>>flatMap(List::stream)
            .toList();

    private static final List<Rule> CSE_RULES = List.of(
            Rule.refusing(
                    List.of(LIFETIME, LONGEST_LIFETIME),
                    config -> config.value(LONGEST_LIFETIME).compareTo(config.value(LIFETIME)) < 0,
                    config -> shorter(config, LONGEST_LIFETIME, LIFETIME)),
            Rule.refusing(
                    List.of(FIRST_WAIT, LONGEST_WAIT),
                    config -> config.value(LONGEST_WAIT).compareTo(config.value(FIRST_WAIT)) < 0,
                    config -> shorter(config, LONGEST_WAIT, FIRST_WAIT)));

    /** What must hold between them. */
    static final List<Rule> RULES = Stream.of(
                    TlsKeys.RULES,
                    CoapKeys.RULES,
                    CSE_RULES,
                    PeerKeys.RULES,
                    DeviceKeys.RULES,
                    ThingKeys.RULES,
                    Ports.RULES)
            .flatMap(List::stream)
            .toList();

    /** Which files must be there when the hub starts. */
    static final List<Rule> FILES = Stream.of(
                    StoreKeys.FILES,
                    TlsKeys.FILES,
                    CoapKeys.FILES,
                    MqttKeys.FILES,
                    PeerKeys.FILES,
                    DeviceKeys.FILES,
                    ThingKeys.FILES)
            .flatMap(List::stream)
            .toList();

    private Keys() {}

    private static List<String> releases(String text) {
        var releases = Key.list(text);
        if (!releases.isEmpty() && KNOWN_RELEASES.containsAll(releases)) return releases;
        throw new IllegalArgumentException("must have some of " + String.join(", ", KNOWN_RELEASES) + ", not " + text);
    }

    private static String shorter(Configuration config, Key<Duration> key, Key<Duration> least) {
        return key.name() + " must not be shorter than " + least.name() + ", which is " + config.written(least)
                + ", not " + config.written(key);
    }
}
