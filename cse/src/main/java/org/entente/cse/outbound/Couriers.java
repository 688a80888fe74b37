// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.outbound;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Neighbours;
import org.entente.cse.address.Tree;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.schedule.Reachability;
import org.entente.cse.store.Store;
import org.entente.model.Refused;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Request;
import org.entente.model.type.Ae;
import org.entente.model.type.Attributes;
import org.entente.model.type.RemoteCse;
import org.entente.model.type.Resource;

/** Finds the way to an entity: a URL, the points of access of an AE or CSE, or a part of this process. TS-0001 §9.6.8. */
public final class Couriers implements Courier {
    private final Identity identity;
    private final Tree tree;
    private final Store store;
    private final LocalEntities entities;
    private final Map<String, Outbound> outbounds;
    private final AllowedTargets allowed;
    private final Reachability reachability;
    private final SpokenRelease release;
    private final Clock clock;
    private final Channels channels;
    private final Neighbours neighbours;
    private final Optional<Registrar> registrar;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    // Written once, when the pipeline that needs this courier exists.
    private volatile Mca own = request -> {
        throw new IllegalStateException("the CSE does not take requests yet");
    };

    /** @param outbounds the ways out by URL scheme in lower case */
    public Couriers(
            Identity identity,
            Store store,
            LocalEntities entities,
            Map<String, Outbound> outbounds,
            AllowedTargets allowed,
            Channels channels,
            Clock clock) {
        this(identity, store, entities, outbounds, allowed, channels, clock, Optional.empty());
    }

    /** @param registrar where this CSE registers */
    public Couriers(
            Identity identity,
            Store store,
            LocalEntities entities,
            Map<String, Outbound> outbounds,
            AllowedTargets allowed,
            Channels channels,
            Clock clock,
            Optional<Registrar> registrar) {
        this.identity = identity;
        this.tree = new Tree(identity);
        this.store = store;
        this.entities = entities;
        this.outbounds = Map.copyOf(outbounds);
        this.allowed = allowed;
        this.reachability = new Reachability(identity);
        this.release = new SpokenRelease(identity);
        this.clock = clock;
        this.channels = channels;
        this.neighbours = new Neighbours(identity, registrar.map(Registrar::cse));
        this.registrar = registrar;
    }

    /** Hands in the pipeline, for notifications whose target is a resource of this CSE. */
    public void connect(Mca cse) {
        own = cse;
    }

    @Override
    public boolean isPolled(String entity) {
        return channels.isPolled(entity);
    }

    @Override
    public Delivery deliver(String target, Request request, Duration timeout) {
        var address = Target.of(target);
        var addressed = request.toward(address.address());
        if (address.isUrl()) return toUrl(address, addressed, timeout);
        try {
            return toIdentifier(address.address(), addressed, timeout);
        } catch (Refused e) {
            return new Delivery.Undeliverable(e.sentence());
        }
    }

    /**
     * Sends a request on to the entity behind a resource of this CSE. A request that comes back while it is under way
     * is not sent round again. TS-0004 §7.3.3.9
     */
    public Delivery toEntity(Resource entity, Request asked, Duration timeout) {
        var request = release.of(asked, entity);
        return guarded(entity.ri(), request, () -> {
            // [TS-0004 §7.4.9.1] requests are forwarded while the node's schedule is open
            if (!reachability.of(entity, store.view()).isOpen(clock.instant()))
                return new Delivery.Unreachable("the node of " + entity.path() + " is not reachable by its schedule");
            var local = entities.find(entity.text(Attributes.AEI).orElse(entity.ri()))
                    .or(() -> entities.find(entity.ri()));
            if (local.isPresent()) return entities.ask(local.get(), request, timeout);
            if (channels.leadTo(entity, store.view())) return channels.send(entity, request, timeout);
            var cse = entity.type() == RemoteCse.TYPE ? entity.text(Attributes.CSI) : Optional.<String>empty();
            var last = toPoints(
                    entity.path(),
                    points(entity, cse),
                    timeout,
                    (point, left) -> cse.isPresent()
                            ? toCse(cse.get(), Serializations.takenBy(entity), point, request, left)
                            : toAe(entity, point, request, left));
            if (last instanceof Delivery.Answered) return last;
            return connection(entity)
                    .map(open -> in(Serializations.takenBy(entity), open).send(entity.ri(), request, timeout))
                    .orElse(last);
        });
    }

    /**
     * Sends a request to a CSE where this one is registered, or that is registered here. TS-0004 §7.3.2.6
     *
     * @param cse its CSE-ID, as {@link Neighbours#toward} gives it
     */
    public Delivery toNeighbour(String cse, Request request, Duration timeout) {
        var known = neighbours.known(cse, store.view());
        if (known.isPresent()) return toEntity(known.get(), request, timeout);
        var url = registrar.filter(each -> each.cse().equals(cse)).map(Registrar::url);
        return url.isEmpty()
                ? new Delivery.Undeliverable("nobody is known as " + cse)
                : guarded(
                        cse,
                        request,
                        () -> toPoints(
                                cse,
                                List.of(url.get()),
                                timeout,
                                (point, left) -> toCse(cse, List.of(), point, request, left)));
    }

