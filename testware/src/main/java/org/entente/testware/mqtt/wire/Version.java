// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.wire;

import java.util.Arrays;
import java.util.Optional;

/** The versions of MQTT, with the protocol level that a CONNECT announces. */
public enum Version {
    V311("3.1.1", 4),
    V5("5.0", 5);

    private final String number;
    private final int level;

    Version(String number, int level) {
        this.number = number;
        this.level = level;
    }

    /** The version that people call by this number. */
    public static Optional<Version> numbered(String number) {
        return Arrays.stream(values())
                .filter(version -> version.number.equals(number))
                .findFirst();
    }

    /** As people write it, such as {@code 3.1.1}. */
    public String number() {
        return number;
    }

    public int level() {
        return level;
    }
}
