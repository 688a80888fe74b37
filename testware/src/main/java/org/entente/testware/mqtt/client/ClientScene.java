// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.entente.testware.Event.Kind;
import org.entente.testware.Judged;
import org.entente.testware.Octets;
import org.entente.testware.Stage;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Properties;
import org.entente.testware.mqtt.wire.Publication;
import org.entente.testware.mqtt.wire.Version;
import org.entente.testware.mqtt.wire.Wire;

/** What a case for clients works with: a listener of its own, a script to run, and the steps cases share. */
final class ClientScene {
    static final String PAYLOAD = "reading";

    /** Starting a client may take a virtual machine its time. */
    private static final Duration START = Duration.ofSeconds(30);

    private static final int AFTER = 77;

    private final Stage stage;
    private final UpperTester tester;
    private final Reception reception;
    private final Version version;
    private Optional<ServerSocket> listener = Optional.empty();
    private Optional<UpperTester.Running> running = Optional.empty();
    private int guests;

    ClientScene(Stage stage, UpperTester tester, Reception reception, Version version) {
        this.stage = stage;
        this.tester = tester;
        this.reception = reception;
        this.version = version;
    }

    Version version() {
        return version;
    }

    Stage stage() {
        return stage;
    }

    String topic() {
        return "entente/" + stage.fresh();
    }

    /** A script that connects with a clean session and a fresh identifier. */
    Script connecting() {
        return Script.connecting(stage.fresh(), version);
    }

    Script publishing(String topic, int qos) {
        return connecting().then("publish", "topic", topic, "payload", PAYLOAD, "qos", String.valueOf(qos));
    }

    Script subscribing(String filter, int qos) {
        return connecting().then("subscribe", "filter", filter, "qos", String.valueOf(qos));
    }

    /** Starts the client on a script and waits until it connects. */
    Guest run(Script script) throws IOException {
        var server = stage.own(new ServerSocket(0, 8, InetAddress.getLoopbackAddress()));
        listener = Optional.of(server);
        var there = script.at("127.0.0.1", server.getLocalPort(), reception);
        there.commands().forEach(command -> stage.recording().add("tester", Kind.NOTE, "tells: " + command.line()));
        running = Optional.of(stage.own(tester.start(there)));
        return comes();
    }

    /** The next connection of the client. */
    Guest comes() throws IOException {
        var server = listener.orElseThrow();
        server.setSoTimeout((int) Math.max(1, stage.atMost(START).toMillis()));
        try {
            var socket = reception.accept(server);
            return new Guest(stage, "client-" + ++guests, socket, version);
        } catch (SocketTimeoutException e) {
            throw guests > 0
                    ? Judged.notApplicable("the client does not come back by itself")
                    : Judged.error("the client does not connect" + reason(), -1);
        }
    }

    private String reason() {
        return running.flatMap(client -> client.told(Duration.ofMillis(1)))
                .map(told -> ": " + told)
                .orElse("");
    }

    /** The client connects and is welcome. */
    Guest greeted(Script script) throws IOException {
        return greeted(script, Properties.NONE);
    }

    Guest greeted(Script script, Properties properties) throws IOException {
        var guest = run(script);
        given(() -> guest.await(Heard.Connect.class, "CONNECT"));
        return guest.send(connack(), properties);
    }

    /** The client has subscribed and is told that it may. */
    Guest subscribed(String filter, int qos) throws IOException {
        var guest = greeted(subscribing(filter, qos));
        grant(guest, qos);
        return guest;
    }

    /** The client is told that it may subscribe. */
    void grant(Guest guest, int qos) {
        given(() -> {
            var subscribe = guest.await(Heard.Subscribe.class, "SUBSCRIBE");
            guest.send(suback(subscribe.id(), qos));
        });
    }

    /** The client comes back after its connection was lost, and finds its session. */
    Guest returned() throws IOException {
        var guest = comes();
        given(() -> guest.await(Heard.Connect.class, "CONNECT"));
        return guest.send(
                new Packet(PacketType.CONNACK.header(), new Wire().u8(1).u8(0)));
    }

    static Packet connack() {
        return new Packet(PacketType.CONNACK.header(), new Wire().u8(0).u8(0));
    }

    static Packet suback(int id, int qos) {
        return new Packet(PacketType.SUBACK.header(), new Wire().u16(id).u8(qos));
    }

    /** What the client tells its application next. */
    Optional<String> told(Duration patience) {
        var end = System.nanoTime() + stage.atMost(patience).toNanos();
        while (System.nanoTime() < end) {
            var line = running.orElseThrow().told(Duration.ofNanos(end - System.nanoTime()));
            line.ifPresent(
                    text -> stage.recording().add("tester", Kind.RECEIVED, Octets.utf8(text), "is told: " + text));
            if (line.isEmpty() || line.get().startsWith("message")) {
                return line;
            }
        }
        return Optional.empty();
    }

    /** Convicts by the frame looked at last. */
    <T extends Heard> T must(T heard, Predicate<T> right, String words) {
        if (!right.test(heard)) {
            throw Judged.fail("expected " + words + ", got " + heard.words(), stage.decidedBy());
        }
        return heard;
    }

    /** Steps towards the initial condition: what goes wrong in them does not convict the client of this purpose. */
    void given(Runnable steps) {
        try {
            steps.run();
        } catch (Judged judged) {
            throw judged.beforeThePurpose();
        }
    }

    /** What no server may send must end the connection; a client that serves on answers the message after it. */
    void mustRefuse(Function<String, Packet> wrong) throws IOException {
        mustRefuse(wrong, Properties.NONE);
    }

    /**
     * The same for a packet with properties.
     *
     * @param wrong made with the topic that the client has subscribed to
     */
    void mustRefuse(Function<String, Packet> wrong, Properties properties) throws IOException {
        var topic = topic();
        var guest = subscribed(topic, 1);
        guest.send(wrong.apply(topic), properties)
                .send(Publication.of(topic, "y").qos(1, AFTER));
        closes(guest, Heard.Ack.class);
    }

    /** The client must close; a frame that shows that it goes on convicts it. */
    void closes(Guest guest, Class<? extends Heard> unless) {
        while (true) {
            var seen = guest.next(stage.patience());
            if (seen.closed()) {
                stage.decided(seen.event());
                return;
            }
            if (seen.heard().isEmpty()) {
                throw Judged.inconclusive("the client neither closes nor goes on", seen.event());
            }
            var heard = seen.heard().get();
            if (heard.type() == PacketType.DISCONNECT) {
                stage.decided(seen.event());
                return; // In 5.0 a client says why it closes.
            }
            if (unless.isInstance(heard)) {
                throw Judged.fail("expected the connection closed, got " + heard.words(), seen.event());
            }
        }
    }
}
