// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.entente.cse.address.Identifiers;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.primitive.Request;
import org.entente.model.type.Resource;

/**
 * A request's turn to decide: what it sees, and the writes it has collected so far. Procedures see their own writes.
 * Belongs to one thread.
 */
public final class Turn {
    private final Request request;
    private final View view;
    private final Instant now;
    private final Identifiers identifiers;
    private final List<Write> writes = new ArrayList<>();
    private final Map<String, Resource> changed = new LinkedHashMap<>();
    private final Set<String> gone = new HashSet<>();

    public Turn(Request request, View view, Instant now, Identifiers identifiers) {
        this.request = request;
        this.view = view;
        this.now = now;
        this.identifiers = identifiers;
    }

    public Request request() {
        return request;
    }

    public View view() {
        return view;
    }

    public Instant now() {
        return now;
    }

    public Identifiers identifiers() {
        return identifiers;
    }

    public List<Write> writes() {
        return List.copyOf(writes);
    }

    /** A resource as this turn has left it so far. */
    public Optional<Resource> byId(String ri) {
        var own = changed.get(ri);
        return own != null ? Optional.of(own) : view.byId(ri);
    }

    /** A resource by its path, as this turn has left it so far. */
    public Optional<Resource> byPath(String path) {
        return changed.values().stream()
                .filter(each -> each.path().equals(path))
                .findFirst()
                .or(() -> view.byPath(path).filter(each -> !gone.contains(each.ri())));
    }

    /** The instances of a resource, the oldest first, as this turn has left them so far. To be closed. */
    Stream<Resource> instances(String ri) {
        var before = view.instances(ri, false).filter(each -> !gone.contains(each.ri()));
        var own = List.copyOf(changed.values()).stream()
                .filter(each -> each.type().isInstance() && each.pi().equals(ri));
        return Stream.concat(before, own);
    }

    public void create(Resource resource) {
        changed.put(resource.ri(), resource);
        writes.add(new Write.Created(resource));
    }

    public void update(Resource before, Resource after) {
        changed.put(after.ri(), after);
        writes.add(new Write.Updated(before, after));
    }

    /** Deletes a resource and all that is below it; the descendants' own procedures have run before. */
    public void delete(Resource resource) {
        goes(resource);
        writes.add(new Write.Deleted(resource));
    }

    private void goes(Resource resource) {
        changed.remove(resource.ri());
        gone.add(resource.ri());
    }

    public void evict(Resource instance) {
        goes(instance);
        writes.add(new Write.Evicted(instance));
    }

    /** A write that was decided elsewhere, as if it were this turn's own. */
    public void take(Write write) {
        switch (write) {
            case Write.Created(var resource) -> create(resource);
            case Write.Updated(var before, var after) -> update(before, after);
            case Write.Deleted(var resource) -> delete(resource);
            case Write.Evicted(var instance) -> evict(instance);
            case Write.Enqueued _, Write.Dequeued _, Write.Charged _, Write.Discharged _ -> add(write);
        }
    }

    public void add(Write write) {
        writes.add(write);
    }
}
