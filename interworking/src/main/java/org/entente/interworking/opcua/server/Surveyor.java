// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua.server;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;
import org.entente.interworking.Fitting;
import org.entente.interworking.Method;
import org.entente.interworking.Tree;
import org.entente.interworking.opcua.server.Portrait.Datum;
import org.entente.interworking.opcua.server.Portrait.Deed;
import org.entente.interworking.opcua.server.Portrait.Part;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.ResultContent;
import org.entente.model.type.Ae;
import org.entente.model.type.FlexContainer;
import org.entente.model.type.MgmtObj;
import org.entente.model.type.ResourceType;

/** Finds out which devices there are and what they consist of, by requests like anybody's. TS-0033 §6. */
final class Surveyor {
    private static final String BASE = "-/";
    private static final String TECHNOLOGY = "Iwked-Technology:";
    private static final String WRITABLE = "Writable:";
    private static final int AT_ONCE = 200;

    private final Tree tree;
    private final String originator;
    private final Hub hub;

    Surveyor(Tree tree, String originator, Hub hub) {
        this.tree = tree;
        this.originator = originator;
        this.hub = hub;
    }

    /** The applications of all devices; empty if the CSE does not say. */
    Optional<List<Value.Fields>> applications() {
        var found = new ArrayList<Value.Fields>();
        for (int offset = 1; ; offset += AT_ONCE) {
            var nearest = Value.field("ty", Value.of(List.of(Value.of(Ae.TYPE.number()))))
                    .with("lvl", Value.of(1))
                    .with("lim", Value.of(AT_ONCE))
                    .with("ofst", Value.of(offset));
            var answer = tree.send(Request.retrieve("-", originator)
                    .with(ResultContent.CHILD_RESOURCES)
                    .withFilter(new FilterCriteria(nearest)));
            if (!answer.isSuccess()) return Optional.empty();
            var page = children(Answers.inner(answer.content()), Ae.TYPE.root());
            page.stream().filter(Surveyor::isDevice).forEach(found::add);
            if (page.size() < AT_ONCE) return Optional.of(found);
        }
    }

    private static boolean isDevice(Value.Fields application) {
        return application.members().get("lbl") instanceof Value.Items(var labels)
                && labels.stream().anyMatch(label -> Fitting.word(label).startsWith(TECHNOLOGY));
    }

    /**
     * What a device is now; empty if the CSE does not say.
     *
     * @param application as {@link #applications} has it
     */
    Optional<Portrait> portrait(Value.Fields application) {
        var name = application.text("rn").orElse("");
        var found = new Found(new ArrayList<>(), new ArrayList<>());
        var whole = whole(BASE + name);
        if (whole.find("rn").isEmpty()) return Optional.empty();
        collect(whole, "", BASE + name + "/", found);
        application
                .text("nl")
                .map(this::whole)
                .ifPresent(node -> node.text("rn").ifPresent(rn -> collect(node, "node/", BASE + rn + "/", found)));
        boolean complete = children(whole, "m2m:smd").stream()
                .anyMatch(each -> each.text("rn").equals(Optional.of("semantics")));
        return Optional.of(new Portrait(name, isReachable(application), complete, found.parts(), found.deeds()));
    }

    private static boolean isReachable(Value.Fields application) {
        return application.find("rr").equals(Optional.of(Value.of(true)));
    }

    /** With all that is below it; nothing if that may not be seen. */
    private Value.Fields whole(String address) {
        return Answers.inner(
                tree.send(Request.retrieve(address, originator).with(ResultContent.ATTRIBUTES_AND_CHILD_RESOURCES))
                        .content());
    }

    private record Found(List<Part> parts, List<Deed> deeds) {}

    private void collect(Value.Fields parent, String path, String address, Found found) {
        for (var root : parent.members().keySet()) {
            var type = hub.types().byRoot(root).filter(Surveyor::isTyped);
            if (type.isEmpty()) continue;
            for (var child : children(parent, root)) {
                var name = child.text("rn").orElse("");
                if (root.equals(Method.TYPE.root())) {
                    found.deeds().add(new Deed(path + name, address + name, Method.signature(child)));
                    continue;
                }
                var data = data(child, type.get());
                found.parts()
                        .add(new Part(
                                path + name, address + name, root, type.get().longName(), data));
                collect(child, path + name + "/", address + name + "/", found);
            }
        }
    }

    private static boolean isTyped(ResourceType type) {
        return type.number() == FlexContainer.NUMBER || type.number() == MgmtObj.NUMBER;
    }

    private List<Datum> data(Value.Fields resource, ResourceType type) {
        var general = type.number() == MgmtObj.NUMBER ? MgmtObj.TYPE : FlexContainer.TYPE;
        var writable = writable(resource);
        var range = range(resource);
        var data = new ArrayList<Datum>();
        for (var name : resource.members().keySet()) {
            var row = type.row(name);
            // What every resource of its kind has says nothing of the device.
            if (row.isEmpty() || general.row(name).isPresent()) continue;
            var unit = Optional.ofNullable(hub.units().get(type.root() + "/" + name));
            data.add(new Datum(
                    row.get().attribute(), writable.contains(name), unit, unit.isEmpty() ? Optional.empty() : range));
        }
        return data;
    }

    /** The engine says by labels what a device takes; of what only the device can say it is asked too, and refuses. */
    private static Set<String> writable(Value.Fields resource) {
        var writable = new HashSet<String>();
        for (var subscription : children(resource, "m2m:sub"))
            for (var label : items(subscription, "lbl"))
                if (Fitting.word(label).startsWith(WRITABLE))
                    writable.add(Fitting.word(label).substring(WRITABLE.length()));
        return writable;
    }

    private static List<Value> items(Value.Fields fields, String name) {
        return fields.find(name).orElse(null) instanceof Value.Items(var values) ? values : List.of();
    }

    /** Some module classes of TS-0023 say from where to where their values go. */
    private static Optional<Range> range(Value.Fields resource) {
        return number(resource, "minVe")
                .flatMap(low -> number(resource, "maxVe").map(high -> new Range(low, high)));
    }

    private static Optional<Double> number(Value.Fields resource, String name) {
        return resource.find(name)
                .filter(value -> value instanceof Value.Real || value instanceof Value.Whole)
                .map(value -> Fitting.number(value, name));
    }

    private static List<Value.Fields> children(Value.Fields parent, String root) {
        var found = new ArrayList<Value.Fields>();
        for (var each : items(parent, root)) if (each instanceof Value.Fields child) found.add(child);
        return found;
    }
}
