// SPDX-License-Identifier: Apache-2.0
package org.entente.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.entente.codec.Json;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.jspecify.annotations.Nullable;

/** All that is looked at now, and the AE to which the CSE sends what has changed. Safe for many threads. */
public final class Watches {
    /** How long a subscription outlives a program that was killed. */
    private static final Duration LEASE = Duration.ofMinutes(10);

    private static final Duration ASK_EVERY = Duration.ofSeconds(3);

    private final String receiver;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Duration askEvery;
    private final AtomicLong requests = new AtomicLong();
    private final Map<Key, Watch> all = new ConcurrentHashMap<>();
    private final Map<String, Watch> bySubscription = new ConcurrentHashMap<>();
    private volatile @Nullable Mca cse; // written once, when the CSE takes requests

    private record Key(Visitor visitor, String address) {}

    /** @param receiver the AE-ID under which {@link #receive} takes notices */
    public Watches(String receiver, InstantSource clock, RandomGenerator random) {
        this(receiver, clock, random, ASK_EVERY);
    }

    Watches(String receiver, InstantSource clock, RandomGenerator random, Duration askEvery) {
        this.askEvery = askEvery;
        this.receiver = receiver;
        this.clock = clock;
        this.random = random;
    }

    /** From here on requests go to this CSE. */
    void serve(Mca cse) {
        this.cse = cse;
    }

    boolean isServing() {
        return cse != null;
    }

    /** Asks the CSE in a visitor's name. */
    Response send(Request request, Visitor visitor) {
        var serving = cse;
        if (serving == null) throw new Declined(503, "The hub is starting.");
        var identified = request.id().isEmpty() ? request.withId("console-" + requests.incrementAndGet()) : request;
        return serving.send(identified.withPeer(visitor.peer()));
    }

    Watch join(Visitor visitor, String address, Stream stream) {
        var key = new Key(visitor, address);
        while (true) {
            var watch = all.computeIfAbsent(key, _ -> new Watch(address, visitor, this));
            if (watch.join(stream)) return watch;
            all.remove(key, watch);
        }
    }

    void leave(Watch watch, Stream stream) {
        if (watch.leave(stream)) all.remove(new Key(watch.visitor(), watch.address()), watch);
    }

    /** Takes a notification; one that nobody here waits for any more is taken and forgotten. */
    public Response receive(Request request) {
        if (request.content().find("m2m:sgn").orElse(null) instanceof Value.Fields notice) {
            var subscription = notice.text("sur").orElse("");
            var watch = bySubscription.get(subscription.substring(subscription.lastIndexOf('/') + 1));
            if (watch != null && notice.find("nev").orElse(null) instanceof Value.Fields event) watch.noticed(event);
        }
        return Response.of(request, ResultCode.OK);
    }

    void remember(String ri, Watch watch) {
        bySubscription.put(ri, watch);
    }

    void forget(String ri) {
        bySubscription.remove(ri);
    }

    String receiver() {
        return receiver;
    }

    /** How often whoever may not subscribe asks instead. */
    Duration askEvery() {
        return askEvery;
    }

    Duration lease() {
        return LEASE;
    }

    Instant now() {
        return clock.instant();
    }

    /** Tells the names of subscriptions apart. */
    String mark() {
        return HexFormat.of().toHexDigits(random.nextInt());
    }

    /** A server-sent event; JSON has no line ends in it. */
    byte[] event(String name, Value data) {
        var json = new String(Json.STRICT.write(data), UTF_8);
        return ("event: " + name + "\ndata: " + json + "\n\n").getBytes(UTF_8);
    }
}
