// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Presence;
import org.entente.model.type.ResourceType;

/** The CSE's resource tree as an application uses it: find or make, change, list. Safe for many threads. */
public final class Tree {
    private static final String RELEASE = "4";

    private final Mca mca;
    private final String originator;
    private final AtomicLong requests = new AtomicLong();
    private final Manners manners = new Manners();

    public Tree(Mca mca, String originator) {
        this.mca = mca;
        this.originator = originator;
    }

    /** A resource as the CSE has it. */
    public record Found(String address, Value.Fields attributes) {
        public String ri() {
            return attributes.text("ri").orElse("");
        }
    }

    public Response send(Request request) {
        return manners.request(() -> mca.send(own(request)));
    }

    /** Sends what is answered when a device has done it. */
    public Response order(Request request) {
        return manners.order(() -> mca.send(own(request)));
    }

    private Request own(Request request) {
        return request.withId(originator + "-" + requests.incrementAndGet())
                .with(Parameter.RELEASE_VERSION_INDICATOR, RELEASE)
                .withPeer(Peer.LOCAL);
    }

    /** @return false if the engine stops meanwhile */
    boolean rest(Duration pause) {
        return manners.rest(pause);
    }

    /** Many requests for one device, of which none waits for a device. */
    <T> T task(Supplier<T> task) {
        return manners.task(task);
    }

    /** The application stops: what a busy CSE refuses is not tried again. */
    public void hurry() {
        manners.hurry();
    }

    Optional<Found> find(String address) {
        var response = send(Request.retrieve(address, originator));
        if (response.code() == ResultCode.NOT_FOUND) return Optional.empty();
        return Optional.of(found(address, response));
    }

    /** Makes a resource, or brings what is there up to date. */
    public Found keep(String parent, String name, ResourceType type, Map<String, Value> attributes) {
        return keep(parent, name, type, attributes, originator);
    }

    /**
     * Makes a resource in the name of {@code creator}, or brings what is there up to date.
     *
     * @throws Refused as the CSE did
     */
    Found keep(String parent, String name, ResourceType type, Map<String, Value> attributes, String creator) {
        var address = parent + "/" + name;
        var there = find(address);
        if (there.isPresent()) return updated(there.get(), type, attributes);
        return make(parent, name, type, attributes, creator);
    }

    /** Makes a resource that is not there. */
    Found make(String parent, String name, ResourceType type, Map<String, Value> attributes) {
        return make(parent, name, type, attributes, originator);
    }

    private Found make(String parent, String name, ResourceType type, Map<String, Value> attributes, String creator) {
        var address = parent + "/" + name;
        var content = new LinkedHashMap<String, Value>();
        content.put("rn", Value.of(name));
        content.putAll(attributes);
        var response = send(Request.create(parent, creator, type.number(), content(type, content)));
        // Somebody else, or this engine before its restart, was faster.
        if (response.code() == ResultCode.CONFLICT
                || response.code() == ResultCode.ORIGINATOR_HAS_ALREADY_REGISTERED
                || response.code() == ResultCode.BLOCKING_SUBSCRIPTION_ALREADY_EXISTS)
            return find(address).orElseThrow(() -> new Refused(response.code(), response.sentence()));
        return found(address, response);
    }

    private Found updated(Found there, ResourceType type, Map<String, Value> wanted) {
        var changes = new LinkedHashMap<String, Value>();
        wanted.forEach((name, value) -> {
            var before = there.attributes().find(name);
            if (before.filter(old -> Fitting.same(old, value)).isEmpty()) changes.put(name, value);
        });
        update(there.address(), type, changes);
        return there;
    }

    /**
     * Leaves out what the type lets nobody change, such as a device's model.
     *
     * @throws Refused as the CSE did
     */
    void update(String address, ResourceType type, Map<String, Value> changes) {
        var allowed = new LinkedHashMap<>(changes);
        allowed.keySet()
                .removeIf(name -> type.row(name)
                        .filter(row -> row.update() != Presence.NP)
                        .isEmpty());
        if (!allowed.isEmpty()) succeeded(send(Request.update(address, originator, content(type, allowed))));
    }

    /** @throws Refused as the CSE did */
    void create(String parent, ResourceType type, Map<String, Value> attributes) {
        succeeded(send(Request.create(parent, originator, type.number(), content(type, attributes))));
    }

    /** Nothing happens if it is not there. */
    void delete(String address) {
        var response = send(Request.delete(address, originator));
        if (response.code() != ResultCode.NOT_FOUND) succeeded(response);
    }

    private static Value.Fields content(ResourceType type, Map<String, Value> attributes) {
        return Value.field(type.root(), new Value.Fields(attributes));
    }

    private static Found found(String address, Response response) {
        succeeded(response);
        var attributes = response.content().members().values().stream()
                .flatMap(value -> value instanceof Value.Fields fields ? Stream.of(fields) : Stream.empty())
                .findFirst()
                .orElse(Value.Fields.EMPTY);
        return new Found(address, attributes);
    }

    private static void succeeded(Response response) {
        if (!response.isSuccess()) throw new Refused(response.code(), response.sentence());
    }
}
