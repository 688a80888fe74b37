// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entente.cse.address.Identifiers;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Route;
import org.entente.cse.outbound.Question;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.model.Reason;
import org.entente.model.Refused;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attributes;
import org.entente.model.type.CseBase;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;

/** What every CREATE, UPDATE and DELETE does, whatever the type; the types' own procedures join in. TS-0004 §7.3.3. */
public final class Procedures {
    private final Identity identity;
    private final Drafts drafts;
    private final Clock clock;
    private final Identifiers identifiers;
    // By number, since each request looks here several times.
    private final Procedure[] byType;

    /** @param byType the procedures of types that do more than their table says, by type number */
    public Procedures(
            Identity identity, Drafts drafts, Clock clock, Identifiers identifiers, Map<Integer, Procedure> byType) {
        this.identity = identity;
        this.drafts = drafts;
        this.clock = clock;
        this.identifiers = identifiers;
        this.byType = new Procedure[1 + byType.keySet().stream().reduce(0, Math::max)];
        Arrays.setAll(this.byType, number -> byType.getOrDefault(number, Procedure.PLAIN));
    }

    /** What the request would mean, as far as can be told before its turn comes. */
    public Plan plan(Request request, Route.Here target, View view) {
        return switch (request.operation()) {
            case CREATE -> create(request, target, view);
            case UPDATE -> update(request, target, view);
            case DELETE -> delete(request, target, view);
            case RETRIEVE, NOTIFY -> throw new IllegalArgumentException(request.operation() + " changes nothing");
        };
    }

    /** Whether {@link #settle} has something to do for a resource that was made in the turn of another request. */
    public boolean isToBeSettled(Resource made) {
        return procedure(made).isToBeSettled(made);
    }

    /** What has to be done elsewhere before a change is answered. */
    public Outcome settle(Request request, Outcome done, Desk desk) {
        var subject = procedure(done.subject()).settle(request, done.subject(), desk);
        return subject.equals(done.subject()) ? done : new Outcome(done.writes(), subject);
    }

    /** The resource as a response shows it. */
    public Resource present(Resource resource, View view) {
        return procedure(resource).present(resource, view);
    }

    /** Whoever creates without saying the type of resource notifies, by most bindings. TS-0004 §7.5.1.1 */
    public void checkNotification(Request request) {
        if (drafts.isResource(request.content()))
            throw Refused.badRequest("a NOTIFY carries no resource, and a CREATE needs its type (ty)")
                    .about("ty")
                    .because(Reason.PARAMETER_MISSING);
    }

    private Plan create(Request request, Route.Here target, View view) {
        var parent = target.resource();
        if (target.virtual())
            throw Refused.notAllowed("nothing can be created under la or ol"); // [TS-0004 §7.4.27.2.1]
        procedure(request.type()).screen(request, parent);
        var draft = drafts.created(request, parent, clock.instant());
        var procedure = procedure(draft.type().number());
        var questions = procedure.questions(request, parent, draft.attributes(), view);
        return new Plan(questions, draft.attributes(), latest -> {
            var turn = turn(request, latest);
            var under = turn.byId(parent.ri()).orElseThrow(() -> gone(parent));
            var created = create(draft, turn, under, request.from());
            return new Outcome(turn.writes(), turn.byId(created.ri()).orElse(created));
        });
    }

    /**
     * Has the CSE make a resource of its own beside what the turn is for.
     *
     * @throws Refused if it cannot be made; the turn is as before
     */
    public Resource create(Turn turn, Resource parent, ResourceType type, Value.Fields attributes) {
        var content = Value.field(type.root(), attributes);
        var request = Request.create(parent.ri(), identity.cseId(), type.number(), content);
        return create(drafts.created(request, parent, turn.now()), turn, parent, request.from());
    }

    private Resource create(Draft draft, Turn turn, Resource parent, String originator) {
        var procedure = procedure(draft.type().number());
        var created = draft.under(parent, turn, procedure, identity.originator(originator));
        procedure.create(turn, parent, created);
        return created;
    }

