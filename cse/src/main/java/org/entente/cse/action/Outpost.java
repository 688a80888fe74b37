// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.cse.store.Selection;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.Resource;

/**
 * What a resource that evaluates attributes knows of one on another CSE, from a subscription that it has there.
 *
 * @param address of the other resource, SP-relative or absolute
 * @param names of the attributes that matter
 * @param subscription its reference; empty if it could not be made, or is gone, and nobody tries again
 * @param values of these attributes, as they were told last
 * @param reports how often they have been told
 */
record Outpost(String address, Set<String> names, String subscription, Value.Fields values, long reports) {
    /** At the resource that evaluates; never shown. */
    private static final Attribute ALL = Selection.ELSEWHERE;

    Outpost {
        names = Set.copyOf(names);
    }

    static Outpost at(String address, Set<String> names, String subscription) {
        return new Outpost(address, names, subscription, Value.Fields.EMPTY, 0);
    }

    boolean isLost() {
        return subscription.isEmpty();
    }

    Outpost lost() {
        return at(address, names, "");
    }

    /** As the other CSE tells of it in a notification. */
    Outpost reporting(Value.Fields shown) {
        return new Outpost(address, names, subscription, chosen(shown), reports + 1);
    }

    /** As it was found when the subscription was made, unless that has told more since. */
    Outpost found(Value.Fields shown) {
        return reports > 0 ? this : new Outpost(address, names, subscription, chosen(shown), 0);
    }

    private Value.Fields chosen(Value.Fields shown) {
        var chosen = Value.Fields.EMPTY;
        for (var name : names) {
            var value = shown.find(name);
            if (value.isPresent()) chosen = chosen.with(name, value.get());
        }
        return chosen;
    }

    static List<Outpost> of(Resource holder) {
        var all = new ArrayList<Outpost>();
        if (holder.value(ALL).orElse(null) instanceof Value.Items(var values))
            for (var value : values) if (value instanceof Value.Fields fields) all.add(of(fields));
        return all;
    }

    static Optional<Outpost> of(Resource holder, String address) {
        return of(holder).stream()
                .filter(each -> each.address().equals(address))
                .findFirst();
    }

    static Resource with(Resource holder, Outpost outpost) {
        var all = new ArrayList<>(of(without(holder, outpost.address())));
        all.add(outpost);
        return holder.with(ALL, Value.of(all.stream().map(Outpost::noted).toList()));
    }

    static Resource without(Resource holder, String address) {
        var left = of(holder).stream()
                .filter(each -> !each.address().equals(address))
                .map(Outpost::noted)
                .toList();
        return left.isEmpty() ? holder.without(ALL) : holder.with(ALL, Value.of(left));
    }

    private Value.Fields noted() {
        return Value.field("a", Value.of(address))
                .with("n", Value.texts(names.stream().sorted().toList()))
                .with("s", Value.of(subscription))
                .with("v", values)
                .with("r", Value.of(reports));
    }

    private static Outpost of(Value.Fields noted) {
        var names = noted.find("n").orElse(null) instanceof Value.Items(var texts)
                ? texts.stream().map(each -> ((Value.Text) each).text()).toList()
                : List.<String>of();
        return new Outpost(
                noted.text("a").orElse(""),
                Set.copyOf(names),
                noted.text("s").orElse(""),
                noted.find("v").orElse(null) instanceof Value.Fields values ? values : Value.Fields.EMPTY,
                noted.find("r").orElse(null) instanceof Value.Whole(var reports) ? reports : 0);
    }
}
