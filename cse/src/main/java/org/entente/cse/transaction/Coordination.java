// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.transaction;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.entente.cse.address.Identity;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Write;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;

/** Leads all members of a transaction from state to state, after a restart too. TS-0001 §10.2.18.1. */
final class Coordination implements Duty {
    static final String KIND = "transaction";

    /** How often the present step was tried again; never shown. */
    static final Attribute RETRIES = new Attribute("_try", "retries", Scalar.NON_NEGATIVE);

    /** Whether the creator waits for what it has asked for; never shown. */
    static final Attribute PENDING = new Attribute("_pnd", "pending", Scalar.BOOLEAN);

    private static final Duration BEFORE_RETRY = Duration.ofSeconds(1);

    private final Identity identity;
    private final Members members;

    Coordination(Identity identity, Members members) {
        this.identity = identity;
        this.members = members;
    }

    static Errand errand(Resource management, Instant due) {
        // Each step has an errand of its own, be it at the same time.
        var step = Value.of(management.whole(Attributes.TRST, 1) + " " + management.whole(Attributes.TCTL, 1) + " "
                + management.whole(RETRIES, 0));
        return new Errand(management.ri(), KIND, Timestamp.text(due), Value.field("step", step));
    }

    /** When there is something to do next by itself: a step whose time has come, or the end of all patience. */
    static Optional<Errand> next(Resource management, Instant now) {
        var state = TransactionState.of(management);
        if (state.isOver()) return Optional.empty();
        var end = management.text(Attributes.TEPT).map(Timestamp::parse);
        var step = step(management).map(control -> time(management, control).orElse(now));
        return step.filter(at -> end.isEmpty() || at.isBefore(end.get()))
                .or(() -> end)
                .map(at -> errand(management, at.isBefore(now) ? now : at));
    }

    /** What the CSE does next when it is the one to control. */
    private static Optional<TransactionControl> step(Resource management) {
        if (management.whole(Attributes.TMD, 1) != ManagementProcedure.CSE_CONTROLLED) return Optional.empty();
        return switch (TransactionState.of(management)) {
            case INITIAL -> Optional.of(TransactionControl.LOCK);
            case LOCKED -> Optional.of(TransactionControl.EXECUTE);
            case EXECUTED -> Optional.of(TransactionControl.COMMIT);
            // What has been committed somewhere cannot be taken back.
            case ERROR ->
                TransactionControl.of(management) == TransactionControl.COMMIT
                        ? Optional.empty()
                        : Optional.of(TransactionControl.ABORT);
            case COMMITTED, ABORTED -> Optional.empty();
        };
    }

    private static Optional<Instant> time(Resource management, TransactionControl control) {
        return switch (control) {
            case LOCK -> management.text(Attributes.TLTM).map(Timestamp::parse);
            case EXECUTE -> management.text(Attributes.TEXT).map(Timestamp::parse);
            case COMMIT -> management.text(Attributes.TCT).map(Timestamp::parse);
            case INITIAL, ABORT -> Optional.empty();
        };
    }

    @Override
    public void perform(Errand errand, Desk desk) {
        var found = desk.view().byId(errand.about());
        if (found.isEmpty()) {
            record(errand, desk, Optional.empty(), Optional.empty());
            return;
        }
        var management = found.get();
        var control = due(management, desk.now());
        if (control.isEmpty()) {
            record(errand, desk, Optional.empty(), next(management, desk.now()));
            return;
        }
        proceed(errand, begun(management, control.get()), control.get(), desk);
    }

    /** What is to be done now: what was asked for and is not done, the end at its time, or the CSE's own next step. */
    private static Optional<TransactionControl> due(Resource management, Instant now) {
        var state = TransactionState.of(management);
        var asked = TransactionControl.of(management);
        boolean late = management
                .text(Attributes.TEPT)
                .filter(end -> !Timestamp.parse(end).isAfter(now))
                .isPresent();
        // What began to be committed has to come to its end.
        if (late && !state.isOver() && asked != TransactionControl.COMMIT) return Optional.of(TransactionControl.ABORT);
        if (management.has(PENDING)) return Optional.of(asked);
        return step(management)
                .filter(next ->
                        time(management, next).filter(at -> at.isAfter(now)).isEmpty());
    }

    private static Resource begun(Resource management, TransactionControl control) {
        var begun = management.with(Attributes.TCTL, control.number());
        return TransactionControl.of(management) == control ? begun : begun.without(RETRIES);
    }

