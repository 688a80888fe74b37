// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.testware.Event.Kind;
import org.entente.testware.Judged;
import org.entente.testware.Octets;
import org.entente.testware.Stage;
import org.entente.testware.mqtt.wire.Connect;
import org.entente.testware.mqtt.wire.Decoder;
import org.entente.testware.mqtt.wire.Endpoint;
import org.entente.testware.mqtt.wire.Frames;
import org.entente.testware.mqtt.wire.Inbound;
import org.entente.testware.mqtt.wire.Line;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.Properties;
import org.entente.testware.mqtt.wire.Publication;
import org.entente.testware.mqtt.wire.Upgrade;
import org.entente.testware.mqtt.wire.Version;
import org.entente.testware.mqtt.wire.WebSocketStream;
import org.entente.testware.websocket.Frame;

/** The tester's end of one connection: it sends what it is told and compares what comes. Used by one thread. */
final class Peer implements Closeable {
    /** An endpoint that announces more than this is not waited for. */
    private static final int LONGEST_FRAME = 8 << 20;

    private static final int CHUNK = 16 << 10;

    /** So many times the patience is what comes after the answer to a later packet still waited for. */
    private static final int LATE = 2;

    private final Stage stage;
    private final String name;
    private final Version version;
    private final Line line;
    private final Frames frames = new Frames();
    private final byte[] chunk = new byte[CHUNK];
    /** Where the recording holds the opening of the WebSocket, or -1. */
    private final int opened;

    private Optional<Observation> ended = Optional.empty();
    private final Deque<Observation> controls = new ArrayDeque<>();
    private boolean saidGoodbye;
    private Optional<Inbound> broken = Optional.empty();

    Peer(Stage stage, String name, Endpoint endpoint, Version version) throws IOException {
        this.stage = stage;
        this.name = name;
        this.version = version;
        this.line = stage.own(Line.open(endpoint, stage.atMost(stage.patience())));
        stage.recording().add(name, Kind.OPENED, "connection to " + endpoint);
        this.opened = line.webSocket()
                .map(web -> stage.recording().add(name, Kind.RECEIVED, web.answer(), "WebSocket opened"))
                .orElse(-1);
    }

    /** As the recording calls it. */
    String name() {
        return name;
    }

    Peer send(Packet packet) {
        return send(Upgrade.to(version, packet).octets(), packet.words());
    }

    Peer send(Connect connect) {
        return send(connect.packet(version).octets(), connect.words());
    }

    Peer send(Publication publication) {
        return send(Upgrade.to(version, publication.packet()).octets(), publication.words());
    }

    /** Sends a packet of 5.0 with properties. */
    Peer send(Packet packet, Properties properties) {
        return send(Upgrade.to(version, packet, properties).octets(), packet.words() + properties);
    }

    /** Sends bytes as they are; an endpoint that has already closed shows when the answer is looked for. */
    Peer send(Octets octets, String meaning) {
        stage.recording().add(name, Kind.SENT, octets, meaning);
        try {
            line.write(octets.toArray());
        } catch (IOException e) {
            stage.recording().add(name, Kind.NOTE, "could not send all: " + e.getMessage());
        }
        return this;
    }

    /** Sends a WebSocket frame, right or wrong, whatever it holds. */
    Peer send(Frame frame) {
        stage.recording().add(name, Kind.SENT, frame.payload(), frame.words());
        try {
            webSocket().write(frame);
        } catch (IOException e) {
            stage.recording().add(name, Kind.NOTE, "could not send all: " + e.getMessage());
        }
        return this;
    }

    /** Whether the connection was closed the way WebSocket asks for, by a Close frame. RFC 6455 §5.5.1. */
    boolean saidGoodbye() {
        return saidGoodbye;
    }

    /** Which sub-protocol the server selected when the WebSocket opened. */
    void expectProtocol(String wanted) {
        var told = webSocket().protocol();
        if (told.filter(wanted::equals).isEmpty()) {
            throw Judged.fail("expected the sub-protocol " + wanted + ", got " + told.orElse("none"), opened);
        }
        stage.decided(opened);
    }

    private WebSocketStream webSocket() {
        return line.webSocket().orElseThrow(() -> Judged.notApplicable("only over WebSocket"));
    }

    /** The next thing that happens must be one of these. */
    Observation expect(Expectation... any) {
        var seen = next(stage.patience());
        return seen instanceof Observation.Silent ? whenSilent(seen, any) : compare(seen, any);
    }

    /**
     * The endpoint must close, or do one of the others. A PINGREQ goes ahead: an endpoint that serves on
     * answers it, and is so convicted by a frame and not by the tester's impatience.
     */
    Observation expectClosing(Expectation... others) {
        send(Packet.pingreq());
        return expect(Stream.concat(Stream.of(Expectation.closes()), Arrays.stream(others))
                .toArray(Expectation[]::new));
    }

