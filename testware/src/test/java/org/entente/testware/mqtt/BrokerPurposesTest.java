// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.entente.testware.Purpose;
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
        var families = BrokerSuite.purposes().purposes().keySet().stream()
                .filter(id -> id.startsWith("TP_"))
                .map(id -> id.substring("TP_MQTT_BROKER_".length(), id.length() - "_001".length()))
                .collect(Collectors.groupingBy(family -> family, TreeMap::new, Collectors.counting()));

        assertThat(families).isEqualTo(PUBLISHED);
        assertThat(families.values().stream().mapToLong(n -> n).sum()).isEqualTo(121 + 3);
    }

    @Test
    void purpose_has_a_case_or_a_reason_and_never_both() {
        var suite = new BrokerSuite(new Endpoint("127.0.0.1", 1));

        assertThat(suite.catalogue().purposes().values())
                .allSatisfy(purpose -> assertThat(suite.cases().containsKey(purpose.id()))
                        .as(purpose.id())
                        .isEqualTo(purpose.unbound().isEmpty()));
        assertThat(suite.catalogue().purposes().keySet())
                .containsAll(suite.cases().keySet());
    }

    @Test
    void purpose_asks_only_for_known_capabilities_and_parameters() {
        assertThat(BrokerSuite.purposes().purposes().values()).allSatisfy(purpose -> {
            assertThat(Parameters.KNOWN).containsAll(purpose.parameters());
            assertThat(capabilities(purpose)).isSubsetOf(Parameters.ASSUMED.capabilities());
        });
    }

    private static java.util.List<String> capabilities(Purpose purpose) {
        return java.util.List.of(purpose.selection().toString().split(" and | or ", -1));
    }
}
