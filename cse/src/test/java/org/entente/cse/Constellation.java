// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.entente.cse.access.AccessSettings;
import org.entente.cse.access.LocationSource;
import org.entente.cse.address.Identity;
import org.entente.cse.geo.Geography;
import org.entente.cse.outbound.AllowedTargets;
import org.entente.cse.outbound.LocalEntities;
import org.entente.cse.outbound.Outbound;
import org.entente.cse.outbound.Registrar;
import org.entente.cse.outbound.TargetRules;
import org.entente.cse.remote.RegistrationSettings;
import org.entente.cse.store.HeapStore;
import org.entente.cse.store.Store;
import org.entente.model.Value;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceTypes;
import org.jspecify.annotations.Nullable;

/** Several CSEs that reach each other, each proving which CSE it is, as credentials of a binding do. */
final class Constellation implements AutoCloseable {
    static final String SP = "example.org";
    static final Duration PATIENCE = Duration.ofSeconds(60);

    final Hub.TestClock clock = new Hub.TestClock();
    private final Map<String, Member> members = new LinkedHashMap<>();
    /** What was sent from one CSE to another. */
    final List<Sent> sent = new CopyOnWriteArrayList<>();

    private final Map<String, Boolean> cut = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Incident> meanwhile = new AtomicReference<>();
    private final AtomicInteger ids = new AtomicInteger();

    record Sent(String from, String to, Request request) {}

    private record Incident(Predicate<Sent> arrival, Runnable event) {}

    /** One of the CSEs. */
    final class Member {
        final Identity identity;
        final Store store;
        final LocalEntities entities = new LocalEntities();
        private final CseSettings settings;
        private final Cse cse;

        private Member(Identity identity, Store store, CseSettings settings) {
            this.identity = identity;
            this.store = store;
            this.settings = settings;
            Outbound out = (url, request, _) -> carry(identity, url, request);
            var around = new Surroundings(
                    ResourceTypes.standard(),
                    store,
                    entities,
                    Map.of("http", out),
                    new AllowedTargets(TargetRules.LOOPBACK, InetAddress::getAllByName),
                    List.of(url(identity)),
                    LocationSource.NONE,
                    (_, _) -> {},
                    Geography.NONE,
                    clock,
                    new Random(identity.hashCode()));
            cse = Cse.start(settings, around);
        }

        Cse cse() {
            return cse;
        }

        Response send(Request request) {
            return cse.send(request.withId("t" + ids.incrementAndGet()).withPeer(Peer.LOCAL));
        }

        Response sendAsIs(Request request) {
            return cse.send(request);
        }

        Response create(String to, String from, int type, String root, Object... namesAndValues) {
            return send(Request.create(to, from, type, Value.field(root, Hub.fields(namesAndValues))));
        }

        Response retrieve(String to, String from) {
            return send(Request.retrieve(to, from));
        }

        /** Registers an AE whose name is its stem in lower case. */
        void register(String stem) {
            var response = create(
                    identity.name(),
                    stem,
                    2,
                    "m2m:ae",
                    "rn",
                    stem.toLowerCase(Locale.ROOT),
                    "api",
                    "Ntest",
                    "rr",
                    true,
                    "srv",
                    List.of("3"));
            if (!response.isSuccess()) throw new AssertionError(response.toString());
        }

        Optional<Resource> find(String path) {
            return store.view().byPath(path);
        }

        Resource await(String path) {
            Awaitility.await().atMost(PATIENCE).until(() -> find(path).isPresent());
            return find(path).orElseThrow();
        }

        void stop() {
            members.remove(url(identity));
            cse.close();
        }

        /** The same CSE again, with what it had stored, after it was stopped. */
        Member again() {
            return join(identity, store, settings);
        }

        Member restart() {
            stop();
            return again();
        }
    }

    static String url(Identity identity) {
        return "http://127.0.0.1:9/" + identity.spId() + identity.cseId();
    }

    static Identity identity(String name, int type) {
        return new Identity("/id-" + name, "cse-" + name, SP, type, List.of("2a", "3", "4", "5"));
    }

