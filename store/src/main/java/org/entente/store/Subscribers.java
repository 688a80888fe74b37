// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entente.cse.store.Interest;
import org.entente.model.type.Resource;

/**
 * The subscriptions of one resource, oldest first, and by what they wait for. Who asks for an interest pays for those
 * that have it, not for all there are.
 */
record Subscribers(List<Subscriber> all, Map<Interest, List<Subscriber>> byInterest) {
    static final Subscribers NONE = new Subscribers(List.of(), Map.of());

    Subscribers {
        all = List.copyOf(all);
        byInterest = Map.copyOf(byInterest);
    }

    /** @param place in the order of creation */
    record Subscriber(String ri, int place, Set<Interest> interests) {}

    boolean isEmpty() {
        return all.isEmpty();
    }

    List<String> ids() {
        return all.stream().map(Subscriber::ri).toList();
    }

    /** Those that have one of the interests. */
    List<String> with(Set<Interest> interests) {
        var found = new HashSet<Subscriber>();
        for (var interest : interests) found.addAll(byInterest.getOrDefault(interest, List.of()));
        return found.stream()
                .sorted(Comparator.comparingInt(Subscriber::place))
                .map(Subscriber::ri)
                .toList();
    }

    Subscribers plus(Resource subscription) {
        int place = all.isEmpty() ? 0 : all.getLast().place() + 1;
        return plus(all.size(), new Subscriber(subscription.ri(), place, Interest.of(subscription)));
    }

    private Subscribers plus(int at, Subscriber subscriber) {
        var more = new ArrayList<>(all);
        more.add(at, subscriber);
        var index = new HashMap<>(byInterest);
        for (var interest : subscriber.interests()) {
            var sharing = new ArrayList<>(index.getOrDefault(interest, List.of()));
            sharing.add(subscriber);
            index.put(interest, List.copyOf(sharing));
        }
        return new Subscribers(more, index);
    }

    Subscribers minus(String ri) {
        for (var subscriber : all) if (subscriber.ri().equals(ri)) return minus(subscriber);
        return this;
    }

    private Subscribers minus(Subscriber gone) {
        var fewer = new ArrayList<>(all);
        fewer.remove(gone);
        var index = new HashMap<>(byInterest);
        for (var interest : gone.interests()) {
            var sharing = new ArrayList<>(index.getOrDefault(interest, List.of()));
            sharing.remove(gone);
            if (sharing.isEmpty()) index.remove(interest);
            else index.put(interest, List.copyOf(sharing));
        }
        return new Subscribers(fewer, index);
    }

    /** With what a subscription waits for now, in the place where it was. */
    Subscribers changed(Resource subscription) {
        for (int i = 0; i < all.size(); i++) {
            var before = all.get(i);
            if (before.ri().equals(subscription.ri()))
                return minus(before).plus(i, new Subscriber(before.ri(), before.place(), Interest.of(subscription)));
        }
        return this;
    }
}
