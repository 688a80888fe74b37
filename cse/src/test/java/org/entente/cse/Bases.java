// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Ae;
import org.entente.model.type.Attributes;
import org.entente.model.type.CseBase;
import org.entente.model.type.Gen;
import org.entente.model.type.RemoteCse;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;

/**
 * A valid resource of each type, made from its table. Where a procedure asks for more than the table says, a hint here
 * gives it: add one for a new type if its tests say so.
 */
final class Bases {
    private static final Value RULES = fields("acr", List.of(fields("acor", List.of(ADMIN), "acop", 63)));

    private static final List<Integer> ANY_TIME = List.of(0, -1);
    private static final Value CRITERION = fields("sbjt", "cst", "optr", 1, "thld", 1);
    private static final Value PRIMITIVE = fields("op", 2, "to", "cse-in", "fr", ADMIN, "rqi", "1");

    /** Values that a CREATE needs beyond any that the data type takes, by root name. */
    private static final Map<String, Value.Fields> HINTS = Map.ofEntries(
            Map.entry("m2m:acp", fields("pv", RULES, "pvs", RULES)),
            Map.entry("m2m:actr", fields("evm", 0, "evc", CRITERION, "orc", "cse-in", "apv", PRIMITIVE)),
            Map.entry("m2m:ae", fields("api", "Nbase", "rr", true, "srv", List.of("3"))),
            Map.entry("m2m:cmbf", fields("sgp", 5)),
            Map.entry("m2m:cml", fields("lqet", ANY_TIME, "lset", ANY_TIME, "loet", ANY_TIME, "lrp", ANY_TIME)),
            Map.entry("m2m:cmpv", fields("dqet", -1, "dset", 0, "doet", 0, "drp", 1)),
            Map.entry("m2m:crs", crossResource()),
            Map.entry("m2m:asar", fields("aai", List.of("*"))),
            Map.entry("m2m:dac", fields("dae", true, "dap", List.of("http://127.0.0.1:9/"))),
            Map.entry("m2m:evcg", fields("evt", 1)),
            Map.entry("m2m:depr", fields("sfc", true, "rri", "cse-in", "evc", CRITERION)),
            Map.entry("m2m:grp", fields("mnm", 5, "mid", List.of())),
            Map.entry("m2m:lcp", fields("los", 2)),
            Map.entry("m2m:sch", fields("se", fields("sce", List.of("* * * * * * *")))),
            Map.entry("m2m:smd", fields("dcrp", 5, "dsp", "YQ==")),
            Map.entry("m2m:stcl", fields("evi", "noneYet")),
            Map.entry("m2m:tsb", fields("bcnc", 1)),
            Map.entry("m2m:sub", fields("nu", List.of(ADMIN))));

    /** Where a type goes that has several places; the CSEBase if it takes it, else the first that does. */
    private static final Map<String, String> PLACES = Map.of("m2m:smd", "m2m:cnt", "m2m:sub", "m2m:cnt");

    /** Types whose resources hold others up, and go only when they are over; they have tests of their own. */
    private static final Set<String> HOLD_OTHERS_UP = Set.of("m2m:trac", "m2m:tram");

    /** Types whose resources only the CSE itself makes. */
    private static final Set<String> MADE_BY_THE_CSE = Set.of("m2m:cb", "m2m:exin", "m2m:req", "m2m:alst", "m2m:alpc");

    /** Types that only other CSEs create; they have tests of their own. */
    private static final Set<String> MADE_BY_OTHER_CSES = Set.of("m2m:dlv");

    private static final ResourceTypes STANDARD = ResourceTypes.standard();

    private final Hub hub;
    private final Gen gen;
    private final Map<ResourceType, String> places = new HashMap<>();
    private final AtomicInteger cses = new AtomicInteger();

    Bases(Hub hub, Gen gen) {
        this.hub = hub;
        this.gen = gen;
    }

    /** All types of which somebody may create a resource, and one kind of flexContainer. */
    static Stream<ResourceType> types() {
        return Stream.concat(STANDARD.all().stream(), Stream.of(Hub.lamp()))
                .filter(type -> type.isImplemented() && !type.isGeneral())
                .filter(type -> !MADE_BY_OTHER_CSES.contains(type.root()))
                .filter(type -> !MADE_BY_THE_CSE.contains(type.root()) && !HOLD_OTHERS_UP.contains(type.root()));
    }

    private static Value.Fields crossResource() {
        var criteria = fields("encn", List.of(fields("net", List.of(1))));
        return fields("nu", List.of(ADMIN), "rrat", List.of("cse-in"), "encs", criteria, "twt", 2, "tws", "PT1M");
    }

    /** What a CREATE must carry, and nothing else. */
    Value.Fields content(ResourceType type) {
        var content = new LinkedHashMap<>(gen.least(type).members());
        content.putAll(HINTS.getOrDefault(type.root(), Value.Fields.EMPTY).members());
        return new Value.Fields(content);
    }

    Response create(ResourceType type, Value.Fields content) {
        return hub.send(Request.create(place(type), owner(type), type.number(), Value.field(type.root(), content))
                .with(Parameter.RELEASE_VERSION_INDICATOR, Value.of("5")));
    }

    /** Who asks for it: each AE and CSE registers itself, and what is an AE's is its own; the administrator for all else. */
    private String owner(ResourceType type) {
        if (type == Ae.TYPE) return "C";
        if (type == RemoteCse.TYPE) return "/id-" + cses.incrementAndGet();
        return hub.stored(place(type)).text(Attributes.AEI).orElse(ADMIN);
    }

    /** Who may do everything with a resource that is there. */
    String owner(String path) {
        var resource = hub.stored(path);
        return resource.text(Attributes.AEI)
                .or(() -> hub.store.view().byId(resource.pi()).flatMap(parent -> parent.text(Attributes.AEI)))
                .orElse(ADMIN);
    }

    /** Where resources of the type go; made if it is not there yet. */
    String place(ResourceType type) {
        var known = places.get(type);
        if (known != null) return known;
        var place = type(type);
        var path = "cse-in";
        if (place != CseBase.TYPE) {
            var made = created(create(place, content(place)), place);
            path = place(place) + "/" + Hub.text(made, "rn");
        }
        places.put(type, path);
        return path;
    }

    private static ResourceType type(ResourceType child) {
        var chosen = PLACES.get(child.root());
        if (chosen != null) return STANDARD.byRoot(chosen).orElseThrow();
        if (CseBase.TYPE.children().contains(child.kind())) return CseBase.TYPE;
        return types().filter(type -> type.children().contains(child.kind()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no type takes " + child));
    }

    /** The response, if it tells of success. */
    static Response created(Response response, ResourceType type) {
        if (response.isSuccess()) return response;
        throw new AssertionError("a base of " + type + " is refused, perhaps it needs a hint in Bases: " + response);
    }
}
