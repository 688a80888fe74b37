// SPDX-License-Identifier: Apache-2.0
package org.entente.app.transfer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;

/**
 * Creates the resources of an export under a parent: all of them, or none. References among them lead to the new
 * ones; what refers to something that comes later waits for it, or gets the reference by an UPDATE at the end.
 */
public final class Import {
    private final Mca cse;
    private final String from;
    private final String parent;
    private final Map<String, String> made = new HashMap<>(); // path in the export, new ri
    private final List<Entry> roots = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final Set<String> exported;
    private int requests;

    /**
     * How it ended.
     *
     * @param created how many resources are there now
     * @param refusals why nothing is: the resource with the sentence of the CSE; empty if all is well
     */
    public record Outcome(int created, List<String> refusals) {
        public Outcome {
            refusals = List.copyOf(refusals);
        }
    }

    private Import(Mca cse, String from, String parent, Set<String> exported) {
        this.cse = cse;
        this.from = from;
        this.parent = parent;
        this.exported = exported;
    }

    /** @throws org.entente.model.Refused if a line is none of an export */
    public static Outcome of(Mca cse, String from, String parent, List<byte[]> lines) {
        var entries = lines.stream().map(Entry::read).toList();
        var exported = entries.stream().map(Entry::path).collect(Collectors.toSet());
        var all = new Import(cse, from, parent, exported);
        all.create(entries);
        if (all.refusals.isEmpty()) all.later.forEach(Runnable::run);
        if (all.refusals.isEmpty()) return new Outcome(all.made.size(), List.of());
        all.undo();
        return new Outcome(0, all.refusals);
    }

    private void create(List<Entry> entries) {
        var waiting = new LinkedHashSet<>(entries);
        while (!waiting.isEmpty() && refusals.isEmpty()) {
            var ready = waiting.stream().filter(this::isReady).toList();
            // In a circle somebody begins: without the references that lead to nothing yet.
            if (ready.isEmpty())
                ready = waiting.stream().filter(this::hasParent).limit(1).toList();
            if (ready.isEmpty()) {
                refusals.add(waiting.iterator().next().path() + ": the export lacks its parent");
                return;
            }
            for (var entry : ready) {
                waiting.remove(entry);
                create(entry);
                if (!refusals.isEmpty()) return;
            }
        }
    }

    private boolean isReady(Entry entry) {
        return hasParent(entry) && made.keySet().containsAll(Entry.references(entry.content()));
    }

    private boolean hasParent(Entry entry) {
        return made.containsKey(entry.parent()) || isRoot(entry);
    }

    private boolean isRoot(Entry entry) {
        return !exported.contains(entry.parent());
    }

    private void create(Entry entry) {
        var content = new LinkedHashMap<String, Value>();
        entry.content().members().forEach((name, value) -> {
            if (made.keySet().containsAll(Entry.references(value))) content.put(name, resolved(value));
            else later.add(() -> update(entry, name, resolved(value)));
        });
        var to = isRoot(entry) ? parent : made.getOrDefault(entry.parent(), "");
        // An AE registers itself, under the identifier that it had.
        var who = entry.as().isEmpty() ? from : entry.as();
        var response =
                send(Request.create(to, who, entry.type(), Value.field(entry.root(), new Value.Fields(content))));
        if (!accepted(entry, response)) return;
        made.put(entry.path(), identifier(response));
        if (isRoot(entry)) roots.add(entry);
    }

    private void update(Entry entry, String name, Value value) {
        if (!refusals.isEmpty()) return;
        var content = Value.field(entry.root(), Value.field(name, value));
        accepted(entry, send(Request.update(made.getOrDefault(entry.path(), ""), from, content)));
    }

    private Value resolved(Value value) {
        return Entry.mapped(
                value,
                text -> text.startsWith(Entry.OWN)
                        ? made.getOrDefault(text.substring(Entry.OWN.length()), text)
                        : text);
    }

    private boolean accepted(Entry entry, Response response) {
        if (response.isSuccess()) return true;
        refusals.add(
                entry.path() + ": " + response.code().number() + " " + response.code() + " " + response.sentence());
        return false;
    }

    private static String identifier(Response response) {
        return response.content().members().values().stream()
                .map(shown -> ((Value.Fields) shown).text("ri").orElse(""))
                .findFirst()
                .orElse("");
    }

    /** Everything below goes with its root. */
    private void undo() {
        for (var root : roots.reversed()) {
            var who = root.as().isEmpty() ? from : root.as();
            var response = send(Request.delete(made.getOrDefault(root.path(), ""), who));
            if (!response.isSuccess())
                refusals.add(root.path() + " stays: " + response.code().number() + " " + response.sentence());
        }
    }

    private Response send(Request request) {
        return cse.send(
                request.withId("import-" + ++requests).with(Parameter.RELEASE_VERSION_INDICATOR, Request.RELEASE));
    }
}
