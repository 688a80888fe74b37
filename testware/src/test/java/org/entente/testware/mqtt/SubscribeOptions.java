// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import org.entente.testware.mqtt.wire.Version;

/** The byte behind a filter in SUBSCRIBE, as the reference broker understands it. MQTT 3.1.1 §3.8.3, 5.0 §3.8.3.1. */
record SubscribeOptions(int options, Version version, Flaws flaws) {
    private static final String SHARE = "$share/";

    /** What is wrong with them closes the connection. */
    void check(String filter) {
        var reserved = version == Version.V5 ? 0xC0 : 0xFC;
        flaws.must((options & reserved) == 0, Defect.SUBSCRIBE_RESERVED_BITS); // [MQTT-3.8.3-4]
        flaws.must((options & 3) < 3, Defect.SUBSCRIBE_QOS_3); // [MQTT-3.8.3-4]
        if (version == Version.V311) {
            return;
        }
        flaws.must(handling() < 3 || flaws.has(Defect.SUBSCRIBE_RESERVED_BITS), Defect.RETAIN_HANDLING_3);
        if (filter.startsWith(SHARE)) {
            var name = filter.substring(SHARE.length(), Math.max(SHARE.length(), filter.indexOf('/', SHARE.length())));
            flaws.must(!name.isEmpty(), Defect.SHARE_NAME_EMPTY); // [MQTT-4.8.2-1]
            flaws.must(!name.contains("+") && !name.contains("#"), Defect.SHARE_NAME_WILDCARD); // [MQTT-4.8.2-2]
            flaws.must(!noLocal(), Defect.NO_LOCAL_SHARED); // [MQTT-3.8.3-4]
        }
    }

    int qos() {
        return Math.min(options & 3, 2);
    }

    boolean noLocal() {
        return version == Version.V5 && (options & 4) != 0;
    }

    boolean retainAsPublished() {
        return version == Version.V5 && (options & 8) != 0;
    }

    /** Retain handling: 0 always, 1 for a new subscription, 2 never. [MQTT-3.3.1-9] [MQTT-3.3.1-10] [MQTT-3.3.1-11] */
    boolean wantsRetained(boolean again) {
        return switch (handling()) {
            case 0 -> true;
            case 1 -> !again || flaws.has(Defect.RETAIN_HANDLING_1_IGNORED);
            default -> flaws.has(Defect.RETAIN_HANDLING_2_IGNORED);
        };
    }

    /** The code that grants them. */
    int code() {
        var raised =
                switch (qos()) {
                    case 0 -> flaws.has(Defect.QOS_0_GRANTED_1);
                    case 1 -> flaws.has(Defect.QOS_1_GRANTED_2);
                    default -> flaws.has(Defect.QOS_2_GRANTED_3);
                };
        return raised ? qos() + 1 : qos();
    }

    private int handling() {
        return version == Version.V5 ? (options >> 4) & 3 : 0;
    }
}
