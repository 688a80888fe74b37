// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entente.cse.outbound.Question;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.procedure.Reaction;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Selection;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Action;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has an {@link Outpost} wherever a resource needs one, and none where nobody does any more. What is to be done is noted
 * in the commit of the change; it is done before the answer or, after a kill, later.
 */
final class Outposts implements Duty, Reaction {
    static final String KIND = "outposts";

    private static final Logger log = LoggerFactory.getLogger(Outposts.class);

    /** How long a change may take to do it before its answer. */
    private static final Duration OWN_ATTEMPT = Duration.ofMinutes(2);

    private static final String ENDED = "ended";
    private static final String ORIGINATOR = "originator";

    private final String cseId;
    private final Needs needs;
    private final Inquiries inquiries;
    private final Links links;
    private final Clock clock;

    Outposts(String cseId, Needs needs, Inquiries inquiries, Links links, Clock clock) {
        this.cseId = cseId;
        this.needs = needs;
        this.inquiries = inquiries;
        this.links = links;
        this.clock = clock;
    }

    /** Asks other CSEs before, for an action, a dependency or a process that is to be created or changed. */
    List<Question> questions(Request request, Resource target, Value.Fields attributes, View view) {
        if (request.operation() != Operation.CREATE && request.operation() != Operation.UPDATE) return List.of();
        return inquiries.about(request, target, attributes, view, needs);
    }

    /**
     * Does at once what a change asks for.
     *
     * @throws Refused if a new resource cannot have its outposts; it is deleted again
     */
    Resource settle(Request request, Resource subject, Desk desk) {
        if (request.operation() != Operation.CREATE && request.operation() != Operation.UPDATE) return subject;
        if (!isUnsettled(subject, desk.view())) return subject;
        var round = new Round(subject.ri(), desk);
        var failures = round.post();
        if (!failures.isEmpty() && request.operation() == Operation.CREATE) {
            desk.send(Request.delete(subject.ri(), cseId).withPeer(Peer.CSE));
            round.done();
            throw failures.values().iterator().next();
        }
        round.giveUp(failures);
        return desk.view().byId(subject.ri()).orElse(subject);
    }

    @Override
    public void perform(Errand errand, Desk desk) {
        var originator = errand.details().text(ORIGINATOR).orElse(cseId);
        if (errand.details().find(ENDED).orElse(null) instanceof Value.Items(var ended))
            for (var each : ended)
                if (each instanceof Value.Text(var reference)) links.end(reference, originator, desk);
        var round = new Round(errand.about(), desk);
        round.handled.add(errand);
        round.giveUp(round.post());
    }

    @Override
    public List<Write> to(Request request, List<Write> writes, View view) {
        Map<String, Write> charged = Map.of();
        for (var write : writes) {
            var found =
                    switch (write) {
                        case Write.Created(var resource) -> changed(request, resource, view);
                        case Write.Updated(var _, var after) -> changed(request, after, view);
                        case Write.Deleted(var top) -> gone(top, view);
                        case Write.Evicted _, Write.Enqueued _, Write.Dequeued _, Write.Charged _, Write.Discharged _ ->
                            List.<Errand>of();
                    };
            if (found.isEmpty()) continue;
            if (charged.isEmpty()) charged = new LinkedHashMap<>();
            for (var errand : found) charged.put(errand.about(), new Write.Charged(errand));
        }
        return List.copyOf(charged.values());
    }

    private List<Errand> changed(Request request, Resource holder, View view) {
        if (!Needs.isHolder(holder) || view.errand(holder.ri(), KIND).isPresent()) return List.of();
        if (!isUnsettled(holder, view)) return List.of();
        var now = clock.instant();
        // Whoever has changed it does it before the answer; what the CSE or a transaction has changed waits for nobody.
        boolean isOwn = !request.peer().internal()
                && request.content().find(holder.type().root()).isPresent();
        var due = isOwn ? now.plus(OWN_ATTEMPT) : now;
        return List.of(new Errand(holder.ri(), KIND, Timestamp.text(due), Value.Fields.EMPTY));
    }

    private List<Errand> gone(Resource top, View view) {
        var all = new ArrayList<Resource>();
        if (top.has(Selection.ELSEWHERE)) all.add(top);
        if (!top.type().children().isEmpty())
            try (var below = view.select(Selection.tied(top))) {
                below.filter(each -> each.has(Selection.ELSEWHERE)).forEach(all::add);
            }
        return all.stream().map(each -> ending(each, Outpost.of(each), view)).toList();
    }

