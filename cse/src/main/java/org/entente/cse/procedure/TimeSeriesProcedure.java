// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.util.List;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Starts, stops and goes on with the search for missing values of a time series. TS-0004 §7.4.38. */
public final class TimeSeriesProcedure implements Procedure {
    private static final List<Attribute> PARAMETERS =
            List.of(Attributes.MDT, Attributes.MDN, Attributes.PEID, Attributes.PEI);

    private static final long LONGEST_MILLIS = 100L * 365 * 24 * 60 * 60 * 1000;

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        var complete = withDelta(created);
        check(complete);
        turn.create(complete.with(Attributes.CNI, 0).with(Attributes.CBS, 0).with(Attributes.MDC, 0));
    }

    @Override
    public void update(Turn turn, Resource before, Resource after) {
        var given = given(turn, before);
        boolean switches = given.find(Attributes.MDD.shortName()).isPresent();
        boolean tunes = PARAMETERS.stream()
                .anyMatch(each -> given.find(each.shortName()).isPresent());
        if (tunes && (switches || before.truth(Attributes.MDD).orElse(false)))
            throw Refused.badRequest("mdt, mdn, peid and pei can only be updated while mdd is false, and without mdd")
                    .about("mdt");
        boolean retimes = given.find(Attributes.PEI.shortName()).isPresent()
                && given.find(Attributes.PEID.shortName()).isEmpty();
        var complete = withDelta(retimes ? after.without(Attributes.PEID) : after);
        check(complete);
        var judged = Monitoring.judge(complete, turn.now());
        if (switches) judged = Monitoring.stopped(judged);
        // A new start forgets what was missing, a pause does not. [TS-0001 §10.2.4.29]
        boolean starts = switches && after.truth(Attributes.MDD).orElse(false);
        turn.update(before, Instances.evict(turn, starts || tunes ? Monitoring.cleared(judged) : judged));
    }

    private static Value.Fields given(Turn turn, Resource before) {
        return turn.request().content().find(before.type().root()).orElse(null) instanceof Value.Fields fields
                ? fields
                : Value.Fields.EMPTY;
    }

    /** A delta that nobody gave: a quarter of the interval, but less than the detection timer. TS-0004 §7.4.38.2.1 */
    private static Resource withDelta(Resource series) {
        if (!series.has(Attributes.PEI) || series.has(Attributes.PEID)) return series;
        long quarter = series.whole(Attributes.PEI, 0) / 4;
        return series.with(Attributes.PEID, Math.min(quarter, series.whole(Attributes.MDT, Long.MAX_VALUE) - 1));
    }

    private static void check(Resource series) {
        long interval = series.whole(Attributes.PEI, 0);
        long delta = series.whole(Attributes.PEID, 0);
        long timer = series.whole(Attributes.MDT, 0);
        if (interval > LONGEST_MILLIS || timer > LONGEST_MILLIS)
            throw Refused.badRequest("pei and mdt are milliseconds, and may be 100 years at most")
                    .about("pei");
        if (series.has(Attributes.PEI) && delta > interval - delta)
            throw Refused.badRequest("peid may be at most half of pei").about("peid"); // [TS-0004 §7.4.38.2.1]
        if (series.truth(Attributes.MDD).orElse(false) && timer <= delta)
            throw Refused.badRequest("mdd needs an mdt, greater than peid = " + delta)
                    .about("mdd"); // [TS-0004 §7.4.38.2.1]
    }
}
