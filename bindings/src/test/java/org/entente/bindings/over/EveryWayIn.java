// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.over;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.entente.bindings.wire.Overload;
import org.entente.codec.Serialization;
import org.entente.cse.Hub;
import org.entente.cse.over.WayIn;
import org.entente.cse.over.WaysIn;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.ResourceTypes;
import org.entente.security.Authority;
import org.entente.security.Credentials;
import org.entente.security.Secret;
import org.entente.security.Tls;
import org.entente.security.TlsFiles;

/** The wires over which the core is tested, plain and secure. A new one is one line here. */
public final class EveryWayIn implements WaysIn {
    /**
     * @param usual the serializations outside the full profile
     * @param full those in it
     */
    private record Binding(
            String name, Wire.Opening opening, boolean isSecure, Set<Serialization> usual, Set<Serialization> full) {
        Stream<Serialization> serializations() {
            return Stream.of(Serialization.values()).filter((IS_FULL ? full : usual)::contains);
        }
    }

    private static final boolean IS_FULL = Boolean.getBoolean("entente.every-serialization");
    private static final Set<Serialization> ALL = EnumSet.allOf(Serialization.class);
    private static final Set<Serialization> JSON = EnumSet.of(Serialization.JSON);

    // A secure wire carries the octets of the plain one, so that one serialization shows that it does.
    private static final List<Binding> BINDINGS = List.of(
            new Binding("http", Wires::http, false, ALL, ALL),
            new Binding("https", Wires::http, true, JSON, JSON),
            new Binding("ws", Wires::websocket, false, ALL, ALL),
            new Binding("wss", Wires::websocket, true, JSON, JSON),
            new Binding("coap", Wires::datagrams, false, JSON, JSON),
            new Binding("coaps", Wires::datagrams, true, JSON, ALL),
            new Binding("coap+tcp", Wires::streams, false, JSON, ALL),
            new Binding("coaps+tcp", Wires::streams, true, JSON, JSON),
            new Binding("mqtt", Wires::mqtt, false, JSON, ALL),
            new Binding("mqtts", Wires::mqtt, true, JSON, JSON));

    private static final ResourceTypes TYPES = ResourceTypes.standard().with(List.of(Hub.lamp()));

    private final Path folder = temporary();
    private final Credentials credentials =
            Credentials.open(folder.resolve("credentials"), new SecureRandom(), InstantSource.system());
    private final Secret secret = credentials.add("everybody", List.of("*"));
    private final List<Way> ways = BINDINGS.stream()
            .flatMap(binding ->
                    binding.serializations().map(serialization -> new Way(binding, serialization, this::ends)))
            .toList();
    private final Wire.BothSides tls = certified(folder);

    private static Path temporary() {
        try {
            return Files.createTempDirectory("entente");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Wire.BothSides certified(Path folder) {
        var valid = Duration.ofDays(1);
        var clock = InstantSource.system();
        var authority = Authority.in(folder.resolve("authority"), clock, new SecureRandom(), valid);
        var hub = authority.server("hub", List.of("127.0.0.1"), Optional.empty(), valid);
        var server = TlsFiles.server(hub.certificate(), hub.key());
        var client = TlsFiles.client(authority.certificate());
        return new Wire.BothSides(
                Tls.server(server, clock), Tls.client(client, clock), Tls.clientManagers(client, clock));
    }

    private Wire.Ends ends(Binding binding, Serialization serialization, Mca cse) {
        var both = Optional.of(tls).filter(_ -> binding.isSecure());
        // One hub after the other: a request of the next may look like one of the last.
        var duplicates = Duration.ZERO;
        return new Wire.Ends(
                serialization, cse, TYPES, credentials, Overload.atAnyRate(), secret, both, duplicates, folder);
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

    @FunctionalInterface
    private interface Ends {
        Wire.Ends of(Binding binding, Serialization serialization, Mca cse);
    }

    /** Opens wires, and keeps what a test has done with for the next. */
    private static final class Way implements WayIn {
        private final Binding binding;
        private final Serialization serialization;
        private final Ends ends;
        private final Deque<Line> idle = new ArrayDeque<>();

        Way(Binding binding, Serialization serialization, Ends ends) {
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
            return new Line(binding.opening().open(ends.of(binding, serialization, current)), cse);
        }

        void close() {
            idle.forEach(line -> line.wire().close());
        }
    }

    /** A wire and the CSE at its end, which changes from test to test. */
    private record Line(Wire wire, AtomicReference<Mca> cse) {}
}
