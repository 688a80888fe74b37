// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.util.List;
import java.util.stream.Stream;
import org.entente.cse.address.Identity;
import org.entente.cse.outbound.Question;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Dependency;
import org.entente.model.type.Resource;

/** Begins and ends the watch that an action keeps. TS-0001 Release 4 §9.6.61, TS-0004 Release 4 (action). */
public final class ActionProcedure implements Procedure {
    private static final List<Attribute> CHECKED = List.of(
            Attributes.SRI,
            Attributes.EVC,
            Attributes.EVM,
            Attributes.ECP,
            Attributes.DEP,
            Attributes.ORC,
            Attributes.APV,
            Attributes.IPU);

    private static final List<Attribute> BEGIN_ANEW =
            List.of(Attributes.SRI, Attributes.EVC, Attributes.EVM, Attributes.ECP);

    private static final int MOST_DEPENDENCIES = 100; // all are looked at in the turn of a change

    private final Identity identity;
    private final Subjects subjects;
    private final Inputs inputs;
    private final Outposts outposts;

    ActionProcedure(Identity identity, Subjects subjects, Outposts outposts) {
        this.identity = identity;
        this.subjects = subjects;
        this.inputs = new Inputs(subjects);
        this.outposts = outposts;
    }

    @Override
    public List<Question> questions(Request request, Resource target, Value.Fields attributes, View view) {
        return outposts.questions(request, target, attributes, view);
    }

    @Override
    public Resource settle(Request request, Resource subject, Desk desk) {
        return outposts.settle(request, subject, desk);
    }

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        var proved = proved(turn, created);
        checkPrimitive(turn, proved);
        var subject = check(turn, proved);
        turn.create(proved);
        Subjects.watch(turn, subject, created.ri());
        Periods.begin(turn, proved);
    }

    @Override
    public void update(Turn turn, Resource before, Resource after) {
        var given = turn.request().content().find(before.type().root()).orElse(null) instanceof Value.Fields fields
                ? fields
                : Value.Fields.EMPTY;
        if (isGiven(given, Stream.of(Attributes.AIR))) throw Refused.badRequest("air is told by the CSE alone");
        if (!isGiven(given, CHECKED.stream())) {
            turn.update(before, after);
            return;
        }
        var proved = after;
        if (isGiven(given, Stream.of(Attributes.APV))) {
            proved = proved(turn, after);
            checkPrimitive(turn, proved);
        }
        var subject = check(turn, proved);
        if (isGiven(given, BEGIN_ANEW.stream())) proved = proved.without(Actions.RUNS);
        turn.update(before, proved);
        subjects.look(Actions.subject(before), turn.view()).ifPresent(old -> Subjects.unwatch(turn, old, before.ri()));
        Subjects.watch(turn, subject, before.ri());
        if (isGiven(given, BEGIN_ANEW.stream())) Periods.begin(turn, proved);
    }

    @Override
    public void delete(Turn turn, Resource parent, Resource resource) {
        turn.delete(resource);
        subjects.look(Actions.subject(resource), turn.view())
                .ifPresent(subject -> Subjects.unwatch(turn, subject, resource.ri()));
        Periods.end(turn, resource);
    }

    private static boolean isGiven(Value.Fields given, Stream<Attribute> attributes) {
        return attributes.anyMatch(each -> given.find(each.shortName()).isPresent());
    }

    private static Resource proved(Turn turn, Resource action) {
        return action.with(Actions.PROVED, Value.of(turn.request().peer().authenticated()));
    }

    /** Nobody may have requests sent in another's name. */
    private void checkPrimitive(Turn turn, Resource action) {
        var primitive = Actions.primitive(action);
        if (!identity.originator(primitive.from())
                .equals(identity.originator(turn.request().from())))
            throw Refused.badRequest(
                    "fr of the actionPrimitive must be " + turn.request().from());
    }

    private Subject check(Turn turn, Resource action) {
        EvalMode.of(action).check(action);
        checkTarget(turn, action, Actions.primitive(action));
        var subject = subjects.find(Actions.subject(action), turn.view());
        subjects.permit(turn.request(), subject, turn.view());
        subjects.check(Actions.criterion(action), subject, turn);
        checkDependencies(turn, action);
        inputs.check(turn.request(), action, turn.view());
        return subject;
    }

    /** The object is what the request goes to, or what is below it there, such as the fan-out point of a group. */
    private void checkTarget(Turn turn, Resource action, Request primitive) {
        var object = action.text(Attributes.ORC).orElseThrow();
        if (identity.local(object).startsWith("/")) {
            if (!identity.local(primitive.to()).startsWith(identity.local(object))) throw otherTarget(object);
            return;
        }
        var target = subjects.here(object, turn.view()).orElseThrow(() -> Refused.notFound("no resource at " + object));
        var to = identity.local(primitive.to());
        var stem = to.contains("/") ? Stream.of(to, to.substring(0, to.lastIndexOf('/'))) : Stream.of(to);
        if (stem.flatMap(each -> subjects.here(each, turn.view()).stream())
                .noneMatch(found -> found.ri().equals(target.ri()))) throw otherTarget(object);
    }

    private static Refused otherTarget(String object) {
        return Refused.badRequest("the actionPrimitive does not go to the object " + object + " (orc)");
    }

    private void checkDependencies(Turn turn, Resource action) {
        if (action.texts(Attributes.DEP).size() > MOST_DEPENDENCIES)
            throw Refused.badRequest("dep has at most " + MOST_DEPENDENCIES + " dependencies");
        for (var address : action.texts(Attributes.DEP)) {
            var found = subjects.here(address, turn.view());
            if (found.filter(each -> each.type() == Dependency.TYPE && each.pi().equals(action.ri()))
                    .isEmpty()) throw Refused.badRequest(address + " (dep) is no dependency of this action");
        }
    }
}