    private Delivery guarded(String entity, Request request, Supplier<Delivery> attempt) {
        var round = String.join(" ", entity, request.from(), request.id(), request.to());
        if (!underWay.add(round))
            return new Delivery.Undeliverable("the request comes round again on its way to " + entity);
        try {
            return attempt.get();
        } finally {
            underWay.remove(round);
        }
    }

    /** A connection that the entity has opened, under whichever form of its name it did. TS-0020 §6.5 */
    private Optional<Outbound> connection(Resource entity) {
        var name = entity.text(Attributes.AEI)
                .or(() -> entity.text(Attributes.CSI))
                .orElse(entity.ri());
        var written = name.startsWith("/") ? Stream.of(name, "//" + identity.spId() + name) : forms(name);
        return written.flatMap(each -> entities.connection(each).stream()).findFirst();
    }

    private Stream<String> forms(String local) {
        return Stream.of(local, identity.spRelative(local), identity.absolute(local));
    }

    /** What the operator has named comes before what the other side says of itself. */
    private List<String> points(Resource entity, Optional<String> cse) {
        var own = registrar.filter(each -> cse.isPresent() && each.cse().equals(cse.get()));
        return Stream.concat(own.map(Registrar::url).stream(), entity.texts(Attributes.POA).stream())
                .distinct()
                .toList();
    }

    private Delivery toPoints(
            String entity, List<String> points, Duration timeout, BiFunction<String, Duration, Delivery> attempt) {
        // It may get one, or be attached, a moment later: after a restart those inside this process are not there yet.
        if (points.isEmpty()) return new Delivery.Unreachable(entity + " has no point of access now");
        long deadline = System.nanoTime() + timeout.toNanos();
        return Courier.first(points, point -> {
            var left = Duration.ofNanos(deadline - System.nanoTime());
            if (!left.isPositive()) return new Delivery.Unreachable(entity + " did not answer in time");
            return attempt.apply(point, left);
        });
    }

    private Delivery toIdentifier(String identifier, Request request, Duration timeout) {
        var view = store.view();
        var local = neighbours.whereabouts(identity.local(identifier), view);
        var resource =
                tree.resource(stem(local), view).filter(found -> !local.startsWith("/") || found.type() == Ae.TYPE);
        var entity = resource.filter(found -> found.type() == Ae.TYPE || found.type() == RemoteCse.TYPE);
        if (entity.isPresent()) return toEntity(entity.get(), request, timeout);
        var here = entities.find(stem(local));
        if (here.isPresent()) return entities.ask(here.get(), request, timeout);
        if (resource.isPresent()) return LocalEntities.call(own, request, timeout);
        var cse = identity.cse(local);
        var neighbour = cse.flatMap(each -> neighbours.toward(each, true, view));
        if (neighbour.isEmpty()) return new Delivery.Undeliverable("nobody is known as " + identifier);
        var outward = request.toward(local.equals(identity.local(identifier)) ? request.to() : local)
                .withFrom(identity.outward(request.from(), cse.orElseThrow()));
        return toNeighbour(neighbour.get(), outward, timeout);
    }

    /** An AE-ID that starts with S is written with a slash before it. TS-0001 §7.2 */
    private static String stem(String identifier) {
        return identifier.startsWith("/S") && identifier.indexOf('/', 1) < 0 ? identifier.substring(1) : identifier;
    }

    // [TS-0004 §7.5.1.1] where nothing is said, any serialization will do
    private static Outbound in(List<String> serializations, Outbound way) {
        return serializations.isEmpty() ? way : way.in(serializations);
    }

    private Delivery toCse(String cse, List<String> taken, String url, Request request, Duration timeout) {
        boolean named = registrar
                .filter(each -> each.cse().equals(cse) && each.url().equals(url))
                .isPresent();
        return checked(url, named, taken, way -> way.sendToCse(cse, url, request, timeout));
    }

    private Delivery toAe(Resource ae, String url, Request request, Duration timeout) {
        var stem = ae.text(Attributes.AEI).orElse(ae.ri());
        return checked(url, false, Serializations.takenBy(ae), way -> way.sendToAe(stem, url, request, timeout));
    }

    // [TS-0004 §7.5.1.2.2 step 2.5]
    private Delivery toUrl(Target target, Request request, Duration timeout) {
        var asked = target.serialization().stream().toList();
        return checked(target.address(), false, asked, way -> way.send(target.address(), request, timeout));
    }

    private Delivery checked(
            String url, boolean named, List<String> serializations, Function<Outbound, Delivery> attempt) {
        var outbound = new Target(url, Optional.empty()).scheme().map(outbounds::get);
        if (outbound.isEmpty()) return new Delivery.Undeliverable("there is no way out to " + url);
        var objection = named ? Optional.<String>empty() : allowed.objection(url);
        return objection.isPresent()
                ? new Delivery.Undeliverable(objection.get())
                : attempt.apply(in(serializations, outbound.get()));
    }
}
