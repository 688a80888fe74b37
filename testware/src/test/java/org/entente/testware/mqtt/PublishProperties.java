// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.util.Arrays;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Properties;

/** What the reference broker asks of the properties of a PUBLISH, and which of them go on. MQTT 5.0 §3.3.2.3. */
final class PublishProperties {
    private static final int LENGTH_BYTES = 2;

    private PublishProperties() {}

    static Properties passedOn(Properties properties, Flaws flaws) {
        var response =
                properties.first(Properties.RESPONSE_TOPIC).map(Octets::text).orElse("");
        flaws.must(
                !response.contains("#") && !response.contains("+"), Defect.RESPONSE_TOPIC_WILDCARD); // [MQTT-3.3.2-14]
        wellFormed(properties, Properties.RESPONSE_TOPIC, Defect.RESPONSE_TOPIC_SURROGATE, flaws); // [MQTT-3.3.2-13]
        wellFormed(properties, Properties.CONTENT_TYPE, Defect.CONTENT_TYPE_SURROGATE, flaws); // [MQTT-3.3.2-19]
        wellFormed(properties, Properties.USER, Defect.USER_PROPERTY_SURROGATE, flaws); // [MQTT-1.5.7-1]
        flaws.must(
                properties.first(Properties.SUBSCRIPTION_ID).isEmpty(),
                Defect.SUBSCRIPTION_ID_FROM_CLIENT); // [MQTT-3.3.4-6]
        return new Properties(properties.all().stream()
                .filter(p -> p.id() != Properties.TOPIC_ALIAS && p.id() != Properties.SUBSCRIPTION_ID)
                .toList());
    }

    /** A pair of strings is looked at from its first on; the length of the second is two characters like any other. */
    private static void wellFormed(Properties properties, int id, Defect forgiven, Flaws flaws) {
        for (var value : properties.each(id)) {
            var text = Arrays.copyOfRange(value.toArray(), LENGTH_BYTES, value.length());
            flaws.must(StrictReader.wellFormed(text), forgiven);
        }
    }
}
