// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Request;
import org.entente.model.type.Subscription;

/**
 * The engine's own subscriptions: one that asks before an UPDATE, and one that watches what became of it and who
 * subscribes. TS-0001 §9.6.8.
 *
 * <p>Safe for many threads.
 */
final class Subscriptions {
    private final Tree tree;
    private final InterworkingSettings settings;
    private final Map<String, Target> targets = new ConcurrentHashMap<>();

    Subscriptions(Tree tree, InterworkingSettings settings) {
        this.tree = tree;
        this.settings = settings;
    }

    /** What a notification is about. */
    record Target(Twin twin, Bound bound) {}

    /** Makes both where they are needed; {@code old} tells that others may have subscribed before. */
    void keep(Twin twin, Bound bound, boolean old) {
        var target = new Target(twin, bound);
        var writable = bound.writableAttributes();
        if (!writable.isEmpty()) {
            keep(
                    target,
                    gate(),
                    Value.field("net", events(Notice.BLOCKING_UPDATE)).with("atr", Value.texts(writable)));
            keep(
                    target,
                    watcher(),
                    watching(Notice.UPDATED, Notice.CHILD_CREATED, Notice.CHILD_DELETED)
                            .with("atr", Value.texts(writable)));
        } else if (!bound.observed().isEmpty())
            keep(target, watcher(), watching(Notice.CHILD_CREATED, Notice.CHILD_DELETED));
        if (old) others(bound).forEach(name -> bound.subscribed(name, true));
    }

    /** Of the children only subscriptions matter. [TS-0001 §9.6.8] */
    private static Value.Fields watching(Integer... events) {
        return Value.field("net", events(events)).with("chty", Value.of(List.of(Value.of(Subscription.TYPE.number()))));
    }

    private static Value events(Integer... events) {
        return Value.of(Stream.of(events).map(event -> Value.of(event)).toList());
    }

    private void keep(Target target, String name, Value.Fields criteria) {
        var made = tree.keep(
                target.bound().address(),
                name,
                Subscription.TYPE,
                Map.of("enc", criteria, "nu", Value.texts(List.of(settings.originator()))));
        targets.put(made.ri(), target);
        targets.put(path(made.address()), target);
    }

    /** The CSE may name the subscription by its identifier or by its path, with or without the CSE in front. */
    Optional<Target> find(String address) {
        var found = targets.get(address.substring(address.lastIndexOf('/') + 1));
        for (var rest = address; found == null && rest.indexOf('/') >= 0; rest = path(rest))
            found = targets.get(path(rest));
        return Optional.ofNullable(found);
    }

    boolean isOwn(String name) {
        return name.equals(watcher()) || name.equals(gate());
    }

    private List<String> others(Bound bound) {
        var filter = new FilterCriteria(Value.field("fu", Value.of(1))
                .with("ty", Value.of(List.of(Value.of(Subscription.TYPE.number()))))
                .with("lvl", Value.of(1)));
        var response = tree.send(
                Request.retrieve(bound.address(), settings.originator()).withFilter(filter));
        if (!(response.content().members().get("m2m:uril") instanceof Value.Items(var found))) return List.of();
        return found.stream()
                .map(Fitting::word)
                .map(address -> address.substring(address.lastIndexOf('/') + 1))
                .filter(name -> !isOwn(name))
                .toList();
    }

    private String watcher() {
        return settings.name() + "-watch";
    }

    private String gate() {
        return settings.name() + "-write";
    }

    private static String path(String address) {
        return address.substring(address.indexOf('/') + 1);
    }
}
