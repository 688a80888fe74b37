// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.announcement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entente.cse.store.Errand;
import org.entente.model.Value;

/**
 * What other CSEs do not know yet of one resource, as its errand remembers it.
 *
 * @param announce CSEs, or addresses to create an announced resource under
 * @param synchronise by the address of an announced resource the attributes that are to be told anew
 * @param withdraw addresses of announced resources that are to go
 */
record Todo(Set<String> announce, Map<String, Set<String>> synchronise, Set<String> withdraw) {
    static final String KIND = "announcement";
    static final Todo NOTHING = new Todo(Set.of(), Map.of(), Set.of());

    private static final String ANNOUNCE = "add";
    private static final String SYNCHRONISE = "set";
    private static final String WITHDRAW = "del";
    private static final String ADDRESS = "to";
    private static final String NAMES = "atr";

    Todo {
        announce = new LinkedHashSet<>(announce);
        synchronise = new LinkedHashMap<>(synchronise);
        withdraw = new LinkedHashSet<>(withdraw);
    }

    static Todo of(Errand errand) {
        var details = errand.details();
        var names = new LinkedHashMap<String, Set<String>>();
        if (details.find(SYNCHRONISE).orElse(null) instanceof Value.Items(var each))
            for (var one : each)
                if (one instanceof Value.Fields fields)
                    fields.text(ADDRESS).ifPresent(address -> names.put(address, texts(fields, NAMES)));
        return new Todo(texts(details, ANNOUNCE), names, texts(details, WITHDRAW));
    }

    Value.Fields details() {
        var details = Value.Fields.EMPTY;
        if (!announce.isEmpty()) details = details.with(ANNOUNCE, Value.texts(List.copyOf(announce)));
        if (!synchronise.isEmpty())
            details = details.with(
                    SYNCHRONISE,
                    Value.of(synchronise.entrySet().stream()
                            .map(each -> Value.field(ADDRESS, Value.of(each.getKey()))
                                    .with(NAMES, Value.texts(List.copyOf(each.getValue()))))
                            .toList()));
        return withdraw.isEmpty() ? details : details.with(WITHDRAW, Value.texts(List.copyOf(withdraw)));
    }

    boolean isEmpty() {
        return announce.isEmpty() && synchronise.isEmpty() && withdraw.isEmpty();
    }

    Todo announcing(String target) {
        var more = new Todo(announce, synchronise, withdraw);
        more.announce.add(target);
        return more;
    }

    Todo synchronising(String address, Set<String> names) {
        if (names.isEmpty()) return this;
        var more = new Todo(announce, synchronise, withdraw);
        var all = new LinkedHashSet<>(synchronise.getOrDefault(address, Set.of()));
        all.addAll(names);
        more.synchronise.put(address, all);
        return more;
    }

    Todo withdrawing(String address) {
        var more = new Todo(announce, synchronise, withdraw);
        more.synchronise.remove(address);
        more.withdraw.add(address);
        return more;
    }

    Todo withoutAnnouncing(String target) {
        var less = new Todo(announce, synchronise, withdraw);
        less.announce.remove(target);
        return less;
    }

    Todo withoutSynchronising(String address, Set<String> names) {
        var less = new Todo(announce, synchronise, withdraw);
        var left = new LinkedHashSet<>(synchronise.getOrDefault(address, Set.of()));
        left.removeAll(names);
        if (left.isEmpty()) less.synchronise.remove(address);
        else less.synchronise.put(address, left);
        return less;
    }

    Todo withoutWithdrawing(String address) {
        var less = new Todo(announce, synchronise, withdraw);
        less.withdraw.remove(address);
        return less;
    }

    /** The same, wherever the resource is announced once it is gone: nothing is left but to withdraw. */
    Todo gone(List<String> addresses) {
        var all = new ArrayList<>(withdraw);
        all.addAll(addresses);
        return new Todo(Set.of(), Map.of(), new LinkedHashSet<>(all));
    }

    private static Set<String> texts(Value.Fields fields, String name) {
        var texts = new LinkedHashSet<String>();
        if (fields.find(name).orElse(null) instanceof Value.Items(var each))
            for (var one : each) if (one instanceof Value.Text(var text)) texts.add(text);
        return texts;
    }
}
