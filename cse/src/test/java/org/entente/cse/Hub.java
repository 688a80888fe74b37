// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.entente.cse.access.AccessSettings;
import org.entente.cse.access.LocationSource;
import org.entente.cse.address.Identity;
import org.entente.cse.geo.Geography;
import org.entente.cse.outbound.AllowedTargets;
import org.entente.cse.outbound.LocalEntities;
import org.entente.cse.outbound.TargetRules;
import org.entente.cse.over.WayIn;
import org.entente.cse.semantics.SemanticIndex;
import org.entente.cse.store.HeapStore;
import org.entente.cse.store.Store;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Announced;
import org.entente.model.type.Attribute;
import org.entente.model.type.FlexContainer;
import org.entente.model.type.Presence;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;
import org.entente.model.type.Scalar;

/** A whole CSE in memory for tests, with a clock that they turn, and short ways to ask it. */
public final class Hub implements Mca, AutoCloseable {
    public static final String ADMIN = "CAdmin";
    public static final Identity IDENTITY =
            new Identity("/id-in", "cse-in", "example.org", 1, List.of("2a", "3", "4", "5"));
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    public final TestClock clock = new TestClock();
    public final LocalEntities entities = new LocalEntities();
    public final Store store;
    public final Cse cse;
    private final Mca compared;
    private final WayIn.Entrance entrance;
    private final AtomicInteger requests = new AtomicInteger();

    public Hub() {
        this(new HeapStore(), open());
    }

    public Hub(Store store, AccessSettings access) {
        this(store, access, ResourceTypes.standard());
    }

    private Hub(Store store, AccessSettings access, ResourceTypes types) {
        this(store, access, types, (_, _) -> {}, Geography.NONE);
    }

    private Hub(Store store, AccessSettings access, ResourceTypes types, SemanticIndex semantics, Geography geography) {
        this(store, CseSettings.of(IDENTITY, access), types, semantics, geography);
    }

    private Hub(Store store, CseSettings settings, ResourceTypes types, SemanticIndex semantics, Geography geography) {
        this.store = store;
        var around = new Surroundings(
                types,
                store,
                entities,
                Map.of(),
                new AllowedTargets(TargetRules.LOOPBACK, InetAddress::getAllByName),
                List.of("http://127.0.0.1:8080"),
                LocationSource.NONE,
                semantics,
                geography,
                clock,
                new Random(1));
        cse = Cse.start(settings, around);
        compared = new Compared(cse);
        entrance = WayIn.current().to(compared);
    }

    /** Everybody is believed and may register; the administrator may do everything. */
    public static AccessSettings open() {
        return new AccessSettings(
                ADMIN,
                List.of("C*", "S*", "C", "S"),
                List.of("*"),
                List.of("/*"),
                List.of(),
                AccessSettings.Strangers.BELIEVED);
    }

    /** An open hub that knows a further type. */
    public static Hub with(ResourceType type) {
        return new Hub(new HeapStore(), open(), ResourceTypes.standard().with(List.of(type)));
    }

    /** An open hub with other settings than usual, on a store that may have resources already. */
    public static Hub on(Store store, UnaryOperator<CseSettings> change) {
        var settings = change.apply(CseSettings.of(IDENTITY, open()));
        return new Hub(store, settings, ResourceTypes.standard(), (_, _) -> {}, Geography.NONE);
    }

    /** An open hub whose descriptors are judged. */
    public static Hub with(SemanticIndex semantics) {
        return new Hub(new HeapStore(), open(), ResourceTypes.standard(), semantics, Geography.NONE);
    }

    /** An open hub that compares locations. */
    public static Hub with(Geography geography) {
        return with(new HeapStore(), geography);
    }

    /** The same on what an earlier one has left. */
    public static Hub with(Store store, Geography geography) {
        return new Hub(store, open(), ResourceTypes.standard(), (_, _) -> {}, geography);
    }

