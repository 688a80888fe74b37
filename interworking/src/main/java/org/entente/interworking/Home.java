// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.type.AccessControlPolicy;
import org.entente.model.type.Ae;
import org.entente.model.type.Container;
import org.entente.model.type.ContentInstance;
import org.entente.model.type.FlexContainer;
import org.entente.model.type.Node;
import org.entente.model.type.ResourceType;
import org.entente.model.type.SemanticDescriptor;

/** Makes the resources of one standard's devices and keeps them. TS-0033 §6, TS-0001 §9.6.18. */
final class Home {
    static final long RDF_XML = 4;
    static final String TECHNOLOGY = "Iwked-Technology:";
    static final String ENTITY = "Iwked-Entity-ID:";
    private static final int KEPT_INSTANCES = 20;
    static final List<String> RELEASES = List.of("2a", "3", "4", "5");

    private final Tree tree;
    private final NameBook book;
    private final Mapping mapping;
    private final InterworkingSettings settings;
    private final Subscriptions subscriptions;
    private final Clock clock;
    private final Shared shared = new Shared();

    Home(
            Tree tree,
            NameBook book,
            Mapping mapping,
            InterworkingSettings settings,
            Subscriptions subscriptions,
            Clock clock) {
        this.tree = tree;
        this.book = book;
        this.mapping = mapping;
        this.settings = settings;
        this.subscriptions = subscriptions;
        this.clock = clock;
    }

    Tree tree() {
        return tree;
    }

    Mapping mapping() {
        return mapping;
    }

    /** What the devices of this standard have in common. */
    Shared shared() {
        return shared;
    }

    Instant now() {
        return clock.instant();
    }

    /** All resources of a device, with the subscriptions by which the engine hears of them. */
    List<Bound> furnish(DeviceModel device, Layout layout, Twin twin) {
        return tree.task(() -> furnished(device, layout, twin));
    }

    private List<Bound> furnished(DeviceModel device, Layout layout, Twin twin) {
        var names = book.of(mapping, device.id());
        var labels = labels(mapping.entity(), device.id());
        var policy = tree.keep(
                Names.BASE + "/" + settings.name(),
                names.policy(),
                AccessControlPolicy.TYPE,
                Policies.ofDevice(settings));
        var shared = Map.<String, Value>of("acpi", Value.texts(List.of(policy.ri())), "lbl", labels);
        var node = tree.keep(Names.BASE, names.node(), Node.TYPE, with(shared, "ni", Value.of(device.id())));
        var ae = tree.keep(
                Names.BASE, names.ae(), Ae.TYPE, application(device, node, shared), names.aeId(settings.originator()));
        var hosted = Value.texts(List.of(ae.ri()));
        if (!node.attributes().find("hael").equals(Optional.of(hosted)))
            tree.update(node.address(), Node.TYPE, Map.of("hael", hosted));
        var bounds = new ArrayList<Bound>();
        for (var typed : layout.typed()) bounds.add(furnish(typed, names, node, shared, twin));
        for (var part : layout.transparent()) bounds.add(furnish(part, names, policy, twin));
        for (var call : layout.calls()) bounds.add(furnish(call, names, policy, twin));
        for (var chronicle : layout.chronicles()) bounds.add(furnish(chronicle, names, policy, twin));
        describe(device, layout, names, policy);
        return List.copyOf(bounds);
    }

    private Bound furnish(Layout.Typed typed, Names names, Tree.Found node, Map<String, Value> shared, Twin twin) {
        var parent = typed.managed() ? names.nodeAddress() : names.address(typed.folder());
        var bound = twin.bound(typed, parent + "/" + typed.name());
        var attributes = new LinkedHashMap<String, Value>(typed.creatable());
        attributes.put("lbl", labels(typed.part().title(), typed.part().path(), typed.personal()));
        definition(typed, attributes);
        if (!typed.managed()) {
            attributes.put("nl", Value.of(node.ri()));
            if (!typed.links().isEmpty()) attributes.put("dgt", Value.of(Timestamp.text(clock.instant())));
        } else {
            attributes.put(
                    "obis",
                    Value.texts(List.of(mapping.namespace() + typed.part().kind())));
            attributes.put("obps", Value.texts(List.of("/" + typed.part().path())));
        }
        // What is there already is brought up to date after its subscription is known, else the engine would not
        // know its own UPDATE again.
        var there = tree.find(bound.address());
        if (there.isEmpty()) {
            tree.make(parent, typed.name(), typed.type(), attributes);
            bound.made(typed.creatable());
        }
        var policies = Objects.requireNonNull(shared.get("acpi"));
        subscriptions.keep(twin, bound, policies);
        open(bound, typed.type(), there, policies);
        return bound;
    }

    private static void definition(Layout.Typed typed, Map<String, Value> attributes) {
        var name = typed.type().number() == FlexContainer.NUMBER ? "cnd" : "mgd";
        typed.type().discriminator().ifPresent(value -> attributes.put(name, value));
    }

    private Bound furnish(Layout.Transparent part, Names names, Tree.Found policy, Twin twin) {
        var labels = withUnits(part, labels(part.part().title(), part.part().path(), part.personal()));
        return container(part, part.name(), labels, new Setting(names, policy, twin));
    }

    /** What it tells about people nobody has said yet. */
    private Bound furnish(Layout.Chronicle chronicle, Names names, Tree.Found policy, Twin twin) {
        var notifier = chronicle.notifier();
        var labels = labels(notifier.title(), notifier.path(), Layout.UNCLASSIFIED);
        return container(chronicle, chronicle.name(), labels, new Setting(names, policy, twin));
    }

    private record Setting(Names names, Tree.Found policy, Twin twin) {}

