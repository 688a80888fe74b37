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
import org.entente.cse.store.Store;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
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
public final class Statistics {
    private static final Logger log = LoggerFactory.getLogger(Statistics.class);
    private static final Set<ResourceType> RULES = Set.of(StatsConfig.TYPE, EventConfig.TYPE, StatsCollect.TYPE);
    private static final int ACTIVE = 1; // m2m:statsRuleStatusType
    private static final int MOST_RECORDS = 10_000;
    private static final String NAME = "statistics";

    private final Identity identity;
    private final Tree tree;
    private final Store store;
    private final Mca cse;
    private final Clock clock;
    private final Identifiers identifiers;
    private final ReentrantLock reading = new ReentrantLock();
    // Read by every request, forgotten by those that change a rule.
    private volatile @Nullable List<Rule> rules;

    public Statistics(Identity identity, Store store, Mca cse, Clock clock, Identifiers identifiers) {
        this.identity = identity;
        this.tree = new Tree(identity);
        this.store = store;
        this.cse = cse;
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

    /** Records a request that has been answered with success, if somebody collects such. */
    public void operation(Request request, Resource resource) {
        if (request.peer().internal()) return;
        for (var rule : rules())
            if (rule.countsOperation(request, resource, identity, clock.instant())) record(rule, request, resource);
    }

    /** Records what a change has made larger than somebody wants to know of. */
    public void storage(Request request, List<Write> writes) {
        if (request.peer().internal()) return;
        for (var rule : rules())
            for (var write : writes) {
                if (write instanceof Write.Created(var resource)) grown(rule, request, Optional.empty(), resource);
                if (write instanceof Write.Updated(var before, var after))
                    grown(rule, request, Optional.of(before), after);
            }
    }

    private void grown(Rule rule, Request request, Optional<Resource> before, Resource after) {
        if (rule.countsGrowth(request, before, after, identity, clock.instant())) record(rule, request, after);
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

    private void record(Rule rule, Request request, Resource resource) {
        var record = Value.field("con", rule.recorded(request, resource, identity))
                .with("lbl", Value.texts(List.of(rule.collection().rn())));
        var stored = home(rule.collection())
                .map(home -> create(home, ContentInstance.TYPE, record))
                .filter(Response::isSuccess);
        if (stored.isEmpty())
            log.warn("no record could be stored for {}", rule.collection().path());
    }

    /** The container of the one who collects: below its AE if that is here, else below the CSEBase. */
    private Optional<String> home(Resource collection) {
        var view = store.view();
        var collector = collection.text(Attributes.CEI).orElseThrow();
        var ae = resource(collector, view).filter(found -> found.type() == Ae.TYPE);
        var parent = ae.or(() -> view.byId(identity.baseId())).orElseThrow();
        var name = ae.isPresent() ? NAME : NAME + "-" + collection.ri();
        var path = parent.path() + "/" + name;
        if (view.byPath(path).isEmpty()) {
            var container = Value.field("rn", Value.of(name))
                    .with("mni", Value.of(MOST_RECORDS))
                    .with("cstn", Value.of(collector));
            create(parent.path(), Container.TYPE, container);
        }
        return store.view().byPath(path).map(Resource::path);
    }

    private Response create(String to, ResourceType type, Value.Fields content) {
        var request = Request.create(to, identity.cseId(), type.number(), Value.field(type.root(), content))
                .withId(identifiers.requestId())
                .withPeer(Peer.CSE);
        return cse.send(request);
    }
}
