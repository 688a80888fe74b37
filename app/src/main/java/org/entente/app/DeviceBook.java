// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.cse.address.Identifiers;
import org.entente.interworking.InterworkingSettings;
import org.entente.model.Refused;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.primitive.ResultContent;
import org.entente.model.type.Ae;
import org.entente.model.type.Container;
import org.entente.model.type.ContentInstance;
import org.entente.model.type.FlexContainer;
import org.entente.model.type.MgmtObj;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;
import org.entente.model.type.Subscription;

/** The devices of a CSE as one originator sees them, by requests like anybody's. TS-0033 §6.2. */
final class DeviceBook {
    private static final String BASE = "-/";
    private static final String NODE = "node/";
    private static final String TECHNOLOGY = "Iwked-Technology:";
    private static final String LAST_SEEN = "Last-Seen:";

    private final Mca cse;
    private final String from;
    private final ResourceTypes types;
    private final Identifiers identifiers = new Identifiers(new SecureRandom());

    DeviceBook(Mca cse, String from, ResourceTypes types) {
        this.cse = cse;
        this.from = from;
        this.types = types;
    }

    /**
     * A device in a list; what is not known is empty.
     *
     * @param own what it calls itself, which may be no name that a resource can have
     */
    record Entry(String name, String own, String technology, boolean reachable, String lastSeen) {}

    /**
     * A module class, device or management object.
     *
     * @param place below the device, as {@link #read} takes it
     * @param values what it says of the device, without what every resource has
     */
    record Part(String place, String type, Map<String, Value> values) {}

    List<Entry> list() {
        var nearest = Value.field("ty", Value.of(List.of(Value.of(Ae.TYPE.number()))))
                .with("lvl", Value.of(1))
                .with("fu", Value.of(2));
        var found = ask(Request.retrieve("-", from)
                .with(ResultContent.CHILD_RESOURCES)
                .withFilter(new FilterCriteria(nearest)));
        var entries = new ArrayList<Entry>();
        for (var ae : children(inner(found), Ae.TYPE.root())) {
            var technology = label(ae, TECHNOLOGY);
            if (technology.isPresent())
                entries.add(new Entry(
                        ae.text("rn").orElse(""),
                        ae.text("apn").orElse(""),
                        technology.get(),
                        ae.find("rr").filter(Value.of(true)::equals).isPresent(),
                        label(ae, LAST_SEEN).orElse("")));
        }
        return entries;
    }

    /** All resources of a device, those of its node after those of its application; of a container the newest instance. */
    List<Part> show(String device) {
        var parts = new ArrayList<Part>();
        collect(whole(address(device, "")), "", parts);
        collect(whole(address(device, NODE)), NODE, parts);
        return parts;
    }

    Part read(String device, String place) {
        var found = ask(Request.retrieve(address(device, place), from));
        return part(place, root(found), inner(found));
    }

    /** Answered after the device took it. */
    void write(String device, String place, Value.Fields changes) {
        var address = address(device, place);
        var root = root(ask(Request.retrieve(address, from)));
        ask(Request.update(address, from, Value.field(root, changes)));
    }

    /**
     * Makes the hub observe the device for a while: it does as long as somebody subscribes.
     *
     * @return why the originator may not subscribe; empty if it may
     */
    Optional<String> lookAt(String device, String place, Duration lease) {
        var until = Timestamp.text(InstantSource.system().instant().plus(lease));
        var engine = BASE + InterworkingSettings.DEFAULT.name();
        var subscription = Value.field("nu", Value.texts(List.of(engine)))
                .with("et", Value.of(until))
                .with("enc", Value.field("net", Value.of(List.of(Value.of(2)))));
        var made = send(Request.create(
                address(device, place),
                from,
                Subscription.TYPE.number(),
                Value.field(Subscription.TYPE.root(), subscription)));
        return made.isSuccess() ? Optional.empty() : Optional.of(made.code() + ": " + made.sentence());
    }

    private Value.Fields whole(String address) {
        return inner(ask(Request.retrieve(address, from).with(ResultContent.ATTRIBUTES_AND_CHILD_RESOURCES)));
    }

    private void collect(Value.Fields parent, String place, List<Part> parts) {
        for (var root : parent.members().keySet()) {
            if (root.indexOf(':') < 0) continue;
            for (var child : children(parent, root)) {
                var here = place + child.text("rn").orElse("");
                if (isTyped(root)) parts.add(part(here, root, child));
                if (root.equals(Container.TYPE.root())) newest(child).ifPresent(con -> parts.add(kept(here, con)));
                collect(child, here + "/", parts);
            }
        }
    }

    /** The order of children is that in which they were made. */
    private static Optional<Value> newest(Value.Fields container) {
        var instances = children(container, ContentInstance.TYPE.root());
        return instances.isEmpty() ? Optional.empty() : instances.getLast().find("con");
    }

    private static Part kept(String place, Value content) {
        return new Part(place, Container.TYPE.longName(), Map.of("con", content));
    }

    /** A type of a user's own file is a flexContainer too; what begins with m2m is a management object or another type. */
    private boolean isTyped(String root) {
        return types.byRoot(root)
                .map(type -> type.number() == FlexContainer.NUMBER || type.number() == MgmtObj.NUMBER)
                .orElse(!root.startsWith("m2m:"));
    }

    private Part part(String place, String root, Value.Fields attributes) {
        var type = types.byRoot(root);
        var managed = type.filter(each -> each.number() == MgmtObj.NUMBER).isPresent();
        var general = managed ? MgmtObj.TYPE : FlexContainer.TYPE;
        var values = new LinkedHashMap<String, Value>();
        attributes.members().forEach((name, value) -> {
            // What every resource of its kind has, a reader of values does not look for.
            var own = general.row(name).isEmpty() && !name.equals("dgt") && name.indexOf(':') < 0;
            if (own) values.put(name, value);
        });
        return new Part(place, type.map(ResourceType::longName).orElse(root), values);
    }

    private String address(String device, String place) {
        var inNode = place.equals(NODE) || place.startsWith(NODE);
        var rest = inNode ? place.substring(NODE.length()) : place;
        return BASE + (inNode ? "node-" : "") + device + (rest.isEmpty() ? "" : "/" + rest);
    }

    private Response send(Request request) {
        return cse.send(
                request.withId(identifiers.requestId()).with(Parameter.RELEASE_VERSION_INDICATOR, Request.RELEASE));
    }

    /** @throws Refused as the CSE did */
    private Value.Fields ask(Request request) {
        var response = send(request);
        if (!response.isSuccess()) throw new Refused(response.code(), response.code() + ": " + response.sentence());
        return response.content();
    }

    private static String root(Value.Fields content) {
        return content.members().keySet().stream().findFirst().orElse("");
    }

    private static Value.Fields inner(Value.Fields content) {
        return content.find(root(content)).orElse(Value.Fields.EMPTY) instanceof Value.Fields fields
                ? fields
                : Value.Fields.EMPTY;
    }

    private static List<Value.Fields> children(Value.Fields parent, String root) {
        var found = new ArrayList<Value.Fields>();
        if (parent.members().get(root) instanceof Value.Items(var all))
            for (var each : all) if (each instanceof Value.Fields child) found.add(child);
        return found;
    }

    private static Optional<String> label(Value.Fields resource, String start) {
        if (!(resource.members().get("lbl") instanceof Value.Items(var labels))) return Optional.empty();
        return labels.stream()
                .map(label -> label instanceof Value.Text(var text) ? text : "")
                .filter(text -> text.startsWith(start))
                .map(text -> text.substring(start.length()))
                .findFirst();
    }
}
