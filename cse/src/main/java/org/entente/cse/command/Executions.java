// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.command;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.entente.cse.address.Identity;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.procedure.Receiver;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.ExecInstance;
import org.entente.model.type.Resource;
import org.jspecify.annotations.Nullable;

/** Runs commands when their time comes, and keeps what becomes of them. TS-0004 §7.4.16.2.3.2, §7.4.17. Thread-safe. */
public final class Executions implements Duty, Receiver {
    public static final String KIND = "execution";

    /** For so long a device that is not there is tried again. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Identity identity;
    private final Devices devices;
    private final RandomGenerator random;
    // Written once, when the pipeline that needs the procedures exists.
    private volatile @Nullable Desk own;

    /** @param timeout how long a device has to answer */
    public Executions(Identity identity, Duration timeout, RandomGenerator random) {
        this.identity = identity;
        this.devices = new Devices(identity, timeout);
        this.random = random;
    }

    /** Hands in where the CSE does its work, for cancellations. */
    public void connect(Desk desk) {
        own = desk;
    }

    Devices devices() {
        return devices;
    }

    Pace pace(Resource command) {
        return Pace.of(command, random);
    }

    /** Executes what is due. */
    @Override
    public void perform(Errand errand, Desk desk) {
        var execution = desk.view().byId(errand.about());
        var command = execution.flatMap(found -> desk.view().byId(found.pi()));
        if (command.isEmpty() || !begin(errand, desk)) {
            desk.record(identity.baseId(), latest -> new Outcome(List.of(new Write.Discharged(errand)), base(latest)));
            return;
        }
        switch (devices.execute(command.get(), execution.orElseThrow(), desk)) {
            case Ending.Finished(var result) -> finish(errand.about(), result, desk);
            case Ending.Accepted() -> strikeOff(errand, desk);
            case Ending.Unreachable _ -> {
                // Left as it is, it is tried again after a pause.
                var patience = Timestamp.parse(errand.due()).plus(PATIENCE);
                if (desk.now().isAfter(patience)) finish(errand.about(), Status.INTERNAL_ERROR, desk);
            }
        }
    }

    /**
     * Takes a device's report on a command that it had accepted. TS-0001 §10.2.8.18
     *
     * @throws Refused BAD_REQUEST if it is none, ALREADY_COMPLETE if nothing is under way
     */
    @Override
    public Response take(Request notification, Resource execution, Desk desk) {
        var reported = reported(notification.content());
        if (Status.isOver(execution) || waits(execution))
            throw new Refused(ResultCode.ALREADY_COMPLETE, execution.path() + " is not under way");
        int result = (int) ((Value.Whole) reported.find("exr").orElse(Value.of(Status.SUCCESS))).number();
        boolean goesOn =
                reported.find("exs").filter(Value.of(Status.PENDING)::equals).isPresent();
        if (goesOn) change(execution.ri(), desk, now -> now.with(Attributes.EXR, result));
        else finish(execution.ri(), result, desk);
        return Response.of(notification, ResultCode.OK);
    }

    /** Whether nothing is at the device: the first execution, or the next one, is still to come. */
    boolean waits(Resource execution) {
        if (Status.of(execution) == Status.INITIATED) return true;
        var next = desk().view().errand(execution.ri(), KIND);
        return next.filter(errand -> Timestamp.parse(errand.due()).isAfter(desk().now()))
                .isPresent();
    }

    /**
     * Has a device break off what is under way.
     *
     * @throws Refused MGMT_COMMAND_NOT_CANCELLABLE, MGMT_CANCELLATION_FAILED; the execution says so too
     */
    void cancel(Resource command, Resource execution) {
        if (waits(execution)) return;
        if (!Status.isCancellable(command)) {
            change(execution.ri(), desk(), now -> now.with(Attributes.EXS, Status.NON_CANCELLABLE));
            throw new Refused(
                    ResultCode.MGMT_COMMAND_NOT_CANCELLABLE,
                    "a command with cmt = " + command.whole(Attributes.CMT, 0)
                            + " cannot be cancelled once it is begun");
        }
        var ending = devices.cancel(execution, desk());
        if (ending instanceof Ending.Finished(var result) && result == Status.SUCCESS) return;
        change(execution.ri(), desk(), now -> now.with(Attributes.EXR, Status.CANCELLATION_DENIED));
        throw new Refused(
                ResultCode.MGMT_CANCELLATION_FAILED,
                "the device did not cancel " + execution.path()
                        + (ending instanceof Ending.Unreachable(var reason) ? ": " + reason : ""));
    }

