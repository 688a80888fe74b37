// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.entente.model.Value;

/**
 * How often and from which change on a device is to report a point by itself; it is asked to keep to it, so that what
 * nobody needs does not even leave the device. Numbers are the device's own, before any conversion.
 *
 * @param least at least this long between two reports
 * @param most a report after this time even without a change
 * @param step a change smaller than this is none
 * @param above report when the value crosses it upwards or downwards
 * @param below likewise
 */
public record Pace(
        Optional<Duration> least,
        Optional<Duration> most,
        OptionalDouble step,
        OptionalDouble above,
        OptionalDouble below) {
    /** Whatever the device does by itself. */
    public static final Pace FREE = new Pace(
            Optional.empty(), Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

    public boolean isFree() {
        return equals(FREE);
    }

    /** Whether a change is worth a report, for a device that cannot decide it itself. */
    boolean isReported(double before, double now) {
        if (crossed(above, before, now) || crossed(below, before, now)) return true;
        if (step.isPresent()) return Math.abs(now - before) >= step.getAsDouble();
        return above.isEmpty() && below.isEmpty() && before != now;
    }

    /** A value that is no number is reported whenever it is another. */
    public boolean isReported(Value before, Value now) {
        if (!Fitting.isNumber(before) || !Fitting.isNumber(now)) return !before.equals(now);
        return isReported(Fitting.number(before, ""), Fitting.number(now, ""));
    }

    private static boolean crossed(OptionalDouble line, double before, double now) {
        if (line.isEmpty()) return false;
        boolean wasAbove = before > line.getAsDouble();
        boolean isAbove = now > line.getAsDouble();
        return wasAbove != isAbove;
    }
}
