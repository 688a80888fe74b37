// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import static org.entente.model.type.Attributes.*;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entente.cse.address.Identifiers;
import org.entente.cse.store.Change;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Store;
import org.entente.cse.store.Write;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.Container;
import org.entente.model.type.ContentInstance;
import org.entente.model.type.CseBase;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;

/** Resources and changes as the pipeline makes them, in the numbers that a measurement needs. */
final class Forest {
    static final String ROOT = "cse-in";
    private static final String BEGIN = "20260101T000000,000000";
    private static final String END = "20310101T000000,000000";
    private static final String CONTENT = "x".repeat(100);
    private static final int AT_ONCE = 500;

    private Forest() {}

    static Resource base() {
        var attributes = new LinkedHashMap<String, Value>();
        put(attributes, RN, ROOT);
        put(attributes, RI, "id-in");
        attributes.put(TY.shortName(), Value.of(CseBase.TYPE.number()));
        put(attributes, CT, BEGIN);
        put(attributes, LT, BEGIN);
        return new Resource(CseBase.TYPE, ROOT, attributes);
    }

    static String id(int number) {
        return "cnt" + Long.toString(36L * 36 * 36 * 36 * 36 * 36 + number * 7919L, 36);
    }

    static String path(int number) {
        return ROOT + "/box" + number;
    }

    /** A CSEBase and containers under it; every hundredth carries the label {@code rare}. */
    static void plant(Store store, int containers) {
        var base = base();
        store.commit(_ -> new Outcome(List.of(new Write.Created(base)), base));
        for (int from = 0; from < containers; from += AT_ONCE) {
            var writes = new ArrayList<Write>();
            for (int i = from; i < Math.min(containers, from + AT_ONCE); i++)
                writes.add(new Write.Created(container(base, i)));
            store.commit(_ -> new Outcome(writes, base));
        }
    }

    private static Resource container(Resource base, int number) {
        var made = made(
                        Container.TYPE,
                        base,
                        path(number),
                        id(number),
                        "20260101T000000," + (100_000 + number % 900_000))
                .with(CR, "Cgardener" + number % 100)
                .with(ST, 0)
                .with(CNI, 0)
                .with(CBS, 0);
        return number % 100 == 0
                ? made.with(LBL, Value.texts(List.of("rare", "box")))
                : made.with(LBL, Value.texts(List.of("box")));
    }

    /** What a CREATE of a contentInstance comes to. */
    static Change append(String container) {
        return view -> {
            var before = view.byId(container).orElseThrow();
            long number = before.whole(ST, 0) + 1;
            var name = Identifiers.instanceName(ContentInstance.TYPE, number);
            var time = Timestamp.text(java.time.Instant.now());
            var instance = made(
                            ContentInstance.TYPE,
                            before,
                            before.path() + "/" + name,
                            Identifiers.instance(container, number),
                            time)
                    .with(ST, number)
                    .with(CS, CONTENT.length())
                    .with(CON, CONTENT);
            var after = before.with(ST, number)
                    .with(CNI, before.whole(CNI, 0) + 1)
                    .with(CBS, before.whole(CBS, 0) + CONTENT.length())
                    .with(LT, time);
            return new Outcome(List.of(new Write.Created(instance), new Write.Updated(before, after)), instance);
        };
    }

    private static Resource made(ResourceType type, Resource parent, String path, String ri, String time) {
        var attributes = new LinkedHashMap<String, Value>();
        put(attributes, RN, path.substring(path.lastIndexOf('/') + 1));
        attributes.put(TY.shortName(), Value.of(type.number()));
        put(attributes, RI, ri);
        put(attributes, PI, parent.ri());
        put(attributes, CT, time);
        put(attributes, LT, time);
        put(attributes, ET, END);
        return new Resource(type, path, attributes);
    }

    private static void put(Map<String, Value> attributes, Attribute attribute, String text) {
        attributes.put(attribute.shortName(), Value.of(text));
    }
}
