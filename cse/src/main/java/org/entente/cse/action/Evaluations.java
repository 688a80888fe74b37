// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entente.cse.procedure.Reaction;
import org.entente.cse.store.Selection;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.primitive.Request;
import org.entente.model.type.Action;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Has those who watch a subject look at it when it changes, in the same turn. TS-0001 Release 4 (action, processManagement). */
final class Evaluations implements Reaction {
    private final Map<Integer, Watcher> watchers;

    /** @param watchers by the type number of the resource that watches */
    Evaluations(Map<Integer, Watcher> watchers) {
        this.watchers = Map.copyOf(watchers);
    }

    @Override
    public List<Write> to(Request request, List<Write> writes, View view) {
        var touched = touched(writes);
        if (touched.isEmpty()) return List.of();
        var latest = new Latest(view, writes);
        int depth = Depth.of(request);
        touched.values().forEach(each -> look(each, latest, depth));
        return latest.further();
    }

    /** Most commits touch no subject, and leave here. */
    private static Map<String, Touched> touched(List<Write> writes) {
        Map<String, Touched> touched = Map.of();
        for (var write : writes) {
            if (!(write instanceof Write.Updated(var before, var after))) continue;
            if (!after.has(Subjects.WATCHED_BY) && !isTold(before, after)) continue;
            if (touched.isEmpty()) touched = new LinkedHashMap<>();
            touched.merge(after.ri(), new Touched(before, after), Touched::and);
        }
        return touched;
    }

    /** Whether it has learnt of what it evaluates on other CSEs. */
    private static boolean isTold(Resource before, Resource after) {
        return after.has(Selection.ELSEWHERE)
                && !after.value(Selection.ELSEWHERE).equals(before.value(Selection.ELSEWHERE));
    }

    private void look(Touched touched, Latest latest, int depth) {
        var all = new ArrayList<Resource>();
        if (isTold(touched.before(), touched.after())) all.add(touched.after());
        for (var watcher : touched.after().texts(Subjects.WATCHED_BY))
            latest.byId(watcher).ifPresent(all::add);
        // The lower number first; processes before actions, since they say which of these are awake.
        all.sort((a, b) -> Long.compare(priority(a), priority(b)));
        for (var each : all) {
            var watcher = watchers.get(each.type().number());
            // As those before it have left it.
            if (watcher != null) latest.byId(each.ri()).ifPresent(now -> watcher.changed(now, touched, latest, depth));
        }
    }

    private static long priority(Resource watcher) {
        return watcher.type() == Action.TYPE ? watcher.whole(Attributes.APY, Long.MAX_VALUE) : 0;
    }
}
