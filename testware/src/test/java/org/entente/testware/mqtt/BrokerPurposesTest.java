// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.entente.testware.Catalogue;
import org.entente.testware.Purpose;
import org.entente.testware.mqtt.wire.Endpoint;
import org.entente.testware.mqtt.wire.Version;
import org.junit.jupiter.api.Test;

/** All published purposes are there by their ids, and each has a case or a reason. */
class BrokerPurposesTest {
    private static final Map<String, Long> PUBLISHED = new TreeMap<>(Map.ofEntries(
            Map.entry("CONNECT", 32L),
            Map.entry("CONNACK", 10L),
            Map.entry("PUBLISH", 12L),
            Map.entry("PUBACK", 2L),
            Map.entry("PUBREC", 2L),
            Map.entry("PUBREL", 2L),
            Map.entry("PUBCOMP", 1L),
            Map.entry("SUBSCRIBE", 11L),
            Map.entry("SUBACK", 6L),
            Map.entry("UNSUBSCRIBE", 6L),
            Map.entry("UNSUBACK", 4L),
            Map.entry("PINGREQ", 1L),
            Map.entry("PINGRESP", 1L),
            Map.entry("DISCONNECT", 2L),
            Map.entry("FEAT_REMLEN", 4L),
            Map.entry("FEAT_KEEPALIVE", 1L),
            Map.entry("FEAT_RTND", 7L),
            Map.entry("FEAT_LWT", 5L),
            Map.entry("FEAT_PUBSUB", 7L),
            Map.entry("FEAT_QOS", 5L),
            Map.entry("SEC_CVE", 3L)));

    @Test
    void published_purposes_are_complete() {
        var families = BrokerSuite.purposes(Version.V311).purposes().keySet().stream()
                .filter(id -> id.startsWith("TP_"))
                .map(id -> id.substring("TP_MQTT_BROKER_".length(), id.length() - "_001".length()))
                .collect(Collectors.groupingBy(family -> family, TreeMap::new, Collectors.counting()));

        assertThat(families).isEqualTo(PUBLISHED);
        assertThat(families.values().stream().mapToLong(n -> n).sum()).isEqualTo(121 + 3);
    }

    @Test
    void purpose_has_a_case_or_a_reason_and_never_both() {
        assertBound(BrokerSuite.of(Version.V311, new Endpoint("127.0.0.1", 1)));
        assertBound(BrokerSuite.of(Version.V5, new Endpoint("127.0.0.1", 1)));
    }

    /** What 5.0 shares with 3.1.1 is all there but for the rules that 5.0 has given up or words differently. */
    @Test
    void purposes_of_5_share_those_of_311_but_for_five() {
        var there = BrokerSuite.purposes(Version.V5).purposes().keySet();
        var left = new TreeSet<>(BrokerSuite.purposes(Version.V311).purposes().keySet());

        left.removeIf(id -> there.contains(
                id.startsWith("TP_")
                        ? id.replace("TP_MQTT_BROKER_", "ENT_MQTT5_BROKER_")
                        : id.replace("ENT_MQTT_BROKER_", "ENT_MQTT5_BROKER_MORE_")));

        assertThat(left)
                .containsExactly(
                        "ENT_MQTT_BROKER_CONNECT_003",
                        "TP_MQTT_BROKER_CONNACK_005",
                        "TP_MQTT_BROKER_CONNACK_006",
                        "TP_MQTT_BROKER_CONNACK_010",
                        "TP_MQTT_BROKER_CONNECT_012");
    }

    @Test
    void purpose_asks_only_for_known_capabilities_and_parameters() {
        assertKnown(BrokerSuite.purposes(Version.V311));
        assertKnown(BrokerSuite.purposes(Version.V5));
    }

    private static void assertBound(BrokerSuite suite) {
        assertThat(suite.catalogue().purposes().values())
                .allSatisfy(purpose -> assertThat(suite.cases().containsKey(purpose.id()))
                        .as(purpose.id())
                        .isEqualTo(purpose.unbound().isEmpty()));
        assertThat(suite.catalogue().purposes().keySet())
                .containsAll(suite.cases().keySet());
    }

    private static void assertKnown(Catalogue catalogue) {
        assertThat(catalogue.purposes().values()).allSatisfy(purpose -> {
            assertThat(Parameters.KNOWN).containsAll(purpose.parameters());
            var claimed = new HashSet<>(Parameters.ASSUMED.capabilities());
            claimed.add(Parameters.OVER_WEBSOCKET);
            assertThat(claimed).containsAll(capabilities(purpose));
        });
    }

    private static List<String> capabilities(Purpose purpose) {
        return List.of(purpose.selection().toString().split(" and | or ", -1));
    }
}
