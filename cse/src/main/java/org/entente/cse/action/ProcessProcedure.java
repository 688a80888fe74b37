// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.util.List;
import java.util.Set;
import org.entente.cse.outbound.Question;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Enables, pauses and ends processes. TS-0001 and TS-0004 of Release 4 (processManagement). */
public final class ProcessProcedure implements Procedure {
    private static final long DISABLE = 2; // m2m:processControl
    private static final Set<String> CONFIGURATION = Set.of("atcos", "encos", "inst");

    private final Subjects subjects;
    private final ProcessShape shape;
    private final Proceedings proceedings;
    private final Outposts outposts;

    ProcessProcedure(Subjects subjects, ProcessShape shape, Proceedings proceedings, Outposts outposts) {
        this.subjects = subjects;
        this.shape = shape;
        this.proceedings = proceedings;
        this.outposts = outposts;
    }

    /** m2m:processControl, in the order of its numbers. */
    private enum Control {
        ENABLE,
        DISABLE,
        PAUSE,
        REACTIVATE
    }

    @Override
    public List<Question> questions(Request request, Resource target, Value.Fields attributes, View view) {
        boolean enables = request.operation() == Operation.UPDATE
                && Value.of(1)
                        .equals(attributes.find(Attributes.PRCT.shortName()).orElse(null));
        return enables ? outposts.questions(request, target, attributes, view) : List.of();
    }

    @Override
    public Resource settle(Request request, Resource subject, Desk desk) {
        return outposts.settle(request, subject, desk);
    }

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        turn.create(Proceedings.with(created, ProcessStatus.DISABLED).with(Attributes.PRCT, DISABLE));
    }

    @Override
    public void update(Turn turn, Resource before, Resource after) {
        var given = turn.request().content().find(before.type().root()).orElse(null) instanceof Value.Fields fields
                ? fields
                : Value.Fields.EMPTY;
        if (ProcessStatus.of(before).isUnderWay()
                && CONFIGURATION.stream().anyMatch(each -> given.find(each).isPresent()))
            throw Refused.notAllowed("a process that is under way cannot be changed; disable it before");
        for (var attribute : List.of(Attributes.ATCOS, Attributes.ENCOS)) shape.conditions(after, attribute);
        turn.update(before, after);
        if (given.find(Attributes.PRCT.shortName()).orElse(null) instanceof Value.Whole(var number))
            control(turn, after, Control.values()[(int) number - 1]);
    }

    @Override
    public void delete(Turn turn, Resource parent, Resource process) {
        turn.delete(process);
        watch(turn, process, false);
    }

    private void control(Turn turn, Resource process, Control control) {
        var status = ProcessStatus.of(process);
        switch (control) {
            case ENABLE -> {
                permit(!status.isUnderWay(), "the process is enabled already");
                enable(turn, process);
            }
            case DISABLE -> {
                boolean ran = status == ProcessStatus.ACTIVATED || status == ProcessStatus.PAUSED;
                watch(turn, process, false);
                changing(
                        turn,
                        process,
                        (now, latest) ->
                                proceedings.stop(now, ran ? ProcessStatus.ABORTED : ProcessStatus.DISABLED, latest));
            }
            case PAUSE -> {
                permit(status == ProcessStatus.ACTIVATED, "only a process that is activated can be paused");
                changing(
                        turn,
                        process,
                        (now, latest) -> latest.update(now, Proceedings.with(now, ProcessStatus.PAUSED)));
            }
            case REACTIVATE -> {
                permit(status == ProcessStatus.PAUSED, "only a process that is paused can be reactivated");
                changing(turn, process, (now, latest) -> {
                    latest.update(now, Proceedings.with(now, ProcessStatus.ACTIVATED));
                    proceedings.proceed(latest.byId(now.ri()).orElseThrow(), latest, Depth.of(turn.request()));
                });
            }
        }
    }

    private static void permit(boolean condition, String otherwise) {
        if (!condition) throw Refused.notAllowed(otherwise);
    }

    private void enable(Turn turn, Resource process) {
        shape.initial(process, turn.view());
        for (var address : shape.addresses(process, turn.view()))
            subjects.permit(turn.request(), subjects.find(address, turn.view()), turn.view());
        check(turn, process);
        var owned = process.with(Proceedings.OWNER, turn.request().from())
                .with(Actions.PROVED, Value.of(turn.request().peer().authenticated()));
        turn.update(process, Proceedings.with(owned, ProcessStatus.ENABLED).without(Attributes.CUST));
        watch(turn, process, true);
        changing(turn, process, (now, latest) -> proceedings.proceed(now, latest, Depth.of(turn.request())));
    }

    private void check(Turn turn, Resource process) {
        for (var each : shape.all(process, turn.view()))
            subjects.check(each.criterion(), subjects.find(each.address(), turn.view()), turn);
    }

    private void watch(Turn turn, Resource process, boolean watches) {
        for (var address : shape.addresses(process, turn.view())) {
            var subject = subjects.look(address, turn.view());
            if (subject.isEmpty()) continue;
            if (watches) Subjects.watch(turn, subject.get(), process.ri());
            else Subjects.unwatch(turn, subject.get(), process.ri());
        }
    }

    private interface Step {
        void take(Resource process, Latest latest);
    }

    private static void changing(Turn turn, Resource process, Step step) {
        var latest = new Latest(turn.view(), turn.writes());
        step.take(latest.byId(process.ri()).orElseThrow(), latest);
        latest.further().forEach(turn::take);
    }
}
