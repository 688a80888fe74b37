// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.entente.cse.address.Identifiers;
import org.entente.cse.address.Identity;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.store.Selection;
import org.entente.cse.store.Store;
import org.entente.cse.store.Write;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.type.Resource;
import org.entente.model.type.TimeSeries;

/**
 * Has the CSE look at resources when their time comes, by requests of its own. The times last in the store; here they
 * are found without a search. Thread-safe.
 */
final class Alarms {
    /** The types whose procedures set alarms. */
    private static final Integer[] TYPES = {TimeSeries.TYPE.number()};

    private final Store store;
    private final Mca cse;
    private final Clock clock;
    private final Identifiers identifiers;
    private final Identity identity;
    /** By resource a time before which nothing is to be done; it may be too early, never too late. */
    private final ConcurrentHashMap<String, String> dueById = new ConcurrentHashMap<>();

    Alarms(Store store, Mca cse, Clock clock, Identifiers identifiers, Identity identity) {
        this.store = store;
        this.cse = cse;
        this.clock = clock;
        this.identifiers = identifiers;
        this.identity = identity;
    }

    /** Takes up what an earlier run has left. */
    void start() {
        var view = store.view();
        var base = view.byId(identity.baseId()).orElseThrow();
        try (var all = view.select(Selection.descendants(base).ofTypes(TYPES))) {
            all.forEach(this::set);
        }
    }

    /** Learns from writes that last. */
    void settle(List<Write> writes) {
        for (var write : writes) if (write instanceof Write.Updated(var _, var after)) set(after);
    }

    void ring() {
        var now = Timestamp.text(clock.instant());
        for (var each : dueById.entrySet()) {
            if (each.getValue().compareTo(now) > 0) continue;
            // Gone before the store is asked: what is set meanwhile is not lost.
            dueById.remove(each.getKey());
            store.view().byId(each.getKey()).ifPresent(resource -> look(resource, now));
        }
    }

    private void look(Resource resource, String now) {
        var due = resource.text(Procedure.DUE);
        if (due.isEmpty()) return;
        if (due.get().compareTo(now) > 0 || !update(resource)) set(resource);
    }

    private boolean update(Resource resource) {
        var nothing = Value.field(resource.type().root(), Value.Fields.EMPTY);
        var request = Request.update(resource.ri(), identity.cseId(), nothing)
                .withId(identifiers.requestId())
                .withPeer(Peer.CSE);
        return cse.send(request).isSuccess();
    }

    private void set(Resource resource) {
        resource.text(Procedure.DUE)
                .ifPresent(due -> dueById.merge(resource.ri(), due, (a, b) -> a.compareTo(b) < 0 ? a : b));
    }
}
