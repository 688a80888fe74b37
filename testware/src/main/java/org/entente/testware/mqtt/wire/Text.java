// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.wire;

import org.entente.testware.Octets;

/** Strings that MQTT treats specially. MQTT 3.1.1 §1.5.3. */
public final class Text {
    /** U+FEFF: part of a string like any other character. */
    public static final String ZERO_WIDTH_NO_BREAK_SPACE = "\uFEFF";

    private static final byte[] SURROGATE = {(byte) 0xED, (byte) 0xA0, (byte) 0x80};

    private Text() {}

    /** Holds an encoding of U+D800, which no well-formed UTF-8 does. [MQTT-1.5.3-1] */
    public static Octets withSurrogate(String before) {
        return new Wire().raw(Octets.utf8(before)).raw(SURROGATE).octets();
    }

    /** Holds U+0000. [MQTT-1.5.3-2] */
    public static Octets withNull(String before) {
        return new Wire().raw(Octets.utf8(before)).u8(0).raw(Octets.utf8("x")).octets();
    }
}
