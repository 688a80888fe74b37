// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.statistics;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.entente.cse.address.Identifiers;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Tree;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Procedures;
import org.entente.cse.procedure.Reaction;
import org.entente.cse.procedure.Turn;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Store;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.type.Ae;
import org.entente.model.type.Attributes;
import org.entente.model.type.Container;
import org.entente.model.type.ContentInstance;
import org.entente.model.type.EventConfig;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;
import org.entente.model.type.StatsCollect;
import org.entente.model.type.StatsConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what somebody wanted to have counted, as instances of a container of the one who collects: there they can be
 * read, subscribed to and thrown away like any other. TS-0001 §10.2.11, TS-0004 §7.4.25. Thread-safe.
 */
public final class Statistics implements Reaction {
    private static final Logger log = LoggerFactory.getLogger(Statistics.class);
    private static final Set<ResourceType> RULES = Set.of(StatsConfig.TYPE, EventConfig.TYPE, StatsCollect.TYPE);
    private static final int ACTIVE = 1; // m2m:statsRuleStatusType
    private static final int MOST_RECORDS = 10_000;
    private static final String NAME = "statistics";

    private final Identity identity;
    private final Tree tree;
    private final Store store;
    private final Procedures procedures;
    private final Clock clock;
    private final Identifiers identifiers;
    private final ReentrantLock reading = new ReentrantLock();
    // Read by every request, forgotten by those that change a rule.
    private volatile @Nullable List<Rule> rules;

    public Statistics(Identity identity, Store store, Procedures procedures, Clock clock, Identifiers identifiers) {
        this.identity = identity;
        this.tree = new Tree(identity);
        this.store = store;
        this.procedures = procedures;
        this.clock = clock;
        this.identifiers = identifiers;
    }

    /** Learns from writes that last. */
    public void settle(List<Write> writes) {
        for (var write : writes)
            switch (write) {
                case Write.Created(var resource) -> forget(resource);
                case Write.Updated(var _, var after) -> forget(after);
                case Write.Deleted(var resource) -> forget(resource);
                case Write.Evicted _, Write.Enqueued _, Write.Dequeued _, Write.Charged _, Write.Discharged _ -> {}
            }
    }

    private void forget(Resource changed) {
        if (!RULES.contains(changed.type())) return;
        reading.lock(); // else what was read before the change could be kept after it
        try {
            rules = null;
        } finally {
            reading.unlock();
        }
    }

    /** Whether it is known that nobody collects anything now. */
    public boolean isQuiet() {
        var known = rules;
        return known != null && known.isEmpty();
    }

    /** Records a request that changes nothing and is answered with success, if somebody collects such. */
    public void operation(Request request, Resource resource, Desk desk) {
        if (request.peer().internal()) return;
        for (var rule : rules())
            if (rule.countsOperation(request, resource, identity, clock.instant()))
                desk.record(rule.collection().ri(), view -> {
                    var turn = turn(request, view);
                    record(rule, resource, turn);
                    return new Outcome(turn.writes(), resource);
                });
    }

    /** Records a change, and what it has made larger than somebody wants to know of. */
    @Override
    public List<Write> to(Request request, List<Write> writes, View view) {
        if (request.peer().internal() || rules().isEmpty()) return List.of();
        var turn = turn(request, view);
        writes.forEach(turn::take);
        int before = turn.writes().size();
        var subject = subject(request, writes, view);
        for (var rule : rules()) {
            subject.filter(each -> rule.countsOperation(request, each, identity, turn.now()))
                    .ifPresent(each -> record(rule, each, turn));
            for (var write : writes) grown(rule, write, turn);
        }
        return turn.writes().subList(before, turn.writes().size());
    }

    private Turn turn(Request request, View view) {
        return new Turn(request, view, clock.instant(), identifiers);
    }