    void cancelled(Resource execution) {
        change(execution.ri(), desk(), now -> now.with(Attributes.EXS, Status.CANCELLED));
    }

    /** @return false if it has been cancelled or deleted meanwhile */
    private static boolean begin(Errand errand, Desk desk) {
        var ri = errand.about();
        var found = desk.view().byId(ri);
        if (found.isPresent() && Status.of(found.get()) == Status.INITIATED)
            change(
                    ri,
                    desk,
                    now -> Status.of(now) == Status.INITIATED ? now.with(Attributes.EXS, Status.PENDING) : now);
        return desk.view().byId(ri).filter(now -> !Status.isOver(now)).isPresent();
    }

    private void strikeOff(Errand errand, Desk desk) {
        desk.record(errand.about(), latest -> new Outcome(List.of(new Write.Discharged(errand)), base(latest)));
    }

    /** One execution has ended; another one follows, or none. */
    private void finish(String ri, int result, Desk desk) {
        desk.record(ri, latest -> {
            var writes = new ArrayList<Write>();
            var errand = latest.errand(ri, KIND);
            var current = latest.byId(ri).filter(now -> !Status.isOver(now));
            errand.ifPresent(done -> writes.add(new Write.Discharged(done)));
            if (current.isEmpty()) return new Outcome(writes, base(latest));
            var before = current.get();
            long runs = before.whole(Status.RUNS, 0) + 1;
            var pace = pace(before);
            boolean last = runs >= pace.times();
            var after = before.with(Status.RUNS, runs)
                    .with(Attributes.EXS, last ? Status.FINISHED : Status.of(before))
                    .with(Attributes.EXR, result)
                    .with(Attributes.LT, Timestamp.text(desk.now()));
            writes.add(new Write.Updated(before, after));
            if (!last) {
                var begun = errand.map(done -> Timestamp.parse(done.due())).orElse(desk.now());
                writes.add(new Write.Charged(due(ri, later(begun.plus(pace.interval()), desk.now()))));
            }
            return new Outcome(writes, after);
        });
    }

    static Errand due(String execution, Instant when) {
        return new Errand(execution, KIND, Timestamp.text(when), Value.Fields.EMPTY);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static void change(String ri, Desk desk, UnaryOperator<Resource> how) {
        desk.record(ri, latest -> {
            var before = latest.byId(ri).orElseThrow(() -> Refused.notFound("the execution has just been deleted"));
            var after = how.apply(before);
            if (after.equals(before)) return Outcome.of(before);
            var stamped = after.with(Attributes.LT, Timestamp.text(desk.now()));
            return new Outcome(List.of(new Write.Updated(before, stamped)), stamped);
        });
    }

    private static Value.Fields reported(Value.Fields content) {
        if (content.find("m2m:sgn").orElse(null) instanceof Value.Fields notification
                && notification.find("nev").orElse(null) instanceof Value.Fields event
                && event.find("rep").orElse(null) instanceof Value.Fields representation
                && representation.find(ExecInstance.TYPE.root()).orElse(null) instanceof Value.Fields reported) {
            reported.find("exr").ifPresent(given -> Attributes.EXR.type().check(given, "exr"));
            reported.find("exs").ifPresent(given -> Attributes.EXS.type().check(given, "exs"));
            return reported;
        }
        throw Refused.badRequest("an execInstance takes notifications of m2m:exin only: how the command ended");
    }

    private Resource base(View latest) {
        return latest.byId(identity.baseId()).orElseThrow();
    }

    private Desk desk() {
        return Objects.requireNonNull(own, "the CSE does not execute commands yet");
    }
}