    private Errand ending(Resource holder, List<Outpost> ended, View view) {
        var details = Value.field(
                        ENDED,
                        Value.texts(ended.stream()
                                .filter(each -> !each.isLost())
                                .map(Outpost::subscription)
                                .toList()))
                .with(
                        ORIGINATOR,
                        Value.of(needs.asker(holder, view).map(Request::from).orElse(cseId)));
        return new Errand(holder.ri(), KIND, Timestamp.text(clock.instant()), details);
    }

    private List<Needs.Need> missing(Resource holder, View view) {
        return needs.of(holder, view).values().stream()
                .filter(need -> Outpost.of(holder, need.address()).isEmpty())
                .toList();
    }

    private boolean isUnsettled(Resource holder, View view) {
        return !missing(holder, view).isEmpty() || !superfluous(holder, view).isEmpty();
    }

    private List<Outpost> superfluous(Resource holder, View view) {
        var all = Outpost.of(holder);
        if (all.isEmpty()) return all;
        var needed = needs.of(holder, view);
        return all.stream()
                .filter(each -> !needed.containsKey(each.address())
                        || !needed.get(each.address()).isMetBy(each))
                .toList();
    }

    /** One attempt to have what a resource needs. */
    private final class Round {
        private final String ri;
        private final Desk desk;
        /** What is to be struck off at its end; what others have charged meanwhile stays. */
        private final Set<Errand> handled = new HashSet<>();

        Round(String ri, Desk desk) {
            this.ri = ri;
            this.desk = desk;
        }

        /** @return what has failed, and why */
        Map<Needs.Need, Refused> post() {
            var failures = new LinkedHashMap<Needs.Need, Refused>();
            withdraw();
            var holder = desk.view().byId(ri);
            if (holder.isPresent()) {
                for (var need : missing(holder.get(), desk.view())) {
                    try {
                        links.make(holder.get(), need, desk);
                    } catch (Refused refused) {
                        failures.put(need, refused);
                    }
                }
            }
            if (failures.isEmpty()) done();
            return failures;
        }

        private void withdraw() {
            var holder = desk.view().byId(ri);
            var ended = holder.map(each -> superfluous(each, desk.view())).orElse(List.of());
            if (ended.isEmpty()) return;
            var errand = ending(holder.orElseThrow(), ended, desk.view());
            handled.add(errand);
            desk.record(ri, view -> {
                var before = view.byId(ri).orElseThrow(() -> Refused.notFound(ri + " is gone"));
                var after = before;
                for (var each : ended) after = Outpost.without(after, each.address());
                return new Outcome(List.of(new Write.Updated(before, after), new Write.Charged(errand)), after);
            });
            var originator = errand.details().text(ORIGINATOR).orElse(cseId);
            ended.stream()
                    .filter(each -> !each.isLost())
                    .forEach(each -> links.end(each.subscription(), originator, desk));
        }

        void done() {
            desk.record(ri, view -> {
                var holder = view.byId(ri);
                var outcome = Outcome.of(
                        holder.orElseGet(() -> view.byId(cseId.substring(1)).orElseThrow()));
                var errand = view.errand(ri, KIND);
                boolean isOpen = holder.filter(each -> isUnsettled(each, view)).isPresent()
                        || errand.filter(this::isAnothers).isPresent();
                return isOpen || errand.isEmpty() ? outcome : outcome.plus(List.of(new Write.Discharged(errand.get())));
            });
        }

        /** Subscriptions that somebody else wants to end, since the resource has gone meanwhile. */
        private boolean isAnothers(Errand errand) {
            return errand.details().find(ENDED).isPresent() && !handled.contains(errand);
        }

        /** What another CSE does not want is not asked for again, until the resource is changed; it says so itself. */
        void giveUp(Map<Needs.Need, Refused> failures) {
            var refusals = new LinkedHashMap<>(failures);
            refusals.values().removeIf(refused -> refused.code().isPassing());
            if (refusals.isEmpty()) return;
            refusals.forEach(
                    (need, refused) -> log.warn("{} is not evaluated: {}", need.address(), refused.sentence()));
            links.note(ri, desk, before -> {
                var after = before;
                for (var each : refusals.keySet())
                    after = Outpost.with(after, Outpost.at(each.address(), each.names(), ""));
                return after.type() == Action.TYPE
                        ? told(after, refusals.values().iterator().next())
                        : after;
            });
            if (refusals.size() == failures.size()) done();
        }
    }

    private static Resource told(Resource action, Refused refused) {
        var response = Response.of(Request.retrieve(action.ri(), "").withId(action.ri()), refused);
        return action.with(Attributes.AIR, Primitives.fields(response));
    }
}