    Observation next(Duration wish) {
        var end = System.nanoTime() + stage.atMost(wish).toNanos();
        while (true) {
            var frame = frames.next();
            if (frame.isPresent()) {
                return arrived(frame.get());
            }
            if (!controls.isEmpty()) {
                return controls.poll();
            }
            if (broken.isPresent()) {
                var garbled = note(broken.get(), Octets.NONE);
                broken = Optional.empty();
                return garbled;
            }
            if (ended.isPresent()) {
                return ended.get();
            }
            if (frames.waiting() > LONGEST_FRAME) {
                return note(new Inbound.Garbled("a frame longer than " + LONGEST_FRAME + " bytes"), Octets.NONE);
            }
            var left = Duration.ofNanos(end - System.nanoTime());
            if (left.isNegative() || !read(left)) {
                var waited = "for " + wish.toMillis() + " ms, nothing comes";
                return new Observation.Silent(stage.recording().add(name, Kind.SILENCE, waited));
            }
        }
    }

    /** Compares something already seen. */
    Observation compare(Observation seen, Expectation... any) {
        for (var expectation : any) {
            if (expectation.test().test(seen)) {
                stage.decided(seen.event());
                expectation.permission().ifPresent(stage::allow);
                return seen;
            }
        }
        throw Judged.fail("expected " + words(any) + ", got " + seen.words(), seen.event());
    }

    /** Breaks the connection without a DISCONNECT. */
    @Override
    public void close() throws IOException {
        line.close();
        stage.recording().add(name, Kind.CLOSED, "without DISCONNECT");
    }

    private boolean read(Duration patience) {
        try {
            var count = line.read(chunk, patience);
            line.webSocket().ifPresent(this::controls);
            if (count < 0 && ended.isEmpty()) {
                end("end of stream");
            } else if (count < 0) {
                return true;
            } else {
                frames.add(chunk, count);
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (WebSocketStream.Broken e) {
            broken = Optional.of(new Inbound.Garbled(String.valueOf(e.getMessage())));
            end("WebSocket broken");
            return true;
        } catch (IOException e) {
            end(String.valueOf(e.getMessage()));
            return true;
        }
    }

    private void controls(WebSocketStream web) {
        for (var frame = web.control(); frame.isPresent(); frame = web.control()) {
            var event = stage.recording()
                    .add(name, Kind.RECEIVED, frame.get().payload(), frame.get().words());
            if (frame.get().opcode() == Frame.CLOSE) {
                saidGoodbye = true;
                ended = Optional.of(new Observation.Closed(event, Optional.empty()));
            } else {
                var pong = new Inbound.Pong(frame.get().payload());
                controls.add(new Observation.Arrived(pong, event));
            }
        }
    }

    private void end(String how) {
        ended = Optional.of(
                new Observation.Closed(stage.recording().add(name, Kind.CLOSED_BY_ENDPOINT, how), Optional.empty()));
    }

    private Observation arrived(Frames.Frame frame) {
        var inbound = frame.malformed()
                ? new Inbound.Garbled("a remaining length of more than four bytes")
                : Decoder.decode(version, frame.header(), frame.body());
        var seen = note(inbound, frame.bytes());
        if (inbound instanceof Inbound.Disconnect disconnect) {
            // A server of 5.0 that says goodbye closes; what comes after that is of no use to anybody.
            ended = Optional.of(new Observation.Closed(seen.event(), Optional.of(disconnect)));
            return ended.get();
        }
        return seen;
    }

    private Observation note(Inbound inbound, Octets bytes) {
        return new Observation.Arrived(inbound, stage.recording().add(name, Kind.RECEIVED, bytes, inbound.words()));
    }

    // Silence alone convicts nobody: no standard says how soon. A later packet that is answered does, once what
    // is waited for has had its time to come behind it: the thread that answers may not be the one that delivers.
    private Observation whenSilent(Observation silence, Expectation... any) {
        for (var expectation : any) {
            if (expectation.test().test(silence)) {
                return compare(silence, any);
            }
        }
        send(Packet.pingreq());
        var after = next(stage.patience());
        if (after instanceof Observation.Silent) {
            throw Judged.inconclusive(
                    "expected " + words(any) + ", got nothing within "
                            + stage.patience().toMillis() + " ms, and nothing after a PINGREQ",
                    after.event());
        }
        if (!(after instanceof Observation.Arrived(Inbound.Pingresp _, int answered))) {
            return compare(after, any);
        }
        var late = next(stage.patience().multipliedBy(LATE));
        if (late instanceof Observation.Silent) {
            throw Judged.fail("expected " + words(any) + ", got nothing, though a later PINGREQ is answered", answered);
        }
        return compare(late, any);
    }

    private static String words(Expectation... any) {
        return Arrays.stream(any).map(Expectation::words).collect(Collectors.joining(", or "));
    }
}
