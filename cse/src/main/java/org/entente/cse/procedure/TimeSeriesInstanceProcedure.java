// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.time.Instant;
import java.time.ZoneOffset;
import org.entente.model.Refused;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;

/** Takes each value of a time series once, and keeps the counters and limits of the series. TS-0004 §7.4.39. */
public final class TimeSeriesInstanceProcedure implements Procedure {
    /** The latest dataGenerationTime that the series ever took; never shown. */
    private static final Attribute NEWEST = new Attribute("_dgn", "newestGenerationTime", Scalar.TIMESTAMP);

    private static final int LAST_YEAR = 9999;

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        var content = created.value(Attributes.CON).orElseThrow();
        ContentInstanceProcedure.checkEncoding(parent, content); // contentInfo stands at the series [TS-0001 §9.6.36]
        var generated = generated(created, turn.now());
        refuseSecond(turn, parent, generated);
        var complete = absolute(created, generated).with(Attributes.CS, Instances.bytes(content));
        // What was due before this value came is judged without it.
        var judged = Monitoring.judge(parent, turn.now());
        var counted = Monitoring.arrived(judged, generated, turn.now())
                .with(NEWEST, newest(parent, generated))
                .with(Attributes.LT, Timestamp.text(turn.now()));
        Instances.admit(turn, parent, counted, Instances.age(parent, complete, turn.now()));
    }

    @Override
    public void delete(Turn turn, Resource parent, Resource instance) {
        Instances.release(turn, parent, instance, turn.now());
    }

    /** A number means milliseconds from now. TS-0004 §6.3.3 (m2m:absRelTimestamp) */
    private static Instant generated(Resource instance, Instant now) {
        var text = instance.value(Attributes.DGT).orElseThrow() instanceof Value.Whole(var millis)
                ? Long.toString(millis)
                : instance.text(Attributes.DGT).orElseThrow();
        var time = Timestamp.parseRelativeTo(text, now);
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        if (year < 0 || year > LAST_YEAR)
            throw Refused.badRequest("dgt = " + text + " is no time that can be written")
                    .about("dgt");
        return time;
    }

    /** What is relative would mean another time at each look. */
    private static Resource absolute(Resource instance, Instant generated) {
        boolean isAbsolute = instance.text(Attributes.DGT)
                .filter(text -> text.indexOf('T') >= 0)
                .isPresent();
        return isAbsolute ? instance : instance.with(Attributes.DGT, Timestamp.text(generated));
    }

    /** CONFLICT if there is a value of that time. Values in order of time cost no search. TS-0004 §7.4.39.2.1 */
    private static void refuseSecond(Turn turn, Resource parent, Instant generated) {
        var newest = parent.text(NEWEST);
        if (newest.isEmpty() || generated.isAfter(Timestamp.parse(newest.get()))) return;
        try (var instances = turn.view().instances(parent.ri(), true)) {
            if (instances.anyMatch(each -> each.text(Attributes.DGT)
                    .filter(time -> Timestamp.parse(time).equals(generated))
                    .isPresent()))
                throw Refused.conflict(parent.path() + " has a value of dgt = " + Timestamp.text(generated));
        }
    }

    private static String newest(Resource parent, Instant generated) {
        var time = Timestamp.text(generated);
        return parent.text(NEWEST).filter(known -> known.compareTo(time) > 0).orElse(time);
    }
}