    private Bound container(Layout.Place place, String name, Value labels, Setting setting) {
        var parent = setting.names().address(List.of());
        var bound = setting.twin().bound(place, parent + "/" + name);
        var attributes = Map.of("lbl", labels, "mni", Value.of(KEPT_INSTANCES));
        var there = tree.keep(parent, name, Container.TYPE, attributes);
        var policies = Value.texts(List.of(setting.policy().ri()));
        subscriptions.keep(setting.twin(), bound, policies);
        open(bound, Container.TYPE, Optional.of(there), policies);
        return bound;
    }

    private Bound furnish(Layout.Call call, Names names, Tree.Found policy, Twin twin) {
        var parent = names.address(List.of());
        var bound = twin.bound(call, parent + "/" + call.name());
        var labels = new ArrayList<>(
                labels(call.part().title(), call.part().path(), call.personal()).values());
        labels.addAll(Method.labels(call.action().signature().orElseThrow()));
        var attributes = new LinkedHashMap<String, Value>();
        attributes.put("lbl", Value.of(labels));
        attributes.put("cnd", Method.TYPE.discriminator().orElseThrow());
        var kept = tree.keep(parent, call.name(), Method.TYPE, attributes);
        var policies = Value.texts(List.of(policy.ri()));
        tree.keep(
                bound.address(),
                Method.RESULTS,
                Container.TYPE,
                Map.of("mni", Value.of(KEPT_INSTANCES), "acpi", policies));
        subscriptions.keep(twin, bound, policies);
        open(bound, Method.TYPE, Optional.of(kept), policies);
        return bound;
    }

    /**
     * Lets others in, who before the engine hears of what they do could write past the device or subscribe unseen: without
     * policies a resource is its creator's alone. TS-0001 §9.6.1.3.2.
     */
    private void open(Bound bound, ResourceType type, Optional<Tree.Found> there, Value policies) {
        if (there.flatMap(each -> each.attributes().find("acpi"))
                .filter(policies::equals)
                .isEmpty()) tree.update(bound.address(), type, Map.of("acpi", policies));
    }

    /** What a device has no longer has no resource. */
    void remove(Bound bound) {
        tree.delete(bound.address());
        subscriptions.forget(bound);
    }

    /** Notes who subscribes to a resource, for the time after a restart. */
    void remember(Bound bound) {
        subscriptions.remember(bound);
    }

    /** A part's values, as its own standard names them. */
    void append(String container, Value.Fields values) {
        tree.create(
                container,
                ContentInstance.TYPE,
                Map.of("con", Value.of(Json.text(values)), "cnf", Value.of("application/json:0")));
    }

    /** Shows what a device did wrong where its owner looks for it. */
    void complain(String device, List<String> sentences) {
        var names = book.of(mapping, device);
        var parent = names.address(List.of());
        var policies = tree.find(parent).flatMap(ae -> ae.attributes().find("acpi"));
        var box = tree.keep(
                parent,
                "problems",
                Container.TYPE,
                Map.of("mni", Value.of(KEPT_INSTANCES), "acpi", policies.orElse(Value.texts(List.of()))));
        for (var sentence : sentences)
            tree.create(box.address(), ContentInstance.TYPE, Map.of("con", Value.of(sentence)));
    }

    /** Whether the device can be reached, and when that was last known. */
    void present(String device, boolean reachable, Instant known) {
        var names = book.of(mapping, device);
        var labels = new ArrayList<>(labels(mapping.entity(), device).values());
        labels.add(Value.of("Last-Seen:" + Timestamp.text(known)));
        tree.update(names.address(List.of()), Ae.TYPE, Map.of("rr", Value.of(reachable), "lbl", Value.of(labels)));
    }

    private Map<String, Value> application(DeviceModel device, Tree.Found node, Map<String, Value> shared) {
        var attributes = new LinkedHashMap<>(shared);
        attributes.put("api", Value.of(settings.appId()));
        attributes.put("apn", Value.of(device.id()));
        attributes.put("rr", Value.of(true));
        attributes.put("srv", Value.texts(RELEASES));
        attributes.put("nl", Value.of(node.ri()));
        return attributes;
    }

    /** What tells something about people says so. */
    private Value.Items labels(String title, String path, List<String> personal) {
        var all = new ArrayList<>(labels(title, path).values());
        for (var category : personal) all.add(Value.of("Personal-Data:" + category));
        return Value.of(all);
    }

    /** [TS-0033 §6.2] says by labels where a resource comes from. */
    private Value.Items labels(String type, String id) {
        return Value.texts(List.of(TECHNOLOGY + mapping.technology(), "Iwked-Entity-Type:" + type, ENTITY + id));
    }

    /** A number in the words of its own standard is worth nothing without its unit. */
    private static Value withUnits(Layout.Transparent part, Value.Items labels) {
        var all = new ArrayList<>(labels.values());
        for (var point : part.part().points())
            if (!point.unit().isEmpty()
                    && part.name(part.part().path(point.name())).isPresent())
                all.add(Value.of("Unit-" + point.name() + ":" + point.unit()));
        return Value.of(all);
    }

    private void describe(DeviceModel device, Layout layout, Names names, Tree.Found policy) {
        var text = new Description(settings.address(), names, device, layout).rdfXml();
        tree.keep(
                names.address(List.of()),
                "semantics",
                SemanticDescriptor.TYPE,
                Map.of(
                        "acpi",
                        Value.texts(List.of(policy.ri())),
                        "dcrp",
                        Value.of(RDF_XML),
                        "dsp",
                        Value.of(Description.base64(text)),
                        "or",
                        Value.of(Description.BASE_ONTOLOGY)));
    }

    private static Map<String, Value> with(Map<String, Value> shared, String name, Value value) {
        var all = new LinkedHashMap<>(shared);
        all.put(name, value);
        return all;
    }
}
