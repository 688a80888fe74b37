// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.transaction;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.entente.cse.access.Hold;
import org.entente.cse.address.Identity;
import org.entente.cse.outbound.Question;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;
import org.entente.model.type.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Locks its parent, tries the request, and makes it last or forgets it. What is tried changes nothing: it is decided, and
 * decided again when it is committed, under the lock. TS-0004 §7.4.61, TS-0001 §10.2.18.
 */
public final class TransactionProcedure implements Procedure {
    /** Whether whoever gave the request had proved who it is; never shown. */
    static final Attribute PROVED = new Attribute("_aut", "authenticated", Scalar.BOOLEAN);

    private static final long BLOCK_ALL = 1; // m2m:transactionLockType
    private static final long ALLOW_RETRIEVES = 2;

    private final Identity identity;
    private final Supplier<Performance> stage;

    /** @param stage where requests are tried; there before the first request is */
    TransactionProcedure(Identity identity, Supplier<Performance> stage) {
        this.identity = identity;
        this.stage = stage;
    }

    /** Who watches over a resource is asked while the request is only tried. */
    @Override
    public List<Question> questions(Request request, Resource target, Value.Fields attributes, View view) {
        if (target.type() != Transaction.TYPE || asked(attributes) != TransactionControl.EXECUTE) return List.of();
        try {
            return stage.get().questions(primitive(target), view);
        } catch (Refused refused) {
            return List.of(); // the turn says so, as the request's own result
        }
    }

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        var transaction = created.with(PROVED, Value.of(turn.request().peer().authenticated()))
                .with(Attributes.CR, turn.request().from())
                .with(Attributes.TCTL, TransactionControl.LOCK.number())
                .with(Attributes.TLTP, created.whole(Attributes.TLTP, BLOCK_ALL));
        var primitive = primitive(transaction);
        if (!isSame(primitive.from(), turn.request().from())) // [TS-0004 §7.4.61.2.1]
        throw Refused.badRequest(
                    "fr of the request primitive must be " + turn.request().from());
        if (!stage.get().target(primitive, turn.view()).resource().ri().equals(parent.ri()))
            throw Refused.badRequest("the request primitive must go to the parent, " + parent.path());
        if (isLocked(parent, transaction, turn)) throw Refused.conflict("another transaction holds " + parent.path());
        if (Times.isLater(transaction, Attributes.TLTM, turn.now())) {
            turn.create(with(transaction, TransactionState.INITIAL));
        } else {
            turn.create(with(transaction, TransactionState.LOCKED));
            lock(turn, transaction);
        }
        Times.next(transaction).ifPresent(errand -> turn.add(new Write.Charged(errand)));
    }

    @Override
    public void update(Turn turn, Resource before, Resource after) {
        var given = turn.request().content().find(before.type().root()).orElse(null) instanceof Value.Fields fields
                ? fields
                : Value.Fields.EMPTY;
        var asked = asked(given);
        if (asked == null) {
            turn.update(before, after);
            return;
        }
        if (!turn.request().peer().internal()) checkControl(turn, before, asked);
        switch (asked) {
            case INITIAL -> throw illegal(TransactionState.of(before), asked);
            case LOCK -> relock(turn, before, after);
            case EXECUTE -> execute(turn, before, after);
            case COMMIT -> commit(turn, before, after);
            case ABORT -> {
                turn.update(before, with(after, TransactionState.ABORTED));
                unlock(turn, before);
            }
        }
    }

    @Override
    public void delete(Turn turn, Resource parent, Resource transaction) {
        if (!TransactionState.of(transaction).isOver() && !turn.request().peer().internal())
            throw new Refused( // [TS-0004 §7.4.61.2.4]
                    ResultCode.TRANSACTION_PROCESSING_IS_INCOMPLETE, "commit or abort the transaction before");
        turn.delete(transaction);
        unlock(turn, transaction);
        Times.end(turn, transaction);
    }

    /** TS-0004 §7.4.61.2.3 */
    private void checkControl(Turn turn, Resource transaction, TransactionControl asked) {
        if (!isSame(transaction.text(Attributes.CR).orElse(""), turn.request().from()))
            throw Refused.noPrivilege("only " + transaction.text(Attributes.CR).orElse("") + " may change tctl");
        var state = TransactionState.of(transaction);
        if (!state.completes(TransactionControl.of(transaction)) && asked != TransactionControl.ABORT)
            throw new Refused(
                    ResultCode.TRANSACTION_PROCESSING_IS_INCOMPLETE,
                    "the transaction is " + state + " and still to be told when to lock");
        if (!state.ofOne().contains(asked)) throw illegal(state, asked);
    }

    static Refused illegal(TransactionState state, TransactionControl asked) {
        return new Refused(
                ResultCode.ILLEGAL_TRANSACTION_STATE_TRANSITION_ATTEMPTED, asked + " does not follow on " + state);
    }

    private void relock(Turn turn, Resource before, Resource after) {
        boolean fails = turn.byId(before.pi())
                .filter(parent -> isLocked(parent, before, turn))
                .isPresent();
        turn.update(before, with(after, fails ? TransactionState.ERROR : TransactionState.LOCKED));
        if (!fails) lock(turn, before);
    }

    private void execute(Turn turn, Resource before, Resource after) {
        var primitive = primitive(before);
        try {
            var tried = stage.get().decide(primitive, turn.view(), false);
            turn.update(before, answered(with(after, TransactionState.EXECUTED), tried.response()));
        } catch (Refused refused) {
            turn.update(before, answered(with(after, TransactionState.ERROR), Response.of(primitive, refused)));
        }
    }

    private void commit(Turn turn, Resource before, Resource after) {
        var primitive = primitive(before);
        try {
            var done = stage.get().decide(primitive, turn.view(), true);
            turn.update(before, answered(with(after, TransactionState.COMMITTED), done.response()));
            for (var write : done.outcome().writes()) turn.take(write);
            for (var write : done.outcome().writes())
                if (write instanceof Write.Created(var made) && stage.get().isToBeSettled(made))
                    turn.add(Settlement.charged(made, before, turn.now()));
            if (!deletes(done.outcome().writes(), before)) unlock(turn, before);
        } catch (Refused refused) {
            turn.update(before, answered(with(after, TransactionState.ERROR), Response.of(primitive, refused)));
        }
    }

    /** Whether the target goes, and the transaction with it. */
    private static boolean deletes(List<Write> writes, Resource transaction) {
        return writes.stream()
                .anyMatch(write ->
                        write instanceof Write.Deleted(var gone) && gone.ri().equals(transaction.pi()));
    }

    private static Resource answered(Resource transaction, Response response) {
        return transaction.with(Attributes.RSP, Primitives.fields(response));
    }

    private static Resource with(Resource transaction, TransactionState state) {
        return transaction.with(Attributes.TRST, state.number());
    }

    /** By another one; one whose time has not come yet counts as well. TS-0001 §10.2.18.1 */
    private static boolean isLocked(Resource target, Resource transaction, Turn turn) {
        return turn.view().children(target.ri(), Transaction.TYPE.number()).stream()
                .filter(each -> !each.ri().equals(transaction.ri()))
                .anyMatch(each -> !TransactionState.of(each).isOver());
    }

    private static void lock(Turn turn, Resource transaction) {
        boolean readable = transaction.whole(Attributes.TLTP, BLOCK_ALL) == ALLOW_RETRIEVES;
        turn.byId(transaction.pi())
                .ifPresent(target -> turn.update(
                        target, target.with(Hold.BY, transaction.ri()).with(Hold.READABLE, Value.of(readable))));
    }

    private static void unlock(Turn turn, Resource transaction) {
        turn.byId(transaction.pi())
                .filter(target ->
                        target.text(Hold.BY).filter(transaction.ri()::equals).isPresent())
                .ifPresent(target -> turn.update(target, target.without(Hold.BY).without(Hold.READABLE)));
    }

    /** The request, on behalf of whoever gave it. */
    static Request primitive(Resource transaction) {
        return primitive(new Value.Fields(transaction.attributes()));
    }

    /** @param noted the attributes of a transaction, or those of them that matter */
    static Request primitive(Value.Fields noted) {
        if (!(noted.find(Attributes.RQP.shortName()).orElse(null) instanceof Value.Fields fields))
            throw Refused.badRequest(Attributes.RQP + " must be a request primitive");
        boolean proved = Value.of(true).equals(noted.find(PROVED.shortName()).orElse(null));
        return Primitives.request(fields, new Peer(Optional.empty(), proved, false));
    }

    private boolean isSame(String one, String other) {
        return identity.originator(one).equals(identity.originator(other));
    }

    private static @Nullable TransactionControl asked(Value.Fields given) {
        return given.find(Attributes.TCTL.shortName()).orElse(null) instanceof Value.Whole(var number)
                ? TransactionControl.of(number)
                : null;
    }
}
