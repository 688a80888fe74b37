// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.util.Arrays;

/** What the rounds of one measurement gave. */
record Rounds(double... values) {
    Rounds {
        values = values.clone();
        Arrays.sort(values);
    }

    double median() {
        return values[values.length / 2];
    }

    double least() {
        return values[0];
    }

    double most() {
        return values[values.length - 1];
    }

    @FunctionalInterface
    interface Measurement {
        double once() throws Exception;
    }

    /** One of several rounds. */
    @FunctionalInterface
    interface Numbered {
        double once(int round) throws Exception;
    }

    static Rounds of(int count, Numbered measurement) throws Exception {
        var values = new double[count];
        for (int i = 0; i < count; i++) values[i] = measurement.once(i);
        return new Rounds(values);
    }
}
