// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.cse.store.Errand;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.type.Resource;

/** What a turn finds, with the writes that its change has decided so far and those that follow from them. */
final class Latest {
    private final View view;
    private final Map<String, Resource> changed = new HashMap<>();
    private final Map<String, Resource> newest = new HashMap<>();
    private final Map<String, Errand> errands = new HashMap<>();
    private final Set<String> gone = new HashSet<>();
    private final Set<String> evaluated = new HashSet<>();
    private final List<Write> further = new ArrayList<>();

    Latest(View view, List<Write> writes) {
        this.view = view;
        writes.forEach(this::apply);
    }

    private void apply(Write write) {
        switch (write) {
            case Write.Created(var resource) -> {
                changed.put(resource.ri(), resource);
                if (resource.type().isInstance()) newest.put(resource.pi(), resource);
            }
            case Write.Updated(var _, var after) -> changed.put(after.ri(), after);
            case Write.Deleted(var resource) -> gone.add(resource.path());
            case Write.Evicted(var instance) -> gone.add(instance.path());
            case Write.Charged(var errand) -> errands.put(errand.kind() + ' ' + errand.about(), errand);
            case Write.Enqueued _, Write.Dequeued _, Write.Discharged _ -> {}
        }
    }

    View view() {
        return view;
    }

    Optional<Resource> byId(String ri) {
        var own = changed.get(ri);
        return (own != null ? Optional.of(own) : view.byId(ri)).filter(found -> !isGone(found.path()));
    }

    /** The attribute's owner as it is now. */
    Optional<Resource> current(Subject.Here subject) {
        var made = newest.get(subject.resource().ri());
        if (subject.newest() && made != null) return Optional.of(made);
        return subject.newest()
                ? subject.current(view)
                : byId(subject.resource().ri());
    }

    Optional<Errand> errand(String about, String kind) {
        var own = errands.get(kind + ' ' + about);
        return own != null ? Optional.of(own) : view.errand(about, kind);
    }

    boolean hasNewInstance(String ri) {
        return newest.containsKey(ri);
    }

    /** Whether an action is evaluated for the first time at this commit: once is enough. */
    boolean evaluatesFirst(Resource action) {
        return evaluated.add(action.ri());
    }

    void write(Write write) {
        apply(write);
        further.add(write);
    }

    void update(Resource before, Resource after) {
        if (!before.equals(after)) write(new Write.Updated(before, after));
    }

    /** What was written beyond the change itself. */
    List<Write> further() {
        return List.copyOf(further);
    }

    private boolean isGone(String path) {
        if (gone.isEmpty()) return false;
        if (gone.contains(path)) return true;
        int slash = path.lastIndexOf('/');
        return slash > 0 && isGone(path.substring(0, slash));
    }
}
