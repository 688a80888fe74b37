// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.entente.cse.access.Access;
import org.entente.cse.access.AccessOperation;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Route;
import org.entente.cse.address.Tree;
import org.entente.cse.content.Criterion;
import org.entente.cse.procedure.Turn;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attribute;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;
import org.entente.model.type.Scalar;

/** Finds the resources whose attributes are evaluated, and notes at them who does. */
final class Subjects {
    /** At a subject: the {@code ri} of the resources to look at when it changes; never shown. */
    static final Attribute WATCHED_BY = new Attribute("_evb", "evaluatedBy", Scalar.ANY);

    /** All are looked at in the turn of each change. */
    private static final int MOST_WATCHERS = 1000;

    private final Identity identity;
    private final Access access;
    private final Tree tree;

    Subjects(Identity identity, Access access) {
        this.identity = identity;
        this.access = access;
        this.tree = new Tree(identity);
    }

    /** Empty if the address is one of this CSE. */
    Optional<Subject.Far> far(String address) {
        var local = identity.local(address);
        return local.startsWith("/") ? Optional.of(new Subject.Far(local)) : Optional.empty();
    }

    /**
     * What an address means, for somebody who evaluates it.
     *
     * @throws Refused NOT_FOUND
     */
    Subject find(String address, View view) {
        var far = far(address);
        if (far.isPresent()) return far.get();
        var local = identity.local(address);
        if (local.endsWith(Subject.NEWEST)) {
            var above = tree.resource(local.substring(0, local.length() - Subject.NEWEST.length()), view)
                    .filter(found -> found.type().hasInstances());
            if (above.isPresent()) return new Subject.Here(above.get(), true);
        }
        if (tree.locate(address, view) instanceof Route.Here(var resource, var _, var _))
            return new Subject.Here(resource, false);
        throw Refused.badRequest(address + " is no resource whose attributes can be evaluated");
    }

    /** As {@link #find}, but nothing where it leads nowhere any more. */
    Optional<Subject> look(String address, View view) {
        try {
            return Optional.of(find(address, view));
        } catch (Refused gone) {
            return Optional.empty();
        }
    }

    /** The resource of this CSE that an address leads to; of a newest instance its parent. */
    Optional<Resource> here(String address, View view) {
        return look(address, view).orElse(null) instanceof Subject.Here(var resource, var _)
                ? Optional.of(resource)
                : Optional.empty();
    }

    /**
     * Those on other CSEs were asked for before.
     *
     * @throws Refused ORIGINATOR_HAS_NO_PRIVILEGE unless the originator may read what is to be evaluated for it
     */
    void permit(Request request, Subject subject, View view) {
        if (subject instanceof Subject.Here(var resource, var _) && !mayRead(request, resource, view))
            throw Refused.noPrivilege(request.from() + " may not read " + resource.path());
    }

    /** What is not told any more by the CSE of a far one cannot be seen here. */
    boolean mayRead(Request request, Subject subject, View view) {
        return switch (subject) {
            case Subject.Here(var resource, var _) -> mayRead(request, resource, view);
            case Subject.Far _ -> true;
        };
    }

    /**
     * The attributes as they are now.
     *
     * @param holder who evaluates them
     */
    static Optional<Map<String, Value>> attributes(Subject subject, Resource holder, Latest latest) {
        return switch (subject) {
            case Subject.Here here -> latest.current(here).map(Resource::attributes);
            case Subject.Far(var address) ->
                Outpost.of(holder, address).map(outpost -> outpost.values().members());
        };
    }

    private boolean mayRead(Request request, Resource resource, View view) {
        return access.allows(request, resource, AccessOperation.RETRIEVE, view);
    }

    /** @throws Refused BAD_REQUEST if the subject never has such an attribute or value */
    void check(Criterion criterion, Subject subject, Turn turn) {
        if (subject instanceof Subject.Here here) typeOf(here, turn.view()).ifPresent(criterion::check);
    }

    /** Empty for instances that are not there yet. */
    private static Optional<ResourceType> typeOf(Subject.Here subject, View view) {
        return subject.newest()
                ? subject.current(view).map(Resource::type)
                : Optional.of(subject.resource().type());
    }

    static void watch(Turn turn, Subject subject, String watcher) {
        note(turn, subject, watcher, true);
    }

    static void unwatch(Turn turn, Subject subject, String watcher) {
        note(turn, subject, watcher, false);
    }

    private static void note(Turn turn, Subject subject, String watcher, boolean watches) {
        if (!(subject instanceof Subject.Here(var resource, var _))) return;
        var before = turn.byId(resource.ri()).orElse(null);
        if (before == null) return;
        var all = new ArrayList<>(before.texts(WATCHED_BY));
        all.remove(watcher);
        // Who went with its parent could not say so.
        if (all.size() >= MOST_WATCHERS) all.removeIf(each -> turn.byId(each).isEmpty());
        if (watches) all.add(watcher);
        if (all.size() > MOST_WATCHERS)
            throw Refused.notAllowed(MOST_WATCHERS + " others evaluate " + before.path() + " already");
        turn.update(before, all.isEmpty() ? before.without(WATCHED_BY) : before.with(WATCHED_BY, Value.texts(all)));
    }
}
