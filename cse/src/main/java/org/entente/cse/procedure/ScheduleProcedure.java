// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.util.ArrayList;
import java.util.List;
import org.entente.cse.schedule.Recurrence;
import org.entente.cse.schedule.Timetable;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.type.Attributes;
import org.entente.model.type.Node;
import org.entente.model.type.Resource;
import org.entente.model.type.Schedule;

/** What a schedule may say, and of whom. TS-0004 §7.4.9. */
public final class ScheduleProcedure implements Procedure {

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        check(parent, created);
        // A node may have one for each of its networks, others have one. [TS-0004 tables 7.4.3.1-4, 7.4.8.1-4,
        // 7.4.18.1-4]
        if (parent.type() != Node.TYPE && !siblings(turn, created).isEmpty())
            throw Refused.conflict(parent.path() + " has a schedule already");
        turn.create(created);
        tell(turn, parent, created, Timetable.entries(created));
    }

    @Override
    public void update(Turn turn, Resource before, Resource after) {
        var parent =
                turn.byId(before.pi()).orElseThrow(() -> Refused.notFound(before.path() + " has just been deleted"));
        check(parent, after);
        turn.update(before, after);
        tell(turn, parent, after, Timetable.entries(after));
    }

    @Override
    public void delete(Turn turn, Resource parent, Resource resource) {
        turn.delete(resource);
        tell(turn, parent, resource, List.of());
    }

    private static void check(Resource parent, Resource schedule) {
        if (schedule.has(Attributes.NCO) && parent.type() != Node.TYPE)
            throw new Refused(
                    ResultCode.CONTENTS_UNACCEPTABLE,
                    "nco is for schedules of nodes only, and this is one of a "
                            + parent.type()); // [TS-0004 §7.4.9.2.1]
        Timetable.entries(schedule).forEach(entry -> new Recurrence(((Value.Text) entry).text()));
    }

    private static List<Resource> siblings(Turn turn, Resource schedule) {
        return turn.view().children(schedule.pi(), Schedule.TYPE.number()).stream()
                .filter(other -> !other.ri().equals(schedule.ri()))
                .toList();
    }

    private static void tell(Turn turn, Resource parent, Resource schedule, List<Value> own) {
        var all = new ArrayList<Value>();
        for (var other : siblings(turn, schedule)) all.addAll(Timetable.entries(other));
        all.addAll(own);
        turn.update(
                parent,
                all.isEmpty()
                        ? parent.without(Timetable.OF_CHILDREN)
                        : parent.with(Timetable.OF_CHILDREN, Value.of(all)));
    }
}
