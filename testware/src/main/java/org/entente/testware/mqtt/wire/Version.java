// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.wire;

/** The protocol level that a CONNECT announces. */
public enum Version {
    V311(4),
    V5(5);

    private final int level;

    Version(int level) {
        this.level = level;
    }

    public int level() {
        return level;
    }
}