    private Plan update(Request request, Route.Here target, View view) {
        var resource = target.resource();
        if (target.virtual() || resource.type().isInstance() || resource.type() == CseBase.TYPE)
            throw Refused.notAllowed(resource.path() + " cannot be updated"); // [TS-0004 §7.4.7.2.3, §7.4.3.2.3]
        var procedure = procedure(resource);
        procedure.screen(request, resource);
        var given = drafts.updated(request, resource, clock.instant());
        return new Plan(procedure.questions(request, resource, given, view), given, latest -> {
            var turn = turn(request, latest);
            var before = turn.byId(resource.ri()).orElseThrow(() -> gone(resource));
            if (!procedure.holds(given, resource, before))
                throw Refused.conflict(before.path() + " was changed by another request at the same time; try again");
            var granted = drafts.granted(before, given, turn);
            var left = procedure.left(request, granted, resource, before);
            procedure.update(turn, before, apply(left, before, turn.now()));
            return new Outcome(turn.writes(), turn.byId(before.ri()).orElse(before));
        });
    }

    private Plan delete(Request request, Route.Here target, View view) {
        var resource = target.resource();
        if (resource.type() == CseBase.TYPE)
            throw Refused.notAllowed("the CSEBase cannot be deleted"); // [TS-0004 §7.4.3.2.4]
        if (!request.peer().internal()) checkReadable(resource, view);
        List<Question> questions = procedure(resource).questions(request, resource, Value.Fields.EMPTY, view);
        return new Plan(questions, Value.Fields.EMPTY, latest -> {
            var turn = turn(request, latest);
            var current = turn.byId(resource.ri()).orElseThrow(() -> gone(resource));
            var parent = turn.byId(current.pi()).orElseThrow(() -> gone(current));
            procedure(current).delete(turn, parent, current);
            return new Outcome(turn.writes(), current);
        });
    }

    /**
     * Instances whose container says disableRetrieval can be neither read nor deleted. TS-0004 §7.4.7.2.2, §7.4.7.2.4
     *
     * @throws Refused OPERATION_NOT_ALLOWED
     */
    public void checkReadable(Resource resource, View view) {
        if (!resource.type().isInstance()) return;
        var hidden = view.byId(resource.pi())
                .flatMap(parent -> parent.truth(Attributes.DISR))
                .orElse(false);
        if (hidden) throw Refused.notAllowed("the container of " + resource.path() + " has disabled retrieval");
    }

    // announceTo says where the resource is announced, and not where it is to be. [TS-0001 §9.6.1.3.2]
    private static Resource apply(Value.Fields given, Resource before, Instant now) {
        var attributes = new LinkedHashMap<>(before.attributes());
        for (var each : given.members().entrySet()) {
            if (each.getKey().equals(Attributes.AT.shortName())) continue;
            if (each.getValue() == Value.Deleted.DELETED) attributes.remove(each.getKey());
            else attributes.put(each.getKey(), each.getValue());
        }
        attributes.put(Attributes.LT.shortName(), Value.of(modified(before, now)));
        if (before.has(Attributes.ST))
            attributes.put(
                    Attributes.ST.shortName(), Value.of(before.whole(Attributes.ST, 0) + 1)); // [TS-0004 §7.3.3.7]
        return new Resource(before.type(), before.path(), attributes);
    }

    /** Later than the last time, whatever the clock says: a condition on it (us) has to notice each change. */
    private static String modified(Resource before, Instant now) {
        var last = before.text(Attributes.LT).orElse("");
        var text = Timestamp.text(now);
        return text.compareTo(last) > 0
                ? text
                : Timestamp.text(Timestamp.parse(last).plus(1, ChronoUnit.MICROS));
    }

    private Turn turn(Request request, View view) {
        return new Turn(request, view, clock.instant(), identifiers);
    }

    private Procedure procedure(Resource resource) {
        return procedure(resource.type().number());
    }

    private Procedure procedure(int type) {
        return type >= 0 && type < byType.length ? byType[type] : Procedure.PLAIN;
    }

    private static Refused gone(Resource resource) {
        return Refused.notFound(resource.path() + " has just been deleted");
    }
}
