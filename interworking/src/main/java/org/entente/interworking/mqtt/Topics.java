// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

/** What may be a topic; who names a thing must not come by it into the topics of others. MQTT 5 §4.7. */
final class Topics {
    private static final int LONGEST = 512;

    private Topics() {}

    /** Without wildcards, and none of the broker's own. */
    static boolean isPlain(String topic) {
        return !topic.isEmpty()
                && topic.length() <= LONGEST
                && !topic.startsWith("$")
                && topic.chars().noneMatch(c -> c == '+' || c == '#' || Character.isISOControl(c));
    }

    /** Whether zigbee2mqtt may call a device so: a topic of its own below the base, and nobody else's. */
    static boolean isFriendlyName(String name) {
        return isPlain(name)
                && !name.equals("bridge")
                && !name.startsWith("bridge/")
                && !name.startsWith("/")
                && !name.matches(".*/(set|get|availability)(/.*)?");
    }
}