    private void proceed(Errand errand, Resource management, TransactionControl control, Desk desk) {
        var done = members.all(management, control, desk);
        var noted = noted(management, done);
        boolean reached = done.stream().allMatch(each -> each.state() == control.goal());
        switch (control) {
            case INITIAL -> finish(errand, reset(management), TransactionState.INITIAL, desk);
            case LOCK, EXECUTE -> {
                if (reached) finish(errand, noted, control.goal(), desk);
                else fail(errand, noted, desk);
            }
            // There is no way back: it is tried until everybody has heard of it.
            case COMMIT, ABORT -> {
                if (reached) end(errand, noted, control.goal(), desk);
                else if (isStuck(done)) stick(errand, noted, done, desk);
                else record(errand, desk, Optional.of(noted), Optional.of(errand));
            }
        }
    }

    private static boolean isStuck(List<Member> members) {
        return members.stream()
                .allMatch(each -> each.state() == TransactionState.COMMITTED || each.state() == TransactionState.ERROR);
    }

    /** Somebody cannot do what it had promised; nobody hides it. */
    private void stick(Errand errand, Resource management, List<Member> done, Desk desk) {
        members.release(management, done, desk);
        finish(errand, management, TransactionState.ERROR, desk);
    }

    private void fail(Errand errand, Resource management, Desk desk) {
        long tried = management.whole(RETRIES, 0);
        if (tried >= management.whole(Attributes.TMR, 0)) {
            finish(errand, management, TransactionState.ERROR, desk);
            return;
        }
        var again = management.with(RETRIES, tried + 1);
        record(
                errand,
                desk,
                Optional.of(again),
                Optional.of(errand(again, desk.now().plus(BEFORE_RETRY))));
    }

    private void finish(Errand errand, Resource management, TransactionState state, Desk desk) {
        var after = management.with(Attributes.TRST, state.number()).without(PENDING);
        record(errand, desk, Optional.of(after), next(after, desk.now()));
    }

    /** Nothing of a transaction stays at its members; of itself only what was asked for. TS-0001 §9.6.47 (transactionMgmtHandling) */
    private void end(Errand errand, Resource management, TransactionState state, Desk desk) {
        members.forget(management, desk);
        finish(errand, management, state, desk);
        if (management.whole(Attributes.TMH, 1) == 1)
            desk.send(Request.delete(management.ri(), identity.cseId()).withPeer(Peer.CSE));
    }

    private static Resource reset(Resource management) {
        return management.without(Member.MEMBERS).without(Attributes.RSPS).without(RETRIES);
    }

    private static Resource noted(Resource management, List<Member> members) {
        var responses = new ArrayList<Value>();
        for (var member : members) member.response().ifPresent(responses::add);
        var noted = management.with(Member.MEMBERS, Member.noted(members));
        return responses.isEmpty() ? noted : noted.with(Attributes.RSPS, Value.field("m2m:rsp", Value.of(responses)));
    }

    /** Only what this duty has changed is written, over what others have changed meanwhile. */
    private void record(Errand errand, Desk desk, Optional<Resource> changed, Optional<Errand> next) {
        desk.record(errand.about(), latest -> {
            var writes = new ArrayList<Write>();
            var before = latest.byId(errand.about());
            var about = before.orElseGet(() -> latest.byId(identity.baseId()).orElseThrow());
            if (changed.isPresent() && before.isPresent()) {
                about = merged(before.get(), changed.get(), desk.now());
                writes.add(new Write.Updated(before.get(), about));
            }
            if (before.isEmpty() || next.isEmpty()) writes.add(new Write.Discharged(errand));
            else if (!next.get().equals(errand)) writes.add(new Write.Charged(next.get()));
            return new Outcome(writes, about);
        });
    }

    private static Resource merged(Resource latest, Resource changed, Instant now) {
        var merged = latest.with(Attributes.LT, Timestamp.text(now));
        for (var own : List.of(Attributes.TCTL, Attributes.TRST, Attributes.RSPS, Member.MEMBERS, RETRIES, PENDING)) {
            var value = changed.value(own);
            merged = value.isPresent() ? merged.with(own, value.get()) : merged.without(own);
        }
        return merged;
    }

    /** Everybody locks in the same order, so that fewer get in each other's way. */
    static final Comparator<Member> ORDER =
            Comparator.comparing(each -> each.request().text("to").orElse(""));
}
