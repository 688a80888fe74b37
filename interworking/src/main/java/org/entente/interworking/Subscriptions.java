// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.type.Subscription;

/**
 * The engine's own subscriptions: one that asks before an UPDATE, and one that watches what became of it and who
 * subscribes. TS-0001 §9.6.8.
 *
 * <p>Safe for many threads.
 */
final class Subscriptions {
    /** Stands before the name of a subscription in a label of the one that watches. */
    private static final String SUBSCRIBER = "Subscriber:";

    /** Stands before the name of an attribute in a label of the one that asks, which asks about others to refuse them. */
    private static final String WRITABLE = "Writable:";

    private final Tree tree;
    private final InterworkingSettings settings;
    /** By the identifier of a subscription. */
    private final Map<String, Target> targets = new ConcurrentHashMap<>();
    /** By the address of the resource that is subscribed to. */
    private final Map<String, Target> places = new ConcurrentHashMap<>();

    Subscriptions(Tree tree, InterworkingSettings settings) {
        this.tree = tree;
        this.settings = settings;
    }

    /** What a notification is about. */
    record Target(Twin twin, Bound bound) {}

    /**
     * Makes both where they are needed. Who had subscribed before a restart is known again.
     *
     * @param policies who may see that the engine is asked, and by its labels which attributes the device takes
     */
    void keep(Twin twin, Bound bound, Value policies) {
        var target = new Target(twin, bound);
        var governed = bound.governedAttributes();
        var writable = bound.writableAttributes();
        if (!governed.isEmpty())
            keep(
                    target,
                    gate(),
                    Value.field("net", events(Notice.BLOCKING_UPDATE)).with("atr", Value.texts(governed)),
                    Map.of("acpi", policies, "lbl", prefixed(WRITABLE, writable)));
        if (!writable.isEmpty())
            keep(
                    target,
                    watcher(),
                    watching(Notice.UPDATED, Notice.CHILD_CREATED, Notice.CHILD_DELETED)
                            .with("atr", Value.texts(writable)),
                    Map.of());
        else if (!bound.observed().isEmpty())
            keep(target, watcher(), watching(Notice.CHILD_CREATED, Notice.CHILD_DELETED), Map.of());
    }

    /** Its resource has gone, and the subscriptions with it. */
    void forget(Bound bound) {
        targets.values().removeIf(target -> target.bound() == bound);
        places.values().removeIf(target -> target.bound() == bound);
    }

    /**
     * Notes who subscribes: after a restart the engine cannot look, since a subscription without policies is seen by its
     * creator alone. TS-0001 §9.6.1.3.2.
     *
     * @throws Refused as the CSE did
     */
    void remember(Bound bound) {
        remember(bound.address() + "/" + watcher(), bound.subscribers());
    }

    /** The same for a device that has not come yet since the start: its twin will look there. */
    void remember(String watcher, String name, boolean there) {
        tree.find(watcher).ifPresent(found -> {
            var names = remembered(found);
            if (there) names.add(name);
            else names.remove(name);
            remember(watcher, names);
        });
    }

    private void remember(String watcher, Collection<String> names) {
        tree.update(watcher, Subscription.TYPE, Map.of("lbl", prefixed(SUBSCRIBER, names)));
    }

    private static Value prefixed(String prefix, Collection<String> names) {
        return Value.texts(names.stream().map(name -> prefix + name).toList());
    }

    private static Set<String> remembered(Tree.Found watcher) {
        var names = new TreeSet<String>();
        if (watcher.attributes().find("lbl").orElse(null) instanceof Value.Items(var labels))
            for (var label : labels)
                if (Fitting.word(label).startsWith(SUBSCRIBER))
                    names.add(Fitting.word(label).substring(SUBSCRIBER.length()));
        return names;
    }

    /** Of the children only subscriptions matter. [TS-0001 §9.6.8] */
    private static Value.Fields watching(Integer... events) {
        return Value.field("net", events(events)).with("chty", Value.of(List.of(Value.of(Subscription.TYPE.number()))));
    }

    private static Value events(Integer... events) {
        return Value.of(Stream.of(events).map(event -> Value.of(event)).toList());
    }

    private void keep(Target target, String name, Value.Fields criteria, Map<String, Value> further) {
        var attributes = new LinkedHashMap<>(further);
        attributes.put("enc", criteria);
        attributes.put("nu", Value.texts(List.of(settings.originator())));
        var made = tree.keep(target.bound().address(), name, Subscription.TYPE, attributes);
        targets.put(made.ri(), target);
        places.put(target.bound().address(), target);
        // Looked up after the target is known, so that who subscribes meanwhile is in the one place or the other.
        if (name.equals(watcher()))
            tree.find(made.address())
                    .map(Subscriptions::remembered)
                    .orElse(Set.of())
                    .forEach(each -> target.bound().subscribed(each, true));
    }

    /** The CSE may name the subscription by its identifier or by its path, with or without the CSE in front. */
    Optional<Target> find(String address) {
        int end = address.lastIndexOf('/');
        var name = address.substring(end + 1);
        var found = targets.get(name);
        if (found != null || end < 0 || !isOwn(name)) return Optional.ofNullable(found);
        for (var rest = address.substring(0, end); found == null && rest.indexOf('/') >= 0; rest = path(rest))
            found = places.get(Names.BASE + "/" + path(rest));
        return Optional.ofNullable(found);
    }

    boolean isOwn(String name) {
        return name.equals(watcher()) || name.equals(gate());
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
