// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.over;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.entente.codec.Serialization;
import org.entente.cse.Hub;
import org.entente.cse.over.WayIn;
import org.entente.cse.over.WaysIn;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.ResourceTypes;
import org.entente.security.Credentials;
import org.entente.security.Secret;

/** The bindings over which the core is tested, each in every serialization. A new one is one line here. */
public final class EveryWayIn implements WaysIn {
    /** @param usual the serializations outside the full profile */
    private record Binding(String name, Wire.Opening opening, Set<Serialization> usual) {
        Stream<Serialization> serializations() {
            return Stream.of(Serialization.values()).filter(each -> IS_FULL || usual.contains(each));
        }
    }

    private static final boolean IS_FULL = Boolean.getBoolean("entente.every-serialization");
    private static final Set<Serialization> ALL = EnumSet.allOf(Serialization.class);
    private static final Set<Serialization> JSON = EnumSet.of(Serialization.JSON);

    private static final List<Binding> BINDINGS = List.of(
            new Binding("http", Wires::http, ALL),
            new Binding("websocket", Wires::websocket, ALL),
            new Binding("coap", Wires::coap, JSON),
            new Binding("mqtt", Wires::mqtt, JSON));

    private static final ResourceTypes TYPES = ResourceTypes.standard().with(List.of(Hub.lamp()));

    private final Path folder = temporary();
    private final Credentials credentials =
            Credentials.open(folder.resolve("credentials"), new SecureRandom(), InstantSource.system());
    private final Secret secret = credentials.add("everybody", List.of("*"));
    private final List<Way> ways = BINDINGS.stream()
            .flatMap(binding ->
                    binding.serializations().map(serialization -> new Way(binding, serialization, this::ends)))
            .toList();

    private static Path temporary() {
        try {
            return Files.createTempDirectory("entente");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Wire.Ends ends(Serialization serialization, Mca cse) {
        return new Wire.Ends(serialization, cse, TYPES, credentials, secret, folder);
    }

    @Override
    public List<WayIn> all() {
        return List.copyOf(ways);
    }

    @Override
    public void close() {
        ways.forEach(Way::close);
        try (var inside = Files.walk(folder)) {
            for (var each : inside.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens wires, and keeps what a test has done with for the next. */
    private static final class Way implements WayIn {
        private final Binding binding;
        private final Serialization serialization;
        private final BiFunction<Serialization, Mca, Wire.Ends> ends;
        private final Deque<Line> idle = new ArrayDeque<>();

        Way(Binding binding, Serialization serialization, BiFunction<Serialization, Mca, Wire.Ends> ends) {
            this.binding = binding;
            this.serialization = serialization;
            this.ends = ends;
        }

        @Override
        public String name() {
            return binding.name() + " " + serialization.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public Entrance to(Mca cse) {
            var line = idle.isEmpty() ? open() : idle.pop();
            line.cse().set(cse);
            return new Entrance() {
                @Override
                public Response send(Request request) {
                    return line.wire().client().send(request);
                }

                @Override
                public void close() {
                    idle.push(line);
                }
            };
        }

        private Line open() {
            var cse = new AtomicReference<Mca>();
            Mca current = request -> cse.get().send(request);
            return new Line(binding.opening().open(ends.apply(serialization, current)), cse);
        }

        void close() {
            idle.forEach(line -> line.wire().close());
        }
    }

    /** A wire and the CSE at its end, which changes from test to test. */
    private record Line(Wire wire, AtomicReference<Mca> cse) {}
}
