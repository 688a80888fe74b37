// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import static org.entente.cse.Hub.fields;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.entente.cse.Hub;
import org.entente.cse.address.Neighbours;
import org.entente.cse.address.Route;
import org.entente.cse.store.HeapStore;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.type.AccessControlPolicy;
import org.entente.model.type.Container;
import org.entente.model.type.CseBase;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;

/** Resources, policies and an {@link Access} over them, without the rest of a CSE. */
final class Policing {
    final HeapStore store = new HeapStore();
    final Hub.TestClock clock = new Hub.TestClock();
    AccessSettings settings = Hub.open();
    LocationSource locations = LocationSource.NONE;
    private Optional<Access> access = Optional.empty();

    Policing() {
        put(CseBase.TYPE, "", "cse-in", "id-in");
    }

    /** Made at the first question, of the settings as they are then. */
    Access access() {
        if (access.isEmpty())
            access = Optional.of(new Access(
                    Hub.IDENTITY, settings, locations, clock, new Neighbours(Hub.IDENTITY, Optional.empty())));
        return access.get();
    }

    /** Stores a resource with these attributes beside its names, or a new version of it. */
    Resource put(ResourceType type, String parentPath, String name, String ri, Object... namesAndValues) {
        var attributes = new LinkedHashMap<String, Value>();
        attributes.put("rn", Value.of(name));
        attributes.put("ty", Value.of(type.number()));
        attributes.put("ri", Value.of(ri));
        attributes.put("ct", Value.of("20260101T000000,000000"));
        attributes.put("lt", Value.of("20260101T000000,000000"));
        if (!parentPath.isEmpty())
            attributes.put(
                    "pi", Value.of(store.view().byPath(parentPath).orElseThrow().ri()));
        attributes.putAll(fields(namesAndValues).members());
        var resource = new Resource(type, parentPath.isEmpty() ? name : parentPath + "/" + name, attributes);
        var before = store.view().byId(ri);
        Write write = before.isPresent() ? new Write.Updated(before.get(), resource) : new Write.Created(resource);
        store.commit(_ -> new Outcome(List.of(write), resource));
        return resource;
    }

    /** A policy with these rules as pv, and the administrator in pvs. */
    Resource policy(String ri, Value.Fields... rules) {
        return policy(ri, List.of(rules), List.of(rule(List.of(Hub.ADMIN), 63)));
    }

    Resource policy(String ri, List<Value.Fields> pv, List<Value.Fields> pvs) {
        return put(AccessControlPolicy.TYPE, "cse-in", ri, ri, "pv", acrs(pv), "pvs", acrs(pvs));
    }

    /** A container under the CSEBase that follows these policies; none leaves it without any. */
    Resource box(String... policies) {
        if (policies.length == 0) return put(Container.TYPE, "cse-in", "box", "cntBox");
        return put(Container.TYPE, "cse-in", "box", "cntBox", "acpi", List.of(policies));
    }

    static Value.Fields acrs(List<Value.Fields> rules) {
        return Value.field("acr", Value.of(rules));
    }

    static Value.Fields rule(List<String> originators, int operations, Object... more) {
        var all = new ArrayList<Object>(List.of("acor", originators, "acop", operations));
        all.addAll(List.of(more));
        return fields(all.toArray());
    }

    boolean permits(Request request, Resource target) {
        return outcome(request, target).isEmpty();
    }

    /** The refusal, if there was one. */
    Optional<Refused> outcome(Request request, Resource target) {
        return outcome(request, new Route.Here(target, Optional.empty(), false));
    }

    Optional<Refused> outcome(Request request, Route route) {
        try {
            access().permit(request, route, store.view());
            return Optional.empty();
        } catch (Refused refused) {
            return Optional.of(refused);
        }
    }

    static Request retrieve(String from) {
        return Request.retrieve("cse-in/box", from).withPeer(Peer.LOCAL);
    }

    static Request createBy(String from, int type, String root, Object... attributes) {
        return Request.create("cse-in/box", from, type, Value.field(root, fields(attributes)))
                .withPeer(Peer.LOCAL);
    }

    static Request update(String from, Object... attributes) {
        return Request.update("cse-in/box", from, Value.field("m2m:cnt", fields(attributes)))
                .withPeer(Peer.LOCAL);
    }

    static Peer at(String address) {
        try {
            return new Peer(Optional.of(InetAddress.getByName(address)), true, false);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    void turnTo(String instant) {
        clock.pass(Duration.between(clock.instant(), Instant.parse(instant)));
    }
}