    /** A small flexContainer: {@code state} is a truth, {@code name} a text. */
    public static ResourceType lamp() {
        return FlexContainer.specialisation("tst:lamp", "lamp", "org.example.lamp")
                .attribute(new Attribute("state", "state", Scalar.BOOLEAN), Presence.O, Presence.O, Announced.OA)
                .attribute(new Attribute("name", "name", Scalar.STRING), Presence.O, Presence.O, Announced.OA)
                .build();
    }

    @Override
    public Response send(Request request) {
        var identified = request.id().isEmpty() ? request.withId("r" + requests.incrementAndGet()) : request;
        // What a test says of the sender itself is what a binding would have found out.
        return identified.peer().equals(Peer.UNKNOWN) ? entrance.send(identified) : compared.send(identified);
    }

    /** Every test is one of this too: what is answered at once is what is answered, and nothing comes of it. */
    private static final class Compared implements Mca {
        private final Mca cse;

        Compared(Mca cse) {
            this.cse = cse;
        }

        @Override
        public Response send(Request request) {
            var atOnce = cse.atOnce(request);
            var response = cse.send(request);
            // Others may have changed it meanwhile.
            if (atOnce.isPresent() && !atOnce.get().equals(response))
                assertThat(cse.atOnce(request)).contains(cse.send(request));
            return response;
        }

        @Override
        public Optional<Response> atOnce(Request request) {
            return cse.atOnce(request);
        }
    }

    /** Registers an AE and gives its AE-ID. */
    public String register(String stem) {
        var ae = fields(
                "rn",
                Value.of(stem.toLowerCase(Locale.ROOT)),
                "api",
                Value.of("Ntest"),
                "rr",
                Value.of(true),
                "srv",
                Value.texts(List.of("3")));
        var response = send(Request.create("cse-in", stem, 2, Value.field("m2m:ae", ae)));
        if (!response.isSuccess()) throw new AssertionError(response.toString());
        return text(response, "ri");
    }

    public Response create(String to, String from, int type, String root, Object... namesAndValues) {
        return send(Request.create(to, from, type, Value.field(root, fields(namesAndValues))));
    }

    public Response retrieve(String to, String from) {
        return send(Request.retrieve(to, from));
    }

    public Response update(String to, String from, String root, Object... namesAndValues) {
        return send(Request.update(to, from, Value.field(root, fields(namesAndValues))));
    }

    public Response delete(String to, String from) {
        return send(Request.delete(to, from));
    }

    /** What the store has at a structured path. */
    public Resource stored(String path) {
        return store.view().byPath(path).orElseThrow(() -> new AssertionError("nothing at " + path));
    }

    /** The attributes that a response shows of its one resource. */
    public static Value.Fields shown(Response response) {
        return (Value.Fields) response.content().members().values().iterator().next();
    }

    public static String text(Response response, String attribute) {
        return shown(response)
                .text(attribute)
                .orElseThrow(() -> new AssertionError(attribute + " is missing in " + response));
    }

    public static long whole(Response response, String attribute) {
        return ((Value.Whole) shown(response).find(attribute).orElseThrow()).number();
    }

    /** Pairs of names and values; texts, whole numbers, truths and lists of texts may be given as they are. */
    public static Value.Fields fields(Object... namesAndValues) {
        var fields = Value.Fields.EMPTY;
        for (int i = 0; i < namesAndValues.length; i += 2)
            fields = fields.with((String) namesAndValues[i], value(namesAndValues[i + 1]));
        return fields;
    }

    private static Value value(Object given) {
        return switch (given) {
            case Value value -> value;
            case String text -> Value.of(text);
            case Integer number -> Value.of(number.longValue());
            case Long number -> Value.of(number);
            case Double number -> Value.of(number);
            case Boolean truth -> Value.of(truth);
            case List<?> items -> Value.of(items.stream().map(Hub::value).toList());
            default -> throw new IllegalArgumentException("no value can be made of " + given);
        };
    }

    @Override
    public void close() {
        entrance.close();
        cse.close();
        store.close();
    }

    /** A clock that moves when a test says so. */
    public static final class TestClock extends Clock {
        private final AtomicReference<Instant> now = new AtomicReference<>(START);

        public void pass(Duration time) {
            now.updateAndGet(then -> then.plus(time));
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
