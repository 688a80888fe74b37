// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.announcement;

import static org.entente.cse.Hub.fields;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.entente.cse.Cse;
import org.entente.cse.CseSettings;
import org.entente.cse.Hub;
import org.entente.cse.Surroundings;
import org.entente.cse.access.AccessSettings;
import org.entente.cse.access.LocationSource;
import org.entente.cse.address.Identity;
import org.entente.cse.geo.Geography;
import org.entente.cse.outbound.AllowedTargets;
import org.entente.cse.outbound.LocalEntities;
import org.entente.cse.outbound.Outbound;
import org.entente.cse.outbound.TargetRules;
import org.entente.cse.store.HeapStore;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Store;
import org.entente.cse.store.Write;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.RemoteCse;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;

/** CSEs that know each other, on lines that a test can cut: /id-in, /id-mn and, of another service provider, /id-far. */
final class Triangle implements AutoCloseable {
    static final String IN = "/id-in";
    static final String MN = "/id-mn";
    static final String FAR = "//far.example/id-far";

    final Hub.TestClock clock = new Hub.TestClock();
    /** What went over the lines, in order: originator, operation and address. */
    final List<Request> sent = Collections.synchronizedList(new ArrayList<>());

    /** What went wrong over there. */
    final List<Response> refused = Collections.synchronizedList(new ArrayList<>());

    private final ResourceTypes types;
    private final Map<String, Store> stores = new HashMap<>();
    private final Map<String, LocalEntities> entities = new HashMap<>();
    private final Map<String, Cse> cses = new HashMap<>();
    private final Set<String> down = Collections.synchronizedSet(new HashSet<>());
    private final Set<String> deaf = Collections.synchronizedSet(new HashSet<>());
    private final AtomicInteger requests = new AtomicInteger();

    Triangle(ResourceType... more) {
        types = ResourceTypes.standard().with(List.of(more));
        for (var cse : List.of(IN, MN, FAR)) {
            stores.put(cse, new HeapStore());
            start(cse);
        }
        for (var here : List.of(IN, MN, FAR))
            for (var there : List.of(IN, MN, FAR)) if (!here.equals(there)) know(here, there);
    }

    private static <T> T of(Map<String, T> all, String cse) {
        return Objects.requireNonNull(all.get(cse), cse);
    }

    private void start(String cse) {
        var around = new Surroundings(
                types,
                of(stores, cse),
                entities.computeIfAbsent(cse, _ -> new LocalEntities()),
                Map.of("line", (url, request, _) -> carry(cse, url, request)),
                new AllowedTargets(TargetRules.LOOPBACK, InetAddress::getAllByName),
                List.of("line://127.0.0.1" + id(cse)),
                LocationSource.NONE,
                (_, _) -> {},
                Geography.NONE,
                clock,
                new Random(cse.hashCode()));
        cses.put(cse, Cse.start(CseSettings.of(identity(cse), open()), around));
    }

    private static AccessSettings open() {
        return new AccessSettings(
                Hub.ADMIN, List.of("C*"), List.of("*"), List.of("all"), List.of(), AccessSettings.Strangers.BELIEVED);
    }

    static Identity identity(String cse) {
        return new Identity(id(cse), name(cse), sp(cse), cse.equals(MN) ? 2 : 1, List.of("2a", "3", "4", "5"));
    }

    private static String id(String cse) {
        return cse.substring(cse.lastIndexOf('/'));
    }

    private static String sp(String cse) {
        return cse.equals(FAR) ? "far.example" : "example.org";
    }

    /** The CSEBase's name. */
    static String name(String cse) {
        return "cse" + id(cse).substring("/id".length());
    }

    private static String seenFrom(String here, String there) {
        return sp(here).equals(sp(there)) ? id(there) : "//" + sp(there) + id(there);
    }

    /** As both have it once one has registered at the other. */
    private void know(String here, String there) {
        var csi = seenFrom(here, there);
        var name = id(there).substring(1);
        var attributes = fields(
                "rn",
                name,
                "ri",
                name,
                "ty",
                16,
                "pi",
                id(here).substring(1),
                "ct",
                "20260101T000000",
                "lt",
                "20260101T000000",
                "et",
                "20300101T000000",
                "cb",
                csi + "/" + name(there),
                "csi",
                csi,
                "rr",
                true,
                "poa",
                List.of("line://127.0.0.1" + id(there)),
                "srv",
                List.of("3"));
        var registration = new Resource(RemoteCse.TYPE, name(here) + "/" + name, attributes.members());
        of(stores, here).commit(_ -> new Outcome(List.of(new Write.Created(registration)), registration));
    }

    private Outbound.Delivery carry(String from, String url, Request request) {
        var cse = List.of(IN, MN, FAR).stream()
                .filter(each -> url.endsWith(id(each)))
                .findFirst()
                .orElseThrow();
        if (down.contains(cse)) return new Outbound.Delivery.Unreachable("the line is cut");
        sent.add(request);
        var response = of(cses, cse).send(request.withPeer(proved(seenFrom(cse, from), request)));
        if (!response.isSuccess()) refused.add(response);
        if (deaf.remove(from)) return new Outbound.Delivery.Unreachable("the line was cut before the answer");
        return new Outbound.Delivery.Answered(response);
    }

    /** The line tells which CSE is at its other end, and not whose requests it hands over. */
    private static Peer proved(String sender, Request request) {
        var via = request.from().equals(sender) ? Optional.<String>empty() : Optional.of(sender);
        return new Peer(Optional.empty(), true, false, via);
    }

    /** Has an application take requests inside a CSE. */
    void attach(String cse, String aeId, Mca application) {
        of(entities, cse).attach(aeId, application);
    }

    /** Nobody reaches a CSE until it is mended. */
    void cut(String cse) {
        down.add(cse);
    }

    /** A CSE does not get the next answer that is meant for it. */
    void deafen(String cse) {
        deaf.add(cse);
    }

    void mend(String cse) {
        down.remove(cse);
    }

    /** Ends a CSE and starts it again on what it has stored. */
    void restart(String cse) {
        of(cses, cse).close();
        start(cse);
    }

    /** Has each CSE do what is due now. */
    void sweep() {
        cses.values().forEach(Cse::sweep);
    }

    Response at(String cse, Request request) {
        return of(cses, cse)
                .send(request.withId("r" + requests.incrementAndGet()).withPeer(Peer.LOCAL));
    }

    Response create(String cse, String to, int type, String root, Object... namesAndValues) {
        return at(cse, Request.create(to, Hub.ADMIN, type, Value.field(root, fields(namesAndValues))));
    }

    Response update(String cse, String to, String root, Object... namesAndValues) {
        return at(cse, Request.update(to, Hub.ADMIN, Value.field(root, fields(namesAndValues))));
    }

    Response delete(String cse, String to) {
        return at(cse, Request.delete(to, Hub.ADMIN));
    }

    /** What a CSE has stored at an address that another one gave it. */
    Resource stored(String cse, String address) {
        return find(cse, address).orElseThrow(() -> new AssertionError("nothing at " + address));
    }

    Optional<Resource> find(String cse, String address) {
        var local = identity(cse).local(address);
        var view = of(stores, cse).view();
        return local.contains("/") || local.equals(name(cse)) ? view.byPath(local) : view.byId(local);
    }

    Store store(String cse) {
        return of(stores, cse);
    }

    @Override
    public void close() {
        cses.values().forEach(Cse::close);
        stores.values().forEach(Store::close);
    }
}
