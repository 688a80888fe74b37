// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.entente.model.Value;

/** Keeps to a pace on this side of the wire, for a device that cannot. Not for use by two threads. */
public final class Reports {
    private final Map<String, Report> last = new HashMap<>();

    private record Report(Value value, long atNanos) {}

    /**
     * How long a value has to wait until it may be told, by {@link System#nanoTime}.
     *
     * @return zero if it is due; empty if it is no news
     */
    public Optional<Duration> until(String path, Value value, Pace pace, long now) {
        var before = last.get(path);
        if (before == null) return Optional.of(Duration.ZERO);
        var age = Duration.ofNanos(now - before.atNanos());
        boolean isNews = pace.isReported(before.value(), value)
                || pace.most().filter(most -> age.compareTo(most) >= 0).isPresent();
        if (!isNews) return Optional.empty();
        var rest = pace.least().orElse(Duration.ZERO).minus(age);
        return Optional.of(rest.isNegative() ? Duration.ZERO : rest);
    }

    public void told(String path, Value value, long now) {
        last.put(path, new Report(value, now));
    }
}
