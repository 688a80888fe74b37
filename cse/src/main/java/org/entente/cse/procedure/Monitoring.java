// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;

/**
 * Judges whether the values of a time series came when they were expected. TS-0001 §10.2.4.29.
 *
 * <p>The n-th value is expected n intervals after the first one; its time to be judged comes a detection timer later.
 * What has been judged, and what came already, is kept beside the attributes of the series and never shown.
 */
public final class Monitoring {
    /** The generation times that the last judgement found missing, oldest first. */
    public static final Attribute FOUND = new Attribute("_mdf", "missingDataFound", Scalar.ANY);

    /** The generation time of the value from which the others are counted; present while monitoring is under way. */
    private static final Attribute FIRST = new Attribute("_mdb", "firstGenerationTime", Scalar.TIMESTAMP);
    /** The number of the next value to be judged. */
    private static final Attribute NEXT = new Attribute("_mdx", "nextExpected", Scalar.POSITIVE);
    /** The numbers of values that came before they had to be judged. */
    private static final Attribute SEEN = new Attribute("_mds", "seenExpected", Scalar.ANY);

    /** How many missing values are told of at once, and listed where missingDataMaxNr allows it: ours. */
    private static final int MOST = 10_000;

    private static final long END_OF_TIME = micros(Instant.parse("9999-12-31T23:59:59Z"));

    private Monitoring() {}

    /** When values are expected, in microseconds. */
    private record Beat(long first, long interval, long delta, long timer) {
        static Beat of(Resource series) {
            return new Beat(
                    micros(Timestamp.parse(series.text(FIRST).orElseThrow())),
                    1000 * series.whole(Attributes.PEI, 1),
                    1000 * series.whole(Attributes.PEID, 0),
                    1000 * series.whole(Attributes.MDT, 0));
        }

        long expected(long number) {
            return first + number * interval;
        }

        /** The last number whose detection time has come; less than 1 if none has. */
        long lastDue(Instant now) {
            return Math.floorDiv(micros(now) - timer - first, interval);
        }

        /** The number of the value that is expected around a time; 0 if none is. */
        long number(Instant generated) {
            long number = Math.floorDiv(micros(generated) - first + interval / 2, interval);
            return number > 0 && Math.abs(micros(generated) - expected(number)) <= delta ? number : 0;
        }
    }

    /** Judges all values whose time has come. */
    static Resource judge(Resource series, Instant now) {
        var fresh = series.without(FOUND);
        if (!series.has(FIRST)) return fresh;
        var beat = Beat.of(series);
        long last = beat.lastDue(now);
        long next = series.whole(NEXT, 1);
        if (last < next) return fresh;
        var seen = seen(series);
        var missing = new ArrayList<String>();
        for (long number = Math.max(next, last - MOST + 1); number <= last; number++)
            if (!seen.has(number)) missing.add(text(beat.expected(number)));
        var judged = scheduled(fresh.with(NEXT, last + 1), beat, seen.from(last + 1));
        return missing.isEmpty() ? judged : listed(judged, missing).with(FOUND, Value.texts(missing));
    }

    /** Notes that a value came; the first one starts the monitoring. TS-0004 §7.4.38.2.1 */
    static Resource arrived(Resource series, Instant generated, Instant now) {
        boolean isOn = series.truth(Attributes.MDD).orElse(false) && series.has(Attributes.PEI);
        if (!isOn) return series;
        if (!series.has(FIRST)) {
            var begun = series.with(FIRST, Timestamp.text(generated));
            var beat = Beat.of(begun);
            // What had to be there before the monitoring began is not judged.
            return scheduled(begun.with(NEXT, Math.max(1, beat.lastDue(now) + 1)), beat, Spans.of(Value.of(List.of())));
        }
        var beat = Beat.of(series);
        long number = beat.number(generated);
        return number < series.whole(NEXT, 1)
                ? series
                : scheduled(series, beat, seen(series).with(number));
    }

    /** Ends the monitoring; what it has listed stays. */
    static Resource stopped(Resource series) {
        return series.without(FIRST).without(NEXT).without(SEEN).without(Procedure.DUE);
    }

    static Resource cleared(Resource series) {
        return series.without(Attributes.MDLT).with(Attributes.MDC, 0);
    }

    /** The CSE has to look again when the first value that is not there yet must be. */
    private static Resource scheduled(Resource series, Beat beat, Spans seen) {
        long due = beat.expected(seen.firstGap(series.whole(NEXT, 1))) + beat.timer();
        var kept = series.with(SEEN, seen.value());
        return due > END_OF_TIME ? kept.without(Procedure.DUE) : kept.with(Procedure.DUE, text(due));
    }

    /** Newest first, and no more than missingDataMaxNr. TS-0001 §9.6.36 */
    private static Resource listed(Resource series, List<String> missing) {
        var all = new ArrayList<>(missing.reversed());
        all.addAll(series.texts(Attributes.MDLT));
        int most = (int) Math.min(series.whole(Attributes.MDN, MOST), MOST);
        var kept = all.subList(0, Math.min(all.size(), most));
        return series.with(Attributes.MDLT, Value.texts(kept)).with(Attributes.MDC, kept.size());
    }

    private static Spans seen(Resource series) {
        return Spans.of(series.value(SEEN).orElse(Value.of(List.of())));
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static String text(long micros) {
        return Timestamp.text(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }
}