    /** What a change is about; what else it has written follows from that. */
    private Optional<Resource> subject(Request request, List<Write> writes, View view) {
        var target = resource(request.to(), view).map(Resource::ri).orElse("");
        for (var write : writes)
            switch (write) {
                case Write.Created(var made)
                when request.operation() == Operation.CREATE && made.type().number() == request.type() -> {
                    return Optional.of(made);
                }
                case Write.Updated(var _, var after)
                when request.operation() == Operation.UPDATE && after.ri().equals(target) -> {
                    return Optional.of(after);
                }
                case Write.Deleted(var gone)
                when request.operation() == Operation.DELETE -> {
                    return Optional.of(gone);
                }
                case Write.Created _, Write.Updated _, Write.Deleted _ -> {} // what came of it
                case Write.Evicted _, Write.Enqueued _, Write.Dequeued _, Write.Charged _, Write.Discharged _ -> {}
            }
        return Optional.empty();
    }

    private void grown(Rule rule, Write write, Turn turn) {
        if (write instanceof Write.Created(var resource)) grown(rule, Optional.empty(), resource, turn);
        if (write instanceof Write.Updated(var before, var after)) grown(rule, Optional.of(before), after, turn);
    }

    private void grown(Rule rule, Optional<Resource> before, Resource after, Turn turn) {
        if (rule.countsGrowth(turn.request(), before, after, identity, turn.now())) record(rule, after, turn);
    }

    private List<Rule> rules() {
        var known = rules;
        return known != null ? known : read();
    }

    private List<Rule> read() {
        reading.lock();
        try {
            var found = active();
            rules = found;
            return found;
        } finally {
            reading.unlock();
        }
    }

    private List<Rule> active() {
        var view = store.view();
        return view.children(identity.baseId(), StatsCollect.TYPE.number()).stream()
                .filter(collection -> collection.whole(Attributes.SRS, 0) == ACTIVE)
                .flatMap(collection -> rule(collection, view).stream())
                .toList();
    }

    private Optional<Rule> rule(Resource collection, View view) {
        return collection
                .text(Attributes.EVI)
                .flatMap(view::byId)
                .filter(event -> event.type() == EventConfig.TYPE)
                .map(event -> Rule.of(collection, event, resources(event, view), identity));
    }

    private Set<String> resources(Resource event, View view) {
        return event.texts(Attributes.ERIS).stream()
                // One that is gone, or has never been, still narrows: without it all would count.
                .map(address -> resource(address, view).map(Resource::ri).orElse(address))
                .collect(Collectors.toSet());
    }

    private Optional<Resource> resource(String address, View view) {
        try {
            return tree.resource(identity.local(address), view);
        } catch (Refused meaningless) {
            return Optional.empty();
        }
    }

    /** In the turn of what is recorded, so that both last or neither. */
    private void record(Rule rule, Resource resource, Turn turn) {
        var record = Value.field("con", rule.recorded(turn.request(), resource, identity))
                .with("lbl", Value.texts(List.of(rule.collection().rn())));
        try {
            procedures.create(turn, home(rule.collection(), turn), ContentInstance.TYPE, record);
        } catch (Refused refused) { // by the limits that the collector has set
            log.warn("no record is stored for {}: {}", rule.collection().path(), refused.getMessage());
        }
    }

    /** The container of the one who collects: below its AE if that is here, else below the CSEBase. */
    private Resource home(Resource collection, Turn turn) {
        var collector = collection.text(Attributes.CEI).orElseThrow();
        var ae = resource(collector, turn.view())
                .filter(found -> found.type() == Ae.TYPE)
                .flatMap(found -> turn.byPath(found.path())); // it may be what is deleted
        var parent = ae.or(() -> turn.byId(identity.baseId())).orElseThrow();
        var name = ae.isPresent() ? NAME : NAME + "-" + collection.ri();
        return turn.byPath(parent.path() + "/" + name).orElseGet(() -> {
            var container = Value.field("rn", Value.of(name))
                    .with("mni", Value.of(MOST_RECORDS))
                    .with("cstn", Value.of(collector));
            return procedures.create(turn, parent, Container.TYPE, container);
        });
    }
}
