// SPDX-License-Identifier: Apache-2.0
package org.entente.app.watch;

import java.util.HashMap;
import java.util.Map;

/** What a hub counted at one moment, from the text format of Prometheus: each metric's values added up over its labels. */
public record Reading(double seconds, Map<String, Double> values) {
    public Reading {
        values = Map.copyOf(values);
    }

    /** @param seconds when, on any clock that only rises */
    public static Reading of(double seconds, String text) {
        var values = new HashMap<String, Double>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int end = line.lastIndexOf(' ');
            if (end < 0) return;
            int labels = line.indexOf('{');
            var name = line.substring(0, labels < 0 ? line.indexOf(' ') : labels);
            values.merge(name, Double.valueOf(line.substring(end + 1)), Double::sum);
        });
        return new Reading(seconds, values);
    }

    public double value(String name) {
        return values.getOrDefault(name, 0.0);
    }

    /** How much a counter rose in a second. */
    double rate(String name, Reading before) {
        return (value(name) - before.value(name)) / (seconds - before.seconds);
    }

    /** How much one counter rose for each of another; 0 if that did not. */
    double share(String name, String of, Reading before) {
        double whole = value(of) - before.value(of);
        return whole == 0 ? 0 : (value(name) - before.value(name)) / whole;
    }
}
