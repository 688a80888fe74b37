// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.store;

import static org.entente.model.type.Attributes.*;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.cse.address.Identifiers;
import org.entente.model.Refused;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.Container;
import org.entente.model.type.ContentInstance;
import org.entente.model.type.CseBase;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;
import org.entente.model.type.SemanticDescriptor;
import org.entente.model.type.Subscription;
import org.entente.model.type.TimeSeries;
import org.entente.model.type.TimeSeriesInstance;

/** Resources and changes as a CSE would make them, small enough to read in a test. */
public final class Samples {
    public static final String BEGIN = Timestamp.text(Instant.parse("2026-01-01T00:00:00Z"));
    public static final String LATER = Timestamp.text(Instant.parse("2036-01-01T00:00:00Z"));

    private Samples() {}

    /** The root: {@code id-in}, at {@code cse-in}. */
    public static Resource base() {
        var attributes = new LinkedHashMap<String, Value>();
        attributes.put(RN.shortName(), Value.of("cse-in"));
        attributes.put(TY.shortName(), Value.of(CseBase.TYPE.number()));
        attributes.put(RI.shortName(), Value.of("id-in"));
        attributes.put(CT.shortName(), Value.of(BEGIN));
        attributes.put(LT.shortName(), Value.of(BEGIN));
        attributes.put(CSI.shortName(), Value.of("/id-in"));
        return new Resource(CseBase.TYPE, "cse-in", attributes);
    }

    /** A container whose {@code ri} says where it is. */
    public static Resource container(Resource parent, String name) {
        return child(Container.TYPE, parent, name).with(ST, 0).with(CNI, 0).with(CBS, 0);
    }

    public static Resource subscription(Resource parent, String name) {
        return child(Subscription.TYPE, parent, name)
                .with(NU, Value.texts(List.of("http://127.0.0.1:1/")))
                .with(NCT, 1);
    }

    public static Resource descriptor(Resource parent, String name) {
        return child(SemanticDescriptor.TYPE, parent, name)
                .with(DSP, "PHJkZi8+")
                .with(DCRP, "/id-in/ontology");
    }

    public static Resource instance(Resource parent, long number, String content) {
        var made = made(
                ContentInstance.TYPE,
                parent,
                Identifiers.instanceName(ContentInstance.TYPE, number),
                Identifiers.instance(parent.ri(), number));
        return made.with(ST, number).with(CS, content.length()).with(CON, content);
    }

    public static Resource series(Resource parent, String name) {
        return child(TimeSeries.TYPE, parent, name).with(CNI, 0).with(CBS, 0).with(MDC, 0);
    }

    /** A value of a time series. */
    public static Resource timed(Resource series, long number, String content) {
        var name = Identifiers.instanceName(TimeSeriesInstance.TYPE, number);
        var made = made(TimeSeriesInstance.TYPE, series, name, Identifiers.instance(series.ri(), number));
        return made.with(DGT, BEGIN).with(CS, content.length()).with(CON, content);
    }

    public static Notice notice(Resource subscription, long number, String text) {
        var content = Value.field("m2m:sgn", Value.field("sur", Value.of(text)));
        return new Notice(subscription.ri(), number, "http://127.0.0.1:1/", content, BEGIN);
    }

    /** A change that makes these, whatever there is. */
    public static Change create(Resource... resources) {
        return _ -> new Outcome(
                List.of(resources).stream().<Write>map(Write.Created::new).toList(), resources[resources.length - 1]);
    }

    public static Change update(Resource before, Resource after) {
        return _ -> new Outcome(List.of(new Write.Updated(before, after)), after);
    }

    public static Change delete(Resource resource) {
        return _ -> new Outcome(List.of(new Write.Deleted(resource)), resource);
    }

    public static Change write(Resource subject, Write... writes) {
        return _ -> new Outcome(List.of(writes), subject);
    }

    /** What creating a contentInstance means: number and counters as the turn finds them, the oldest gone beyond a maximum. */
    public static Change append(String container, String content) {
        return view -> {
            var before =
                    view.byId(container).orElseThrow(() -> Refused.notFound("there is no resource at " + container));
            long number = before.whole(ST, 0) + 1;
            var added = instance(before, number, content);
            var outcome = new Outcome(List.of(new Write.Created(added)), added);
            long count = before.whole(CNI, 0) + 1;
            long bytes = before.whole(CBS, 0) + content.length();
            if (count > before.whole(MNI, Long.MAX_VALUE)) {
                var oldest = oldest(view, container).orElse(added);
                outcome = outcome.plus(List.of(new Write.Evicted(oldest)));
                bytes -= oldest.whole(CS, 0);
                count--;
            }
            var after = before.with(ST, number).with(CNI, count).with(CBS, bytes);
            return outcome.plus(List.of(new Write.Updated(before, after)));
        };
    }

    private static Optional<Resource> oldest(View view, String container) {
        try (var instances = view.instances(container, false)) {
            return instances.findFirst();
        }
    }

    private static Resource child(ResourceType type, Resource parent, String name) {
        return made(type, parent, name, parent.ri().replace("-", "") + "x" + name);
    }

    private static Resource made(ResourceType type, Resource parent, String name, String ri) {
        var attributes = new LinkedHashMap<String, Value>();
        put(attributes, RN, Value.of(name));
        put(attributes, TY, Value.of(type.number()));
        put(attributes, RI, Value.of(ri));
        put(attributes, PI, Value.of(parent.ri()));
        put(attributes, CT, Value.of(BEGIN));
        put(attributes, LT, Value.of(BEGIN));
        put(attributes, ET, Value.of(LATER));
        return new Resource(type, parent.path() + "/" + name, attributes);
    }

    private static void put(Map<String, Value> attributes, Attribute attribute, Value value) {
        attributes.put(attribute.shortName(), value);
    }
}
