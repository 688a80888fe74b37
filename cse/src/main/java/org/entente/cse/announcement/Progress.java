// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.announcement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Selection;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** What one round of an errand has achieved; what was asked for meanwhile stays to be done. Belongs to one thread. */
final class Progress {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** What every announced resource takes: it shows whether it is there. */
    private static final Set<String> PROBE = Set.of(Attributes.LBL.shortName());

    private final Errand errand;
    private final Map<String, Sent> announced = new LinkedHashMap<>();
    private final Map<String, Map<String, Optional<Value>>> told = new LinkedHashMap<>();
    private final Set<String> lost = new LinkedHashSet<>();
    private final Set<String> withdrawn = new LinkedHashSet<>();
    private final Set<String> refused = new LinkedHashSet<>();

    /** @param likeness what the announced resource was created with, in our own forms */
    private record Sent(String address, Map<String, Value> likeness) {}

    Progress(Errand errand) {
        this.errand = errand;
    }

    void announced(String target, String address, Map<String, Value> likeness) {
        announced.put(target, new Sent(address, likeness));
    }

    void told(String address, Map<String, Optional<Value>> values) {
        told.computeIfAbsent(address, _ -> new LinkedHashMap<>()).putAll(values);
    }

    /** The announced resource is not there any more, be it that it has expired there. */
    void lost(String address) {
        lost.add(address);
    }

    void withdrawn(String address) {
        withdrawn.add(address);
    }

    /** The other CSE will never create it. */
    void refused(String target) {
        refused.add(target);
    }

    boolean isNothing() {
        return announced.isEmpty() && told.isEmpty() && lost.isEmpty() && withdrawn.isEmpty() && refused.isEmpty();
    }

    /** To be decided in the writer's turn. */
    Outcome written(View view, Resource base, Instant now) {
        var charged = view.errand(errand.about(), errand.kind());
        var known = charged.map(Todo::of).orElse(Todo.NOTHING);
        var resource = view.byId(errand.about());
        var writes = new ArrayList<Write>();
        var left = resource.isPresent() ? present(known, resource.get(), view, writes) : absent(known);
        var isNewer = charged.isPresent() && !charged.get().equals(errand);
        var due = isNewer ? charged.get().due() : Timestamp.text(now.plus(PAUSE));
        var next = new Errand(errand.about(), errand.kind(), due, left.details());
        writes.add(left.isEmpty() ? new Write.Discharged(next) : new Write.Charged(next));
        return new Outcome(writes, resource.orElse(base));
    }

    private Todo absent(Todo known) {
        var all = new ArrayList<String>();
        announced.values().forEach(sent -> all.add(sent.address()));
        var left = known.gone(all);
        for (var address : withdrawn) left = left.withoutWithdrawing(address);
        return left;
    }

    private Todo present(Todo known, Resource resource, View view, List<Write> writes) {
        var places = new LinkedHashSet<>(Places.of(resource));
        var likeness = Likeness.of(resource, view);
        var left = known;
        for (var each : announced.entrySet()) left = settled(left, each.getKey(), each.getValue(), places, likeness);
        for (var each : told.entrySet())
            left = left.withoutSynchronising(each.getKey(), same(each.getValue(), likeness));
        for (var target : refused) left = left.withoutAnnouncing(target);
        for (var address : withdrawn) left = gone(left, address, places);
        for (var address : lost) left = gone(left, address, places);
        for (var address : places(lost, withdrawn)) writes.addAll(asked(resource, address, view));
        var after = Places.with(resource, List.copyOf(places));
        if (!after.equals(resource)) writes.add(new Write.Updated(resource, after));
        return left;
    }

    private static Set<String> places(Set<String> lost, Set<String> withdrawn) {
        var all = new LinkedHashSet<>(lost);
        all.addAll(withdrawn);
        return all;
    }

    /** What was announced below one that has gone there has gone with it, as an UPDATE of it will find. TS-0001 §10.2.13.2 */
    private List<Write> asked(Resource above, String address, View view) {
        var charged = new ArrayList<Write>();
        try (var below = view.select(Selection.tied(above))) {
            below.forEach(each -> {
                var todo = view.errand(each.ri(), Todo.KIND).map(Todo::of).orElse(Todo.NOTHING);
                var asking = todo;
                for (var place : Places.of(each))
                    if (Places.cse(place).equals(Places.cse(address))) asking = asking.synchronising(place, PROBE);
                if (!asking.equals(todo))
                    charged.add(new Write.Charged(new Errand(each.ri(), Todo.KIND, errand.due(), asking.details())));
            });
        }
        return charged;
    }

    private static Todo settled(Todo left, String target, Sent sent, Set<String> places, Map<String, Value> likeness) {
        if (!left.announce().contains(target)) return left.withdrawing(sent.address()); // nobody wants it any more
        places.add(sent.address());
        return left.withoutAnnouncing(target)
                .synchronising(sent.address(), Likeness.difference(sent.likeness(), likeness));
    }

    /** An announced resource that is gone is announced anew, unless it was to go. */
    private static Todo gone(Todo left, String address, Set<String> places) {
        boolean known = places.remove(address);
        if (left.withdraw().contains(address)) return left.withoutWithdrawing(address);
        var less = new Todo(left.announce(), left.synchronise(), left.withdraw());
        less.synchronise().remove(address);
        return known ? less.announcing(Places.cse(address)) : less;
    }

    /** The attributes that still have the value that was sent. */
    private static Set<String> same(Map<String, Optional<Value>> sent, Map<String, Value> likeness) {
        var names = new LinkedHashSet<>(sent.keySet());
        names.removeIf(name -> !Objects.equals(sent.get(name), Optional.ofNullable(likeness.get(name))));
        return names;
    }
}
