// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.announcement;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Tree;
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
import org.entente.model.primitive.Request;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Notes what a change means for the CSEs where a resource is announced, or is to be. TS-0004 §7.3.3.10, §7.3.3.11. */
public final class Announcing implements Reaction {
    private static final String ACPI = Attributes.ACPI.shortName();

    private final Identity identity;
    private final Tree tree;
    private final Clock clock;

    public Announcing(Identity identity, Clock clock) {
        this.identity = identity;
        this.tree = new Tree(identity);
        this.clock = clock;
    }

    @Override
    public List<Write> to(Request request, List<Write> writes, View view) {
        var notes = new Notes(view);
        for (var write : writes) {
            switch (write) {
                case Write.Created(var resource) -> created(notes, request, resource);
                case Write.Updated(var before, var after) -> updated(notes, request, before, after);
                case Write.Deleted(var top) -> deleted(notes, top);
                case Write.Evicted(var instance) -> notes.gone(instance.ri(), Places.of(instance));
                case Write.Enqueued _, Write.Dequeued _, Write.Charged _, Write.Discharged _ -> {}
            }
        }
        return notes.writes();
    }

    /** What one commit has to note, by the resource that it is about. */
    private final class Notes {
        private final View view;
        private final Map<String, Todo> todos = new LinkedHashMap<>();

        Notes(View view) {
            this.view = view;
        }

        Todo of(String ri) {
            var known = todos.get(ri);
            return known != null
                    ? known
                    : view.errand(ri, Todo.KIND).map(Todo::of).orElse(Todo.NOTHING);
        }

        void put(String ri, Todo todo) {
            todos.put(ri, todo);
        }

        void changed(Resource resource, Set<String> names) {
            if (names.isEmpty()) return;
            var todo = of(resource.ri());
            for (var address : Places.of(resource)) todo = todo.synchronising(address, names);
            put(resource.ri(), todo);
        }

        void gone(String ri, List<String> addresses) {
            if (!addresses.isEmpty()) put(ri, of(ri).gone(addresses));
        }

        List<Write> writes() {
            if (todos.isEmpty()) return List.of();
            var due = Timestamp.text(clock.instant());
            var writes = new ArrayList<Write>();
            todos.forEach((ri, todo) -> {
                var errand = new Errand(ri, Todo.KIND, due, todo.details());
                writes.add(todo.isEmpty() ? new Write.Discharged(errand) : new Write.Charged(errand));
            });
            return writes;
        }
    }

    /** Whether the answer waits for an errand, so that it can say where its subject is announced. TS-0004 §7.3.3.10 */
    public static boolean isAwaited(Errand errand, Outcome done) {
        if (!errand.kind().equals(Todo.KIND)
                || !errand.about().equals(done.subject().ri())) return false;
        var todo = Todo.of(errand);
        return done.writes().stream().noneMatch(write -> write instanceof Write.Deleted)
                && !(todo.announce().isEmpty() && todo.withdraw().isEmpty());
    }

    /** What was decided, with the places where its subject is announced by now. */
    public static Outcome announced(Outcome done, View view) {
        return view.byId(done.subject().ri())
                .map(latest -> new Outcome(done.writes(), Places.with(done.subject(), Places.of(latest))))
                .orElse(done);
    }

    private void created(Notes notes, Request request, Resource resource) {
        if (request.operation() != Operation.CREATE) return;
        var wish = wish(request, resource);
        if (wish.isEmpty() || wish.get().isEmpty() || !isAddressed(request, resource.pi(), notes.view)) return;
        var todo = Todo.NOTHING;
        for (var target : wish.get()) {
            if (resource.type().isInstance()) refuseUnlessParentIsAt(target, resource, notes);
            todo = todo.announcing(target);
        }
        notes.put(resource.ri(), todo);
    }

    private void updated(Notes notes, Request request, Resource before, Resource after) {
        var wish = request.operation() == Operation.UPDATE ? wish(request, after) : Optional.<List<String>>empty();
        wish.filter(_ -> isAddressed(request, after.ri(), notes.view))
                .ifPresent(targets -> notes.put(after.ri(), rewritten(notes.of(after.ri()), after, targets)));
        var places = Places.of(after);
        if (!places.isEmpty())
            notes.changed(after, Likeness.difference(Likeness.of(before, notes.view), Likeness.of(after, notes.view)));
        if (!before.value(Attributes.ACPI).equals(after.value(Attributes.ACPI))) inherited(notes, after);
    }

    /** Those that have no policies of their own show these elsewhere. TS-0001 §9.6.26.1 */
    private static void inherited(Notes notes, Resource above) {
        try (var below = notes.view.select(Selection.tied(above))) {
            below.filter(each -> !each.has(Attributes.ACPI)).forEach(each -> notes.changed(each, Set.of(ACPI)));
        }
    }

    private static void deleted(Notes notes, Resource top) {
        var addresses = new ArrayList<>(Places.of(top));
        if (!top.type().children().isEmpty()) {
            try (var below = notes.view.select(Selection.tied(top))) {
                below.forEach(each -> addresses.addAll(Places.of(each)));
            }
        }
        notes.gone(top.ri(), addresses);
    }

    /** What is asked for and not there yet is to be announced, what is there and not asked for withdrawn. TS-0001 §10.2.13.4 */
    private Todo rewritten(Todo known, Resource resource, List<String> targets) {
        var todo = new Todo(Set.of(), known.synchronise(), Set.of());
        var places = Places.of(resource);
        for (var target : targets)
            if (places.stream().noneMatch(place -> isAt(place, target))) todo = todo.announcing(target);
        for (var place : places)
            if (targets.stream().noneMatch(target -> isAt(place, target))) todo = todo.withdrawing(place);
        return todo;
    }

    private static boolean isAt(String place, String target) {
        return place.equals(target) || Places.cse(place).equals(target);
    }

    /** TS-0001 §10.2.13.2, TS-0004 §7.3.3.10 */
    private void refuseUnlessParentIsAt(String target, Resource instance, Notes notes) {
        if (!Places.isCse(target)) return;
        var parent = notes.view.byId(instance.pi()).orElseThrow();
        boolean isThere = Places.of(parent).stream().anyMatch(place -> isAt(place, target))
                || notes.of(parent.ri()).announce().contains(target);
        if (!isThere)
            throw Refused.notAllowed("an instance is announced below its parent, but " + parent.path()
                    + " is not announced to " + target);
    }

    /** The targets that a request names for a resource that it writes, null of an UPDATE as none; empty if it names none. */
    private Optional<List<String>> wish(Request request, Resource resource) {
        if (!(request.content().find(resource.type().root()).orElse(null) instanceof Value.Fields fields))
            return Optional.empty();
        return fields.find(Attributes.AT.shortName())
                .map(given -> given instanceof Value.Items(var values) ? targets(values) : List.of());
    }

    private List<String> targets(List<Value> values) {
        return values.stream()
                .flatMap(value ->
                        value instanceof Value.Text(var text) ? Stream.of(identity.local(text)) : Stream.empty())
                .distinct()
                .toList();
    }

    private boolean isAddressed(Request request, String ri, View view) {
        try {
            return tree.resource(identity.local(request.to()), view)
                    .filter(target -> target.ri().equals(ri))
                    .isPresent();
        } catch (Refused e) {
            return false; // an address that means nothing was refused before
        }
    }
}
