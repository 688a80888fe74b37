// SPDX-License-Identifier: Apache-2.0
package org.entente.app.transfer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entente.cse.address.Identifiers;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.primitive.ResultContent;
import org.entente.model.type.CseBase;
import org.entente.model.type.FlexContainerInstance;
import org.entente.model.type.Presence;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;

/** Reads a subtree as its originator may see it: parents before children, instances in their order. */
public final class Export {
    private static final int PAGE = 200;

    private final Mca cse;
    private final String from;
    private final ResourceTypes types;
    private final List<Found> found = new ArrayList<>();
    private int requests;

    /** A resource as it was read. */
    private record Found(String path, String root, Value.Fields shown) {
        int type() {
            return shown.find("ty").orElse(null) instanceof Value.Whole(var number) ? Math.toIntExact(number) : 0;
        }
    }

    private Export(Mca cse, String from, ResourceTypes types) {
        this.cse = cse;
        this.from = from;
        this.types = types;
    }

    /**
     * The lines of the file.
     *
     * @throws Refused with the response of the CSE
     */
    public static List<byte[]> of(Mca cse, String from, ResourceTypes types, String address) {
        var export = new Export(cse, from, types);
        export.walk(address, "");
        return export.entries(address).stream().map(Entry::line).toList();
    }

    private void walk(String address, String parent) {
        var content = send(Request.retrieve(address, from))
                .content()
                .members()
                .entrySet()
                .iterator()
                .next();
        var shown = (Value.Fields) content.getValue();
        var name = shown.text("rn").orElse("");
        var path = parent.isEmpty() ? name : parent + "/" + name;
        found.add(new Found(path, content.getKey(), shown));
        for (int offset = 1; ; offset += PAGE) {
            var page = children(address, offset);
            for (var child : page) walk(child, path);
            if (page.size() < PAGE) return;
        }
    }

    private List<String> children(String address, int offset) {
        var filter = Value.field("lvl", Value.of(1)).with("lim", Value.of(PAGE)).with("ofst", Value.of(offset));
        var listed = send(Request.retrieve(address, from)
                        .with(ResultContent.CHILD_RESOURCE_REFERENCES)
                        .withFilter(new FilterCriteria(filter)))
                .content();
        var addresses = new ArrayList<String>();
        if (listed.find("m2m:rrl").orElse(null) instanceof Value.Fields list
                && list.find("rrf").orElse(null) instanceof Value.Items(var references))
            for (var each : references) ((Value.Fields) each).text("val").ifPresent(addresses::add);
        return addresses;
    }

    private Response send(Request request) {
        var response = cse.send(
                request.withId("export-" + ++requests).with(Parameter.RELEASE_VERSION_INDICATOR, Request.RELEASE));
        if (!response.isSuccess()) throw new Refused(response.code(), request.to() + ": " + response.sentence());
        return response;
    }

    private List<Entry> entries(String address) {
        var names = new HashMap<String, String>();
        var before = address.substring(0, address.lastIndexOf('/') + 1);
        for (var each : found) {
            each.shown().text("ri").ifPresent(ri -> names.put(ri, Entry.OWN + each.path()));
            names.put(before + each.path(), Entry.OWN + each.path());
        }
        return found.stream()
                .filter(each -> isTaken(each.type()))
                .map(each -> entry(each, names))
                .toList();
    }

    // What only a CSE makes comes back by itself, or not at all.
    private static boolean isTaken(int type) {
        return type != CseBase.TYPE.number() && type != FlexContainerInstance.NUMBER && type < ResourceType.ANNOUNCED;
    }

    private Entry entry(Found resource, Map<String, String> names) {
        var content = new LinkedHashMap<String, Value>();
        var type = types.byRoot(resource.root());
        resource.shown().members().forEach((name, value) -> {
            boolean given = type.flatMap(known -> known.row(name))
                    .filter(row -> row.create() != Presence.NP && !name.equals("cr"))
                    .filter(_ -> !(name.equals("rn") && isNumbered(type.get(), value)))
                    .isPresent();
            if (given) content.put(name, Entry.mapped(value, text -> names.getOrDefault(local(text), text)));
        });
        var as = resource.shown().text("aei").orElse("");
        return new Entry(resource.path(), resource.type(), resource.root(), as, new Value.Fields(content));
    }

    // A container numbers its instances itself and takes nobody's numbers.
    private static boolean isNumbered(ResourceType type, Value name) {
        return type.isInstance() && name instanceof Value.Text(var text) && Identifiers.instanceNumber(text) >= 0;
    }

    /** An SP-relative identifier without its CSE: references are written in both forms. */
    private static String local(String id) {
        return id.startsWith("/") && !id.startsWith("//") && id.indexOf('/', 1) > 0
                ? id.substring(id.indexOf('/', 1) + 1)
                : id;
    }
}