    Member infrastructure() {
        return join(identity("in", 1), Optional.empty());
    }

    /** Starts an MN-CSE that registers at another one, and waits until it has. */
    Member middle(String name, Member registrar) {
        return registered(identity(name, 2), registrar);
    }

    Member registered(Identity identity, Member registrar) {
        var member = join(identity, Optional.of(registrar));
        var own = registrar.identity.spId().equals(identity.spId())
                ? identity.baseId()
                : identity.spId() + "~" + identity.baseId();
        registrar.await(registrar.identity.name() + "/" + own);
        var theirs = registrar.identity.spId().equals(identity.spId())
                ? registrar.identity.baseId()
                : registrar.identity.spId() + "~" + registrar.identity.baseId();
        member.await(identity.name() + "/" + theirs);
        return member;
    }

    Member join(Identity identity, Optional<Member> registrar) {
        var settings = CseSettings.of(identity, access());
        var registered = registrar.map(each -> settings.with(RegistrationSettings.with(new Registrar(
                each.identity.spId().equals(identity.spId())
                        ? each.identity.cseId()
                        : "//" + each.identity.spId() + each.identity.cseId(),
                url(each.identity)))));
        return join(identity, new HeapStore(), registered.orElse(settings));
    }

    Member join(Identity identity, RegistrationSettings registration) {
        return join(
                identity, new HeapStore(), CseSettings.of(identity, access()).with(registration));
    }

    Member join(Identity identity, Store store, CseSettings settings) {
        var member = new Member(identity, store, settings);
        members.put(url(identity), member);
        return member;
    }

    /** All CSEs may register; strangers are nobody. */
    private static AccessSettings access() {
        return new AccessSettings(
                Hub.ADMIN,
                List.of("C*", "S*", "C", "S"),
                List.of("*"),
                List.of("/*", "//*/*"),
                List.of(),
                AccessSettings.Strangers.REFUSED);
    }

    /** Waits for something that comes about on its own. */
    static ConditionFactory soon() {
        return Awaitility.await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
    }

    /** Lets nothing through to a CSE any more. */
    void cut(Member member) {
        cut.put(url(member.identity), true);
    }

    /** Takes what is sent to a CSE and never answers. */
    void stall(Member member) {
        cut.put(url(member.identity), false);
    }

    /** Lets all through again, after what had begun before has failed. */
    void mend(Member member) {
        members.values().forEach(each -> each.cse.rest());
        cut.remove(url(member.identity));
    }

    /** Has something happen once, before the next such request arrives. */
    void before(Predicate<Sent> arrival, Runnable event) {
        meanwhile.set(new Incident(arrival, event));
    }

    private void happen(Sent sending) {
        var incident = meanwhile.get();
        if (incident == null || !incident.arrival().test(sending)) return;
        if (meanwhile.compareAndSet(incident, null)) incident.event().run();
    }

    /** What a binding does: the receiver learns which CSE has proved itself, and whether it is the originator. */
    private Outbound.Delivery carry(Identity sender, String url, Request request) {
        var receiver = members.get(url);
        var refuses = cut.get(url);
        if (receiver == null || Boolean.TRUE.equals(refuses))
            return new Outbound.Delivery.Unreachable("connection refused");
        if (refuses != null) {
            clock.pass(Duration.ofMinutes(1));
            return new Outbound.Delivery.Unreachable("no answer");
        }
        var sending = new Sent(sender.cseId(), receiver.identity.cseId(), request);
        sent.add(sending);
        happen(sending);
        boolean foreign = !receiver.identity.spId().equals(sender.spId());
        var proven = foreign ? "//" + sender.spId() + sender.cseId() : sender.cseId();
        var via = request.from().equals(proven) ? Optional.<String>empty() : Optional.of(proven);
        var peer = new Peer(Optional.of(InetAddress.getLoopbackAddress()), true, false, via);
        return new Outbound.Delivery.Answered(receiver.cse.send(request.withPeer(peer)));
    }

    @Override
    public void close() {
        for (var member : List.copyOf(members.values())) {
            member.cse.close();
            member.store.close();
        }
    }
}
