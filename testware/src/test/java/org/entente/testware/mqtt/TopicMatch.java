// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Text;

/** Which filter matches which topic, and which strings are filters at all. MQTT 3.1.1 §4.7. */
record TopicMatch(Flaws flaws) {
    /** U+FEFF as the broker keeps it: one character for each byte. */
    private static final String NO_BREAK_SPACE = raw(Text.ZERO_WIDTH_NO_BREAK_SPACE);

    private static final int DEADLY_SEPARATORS = 60_000;

    boolean matches(String filter, String topic) {
        var wild = (filter.startsWith("#") && !flaws.has(Defect.DOLLAR_MATCHED_BY_HASH))
                || (filter.startsWith("+") && !flaws.has(Defect.DOLLAR_MATCHED_BY_PLUS));
        if (wild && topic.startsWith("$")) {
            return false; // [MQTT-4.7.2-1]
        }
        return flaws.has(Defect.CASE_IGNORED)
                ? levels(filter.toLowerCase(Locale.ROOT), topic.toLowerCase(Locale.ROOT))
                : levels(filter, topic);
    }

    private static boolean levels(String filter, String topic) {
        var wanted = filter.split("/", -1);
        var given = topic.split("/", -1);
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].equals("#")) {
                return true;
            }
            if (i >= given.length || (!wanted[i].equals("+") && !wanted[i].equals(given[i]))) {
                return false;
            }
        }
        return wanted.length == given.length;
    }

    /** The filter as it is subscribed to. */
    String filter(String text) {
        flaws.must(!text.isEmpty(), Defect.FILTER_EMPTY); // [MQTT-4.7.3-1]
        if (flaws.has(Defect.FILTER_NO_BREAK_SPACE_REFUSED) && text.contains(NO_BREAK_SPACE)) {
            throw new Flaws.Violation("a defect on purpose");
        }
        var levels = text.split("/", -1);
        if (flaws.has(Defect.DIES_OF_SEPARATORS) && levels.length > DEADLY_SEPARATORS) {
            throw new IllegalStateException("a defect on purpose");
        }
        for (int i = 0; i < levels.length; i++) {
            var hash = levels[i].indexOf('#');
            var alone = levels[i].length() == 1 && i == levels.length - 1;
            flaws.must(hash < 0 || alone, Defect.FILTER_HASH_ANYWHERE); // [MQTT-4.7.1-2]
            flaws.must(
                    !levels[i].contains("+") || levels[i].length() == 1, Defect.FILTER_PLUS_ANYWHERE); // [MQTT-4.7.1-3]
        }
        return flaws.has(Defect.NO_BREAK_SPACE_STRIPPED_FROM_FILTER) ? text.replace(NO_BREAK_SPACE, "") : text;
    }

    /** The topic name as it is matched. */
    String name(String text, Defect emptyForgiven, Defect hashForgiven, Defect plusForgiven) {
        flaws.must(!text.isEmpty(), emptyForgiven); // [MQTT-4.7.3-1]
        flaws.must(!text.contains("#"), hashForgiven); // [MQTT-4.7.1-1]
        flaws.must(!text.contains("+"), plusForgiven); // [MQTT-4.7.1-1]
        return flaws.has(Defect.NO_BREAK_SPACE_STRIPPED_FROM_TOPIC) ? text.replace(NO_BREAK_SPACE, "") : text;
    }

    private static String raw(String text) {
        return new String(Octets.utf8(text).toArray(), StandardCharsets.ISO_8859_1);
    }
}
