// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.transaction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.entente.cse.address.Identity;
import org.entente.cse.procedure.Desk;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.Transaction;

/** Asks the members of a transaction, wherever they are, in the name of its creator. TS-0001 §10.2.18.1. */
final class Members {
    private final Identity identity;

    Members(Identity identity) {
        this.identity = identity;
    }

    /** Brings all members into the state that was asked for, as far as they go; after the first error no more are begun. */
    List<Member> all(Resource management, TransactionControl control, Desk desk) {
        var members = Member.of(management);
        var done = new ArrayList<>(members);
        var order = new ArrayList<Integer>();
        for (int i = 0; i < members.size(); i++) order.add(i);
        order.sort((a, b) -> Coordination.ORDER.compare(members.get(a), members.get(b)));
        for (int i : order) {
            var asked = one(management, members.get(i), control, desk);
            done.set(i, asked);
            boolean forward = control == TransactionControl.LOCK || control == TransactionControl.EXECUTE;
            if (forward && asked.state() != control.goal()) break;
        }
        return done;
    }

    private Member one(Resource management, Member member, TransactionControl control, Desk desk) {
        if (member.state() == control.goal()) return member;
        return switch (control) {
            case LOCK -> relock(management, member, desk);
            case EXECUTE -> {
                // What failed has to be locked before it is tried again. [TS-0001 table 10.2.18.1-2]
                var locked = member.state() == TransactionState.ERROR ? relock(management, member, desk) : member;
                yield locked.state() == TransactionState.LOCKED ? ask(management, locked, control, desk) : locked;
            }
            case COMMIT -> commit(management, member, desk);
            case ABORT -> abort(management, member, desk);
            case INITIAL -> {
                var aborted = abort(management, member, desk);
                yield aborted.state() == TransactionState.ABORTED ? aborted.in(TransactionState.INITIAL) : aborted;
            }
        };
    }

    /** Also where an answer got lost before: the transaction may be there already. */
    private Member relock(Resource management, Member member, Desk desk) {
        var made = lock(management, member, desk);
        if (made.state() != TransactionState.ERROR) return made;
        var found = desk.send(behalf(management, Request.retrieve(made.address(), "")));
        if (!found.isSuccess()) return made;
        var there = after(made, found);
        return there.state() == TransactionState.LOCKED ? there : ask(management, there, TransactionControl.LOCK, desk);
    }

    private Member lock(Resource management, Member member, Desk desk) {
        var to = member.request().text("to").orElseThrow();
        // A name of its own, so that it can be found although no answer came.
        var name = "transaction-" + management.ri();
        var body = new LinkedHashMap<String, Value>();
        body.put(Attributes.RN.shortName(), Value.of(name));
        body.put(Attributes.TID.shortName(), Value.of(identity.spRelative(management.ri())));
        body.put(Attributes.RQP.shortName(), outward(member.request(), to));
        management.value(Attributes.TLTP).ifPresent(value -> body.put(Attributes.TLTP.shortName(), value));
        management
                .text(Attributes.TEPT)
                .or(() -> management.text(Attributes.ET))
                .ifPresent(end -> body.put(Attributes.ET.shortName(), Value.of(end)));
        var content = Value.field(Transaction.TYPE.root(), new Value.Fields(body));
        var response = desk.send(behalf(management, Request.create(to, "", Transaction.TYPE.number(), content)));
        var placed = new Member(member.request(), to + "/" + name, member.state(), member.response());
        return response.isSuccess() ? after(placed, response) : refused(placed, response);
    }

    /** The request as the CSE has to see it where it goes, which knows its originator by another identifier. TS-0001 §7.2 */
    private Value.Fields outward(Value.Fields request, String to) {
        return identity.cse(identity.local(to))
                .map(cse -> request.with(
                        "fr", Value.of(identity.outward(request.text("fr").orElse(""), cse))))
                .orElse(request);
    }

    private Member ask(Resource management, Member member, TransactionControl control, Desk desk) {
        var response = control(management, member, control, desk);
        return response.isSuccess() ? after(member, response) : refused(member, response);
    }

    /** One that cannot be reached is told later; one that went with the resource that it deleted has done its part. */
    private Member commit(Resource management, Member member, Desk desk) {
        var response = control(management, member, TransactionControl.COMMIT, desk);
        if (response.isSuccess()) return after(member, response);
        if (response.code() != ResultCode.NOT_FOUND) return member;
        boolean deleted = member.parsed().operation() == Operation.DELETE;
        return deleted ? member.in(TransactionState.COMMITTED) : refused(member, response);
    }

    private Member abort(Resource management, Member member, Desk desk) {
        if (member.address().isEmpty()) return member.in(TransactionState.ABORTED);
        var response = control(management, member, TransactionControl.ABORT, desk);
        if (response.isSuccess()) return after(member, response);
        boolean over = response.code() == ResultCode.NOT_FOUND
                || response.code() == ResultCode.ILLEGAL_TRANSACTION_STATE_TRANSITION_ATTEMPTED;
        return over ? member.in(TransactionState.ABORTED) : member;
    }

    /** Lets go of those that could not do what they had promised. */
    void release(Resource management, List<Member> members, Desk desk) {
        for (var member : members) if (member.state() == TransactionState.ERROR) abort(management, member, desk);
    }

    private Response control(Resource management, Member member, TransactionControl control, Desk desk) {
        var body = Value.field(Attributes.TCTL.shortName(), Value.of(control.number()));
        return desk.send(behalf(
                management, Request.update(member.address(), "", Value.field(Transaction.TYPE.root(), body))));
    }

    /** Takes what is over away from the members' resources. */
    void forget(Resource management, Desk desk) {
        for (var member : Member.of(management))
            if (!member.address().isEmpty()) desk.send(behalf(management, Request.delete(member.address(), "")));
    }

    private static Request behalf(Resource management, Request request) {
        boolean proved = management.truth(TransactionProcedure.PROVED).orElse(false);
        return request.withFrom(management.text(Attributes.CR).orElse(""))
                .withPeer(new Peer(Optional.empty(), proved, false));
    }

    private static Member after(Member member, Response response) {
        var shown = shown(response);
        long state =
                shown.flatMap(each -> each.find(Attributes.TRST.shortName())).orElse(null)
                                instanceof Value.Whole(var number)
                        ? number
                        : TransactionState.ERROR.number();
        var answered =
                shown.flatMap(each -> each.find(Attributes.RSP.shortName())).orElse(null) instanceof Value.Fields fields
                        ? Optional.of(fields)
                        : member.response();
        return new Member(member.request(), member.address(), TransactionState.of(state), answered);
    }

    /** The answer to the transaction is that to the request in it, by whose identifier its creator knows it. */
    private static Member refused(Member member, Response response) {
        var answer = Primitives.fields(response.withId(member.parsed().id()));
        return new Member(member.request(), member.address(), TransactionState.ERROR, Optional.of(answer));
    }

    private static Optional<Value.Fields> shown(Response response) {
        return response.content()
                .find(Transaction.TYPE.root())
                .filter(Value.Fields.class::isInstance)
                .map(Value.Fields.class::cast);
    }
}
