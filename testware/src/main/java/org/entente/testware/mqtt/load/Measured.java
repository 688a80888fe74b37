// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.load;

import java.util.Locale;

/** One number with what it is about: evidence, not a verdict. */
public record Measured(String about, String what, double value, String unit) {
    public String line() {
        return String.format(Locale.ROOT, "%-34s %-26s %12s %s", about, what, number(), unit);
    }

    /** The value as people read it: counts whole, all else by three digits. */
    String number() {
        return value >= 1000 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.3g", value);
    }

    public String json() {
        return String.format(
                Locale.ROOT,
                "{\"about\":\"%s\",\"what\":\"%s\",\"value\":%s,\"unit\":\"%s\"}",
                about,
                what,
                value,
                unit);
    }
}
