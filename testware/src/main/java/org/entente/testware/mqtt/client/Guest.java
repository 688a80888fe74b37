// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.entente.testware.Event.Kind;
import org.entente.testware.Judged;
import org.entente.testware.Octets;
import org.entente.testware.Stage;
import org.entente.testware.mqtt.wire.Frames;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.Properties;
import org.entente.testware.mqtt.wire.Publication;
import org.entente.testware.mqtt.wire.Upgrade;
import org.entente.testware.mqtt.wire.Version;

/** A client that has come, from the tester's side of the connection. Used by one thread. */
final class Guest implements Closeable {
    /** Something from the client, or its end, with its position in the recording. */
    record Seen(Optional<Heard> heard, int event, boolean closed) {
        String words() {
            return heard.map(Heard::words).orElse(closed ? "the connection closed" : "nothing");
        }
    }

    private static final int CHUNK = 16 << 10;

    private final Stage stage;
    private final String name;
    private final Socket socket;
    private final Version version;
    private final Frames frames = new Frames();
    private final byte[] chunk = new byte[CHUNK];

    Guest(Stage stage, String name, Socket socket, Version version) {
        this.stage = stage;
        this.name = name;
        this.socket = stage.own(socket);
        this.version = version;
        stage.recording().add(name, Kind.OPENED, "the client connects");
    }

    Stage stage() {
        return stage;
    }

    Guest send(Packet packet) {
        return send(packet, Properties.NONE);
    }

    Guest send(Packet packet, Properties properties) {
        return send(Upgrade.to(version, packet, properties).octets(), packet.words() + properties);
    }

    Guest send(Publication publication) {
        return send(Upgrade.to(version, publication.packet()).octets(), publication.words());
    }

    private Guest send(Octets octets, String meaning) {
        stage.recording().add(name, Kind.SENT, octets, meaning);
        try {
            socket.getOutputStream().write(octets.toArray());
        } catch (IOException e) {
            stage.recording().add(name, Kind.NOTE, "could not send all: " + e.getMessage());
        }
        return this;
    }

    /** The next frame, the end of the connection, or nothing within the time. */
    Seen next(Duration wish) {
        var end = System.nanoTime() + stage.atMost(wish).toNanos();
        while (true) {
            var frame = frames.next();
            if (frame.isPresent()) {
                return heard(frame.get());
            }
            var left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                return new Seen(Optional.empty(), silence(wish), false);
            }
            try {
                socket.setSoTimeout((int) left);
                var count = socket.getInputStream().read(chunk);
                if (count < 0) {
                    return closed("end of stream");
                }
                frames.add(chunk, count);
            } catch (SocketTimeoutException e) {
                return new Seen(Optional.empty(), silence(wish), false);
            } catch (IOException e) {
                return closed(String.valueOf(e.getMessage()));
            }
        }
    }

    /** The next packet of a kind; others that the client is free to send in between are passed over. */
    <T extends Heard> T await(Class<T> kind, String words) {
        while (true) {
            var seen = next(stage.patience());
            if (seen.heard().isPresent() && kind.isInstance(seen.heard().get())) {
                stage.decided(seen.event());
                return kind.cast(seen.heard().get());
            }
            if (seen.heard().isPresent() && !(seen.heard().get() instanceof Heard.Garbled)) {
                continue;
            }
            throw seen.heard().isPresent() || seen.closed()
                    ? Judged.fail("expected " + words + ", got " + seen.words(), seen.event())
                    : Judged.inconclusive("expected " + words + ", got nothing", seen.event());
        }
    }

    private int silence(Duration wish) {
        return stage.recording().add(name, Kind.SILENCE, "for " + wish.toMillis() + " ms, nothing comes");
    }

    private Seen closed(String how) {
        return new Seen(Optional.empty(), stage.recording().add(name, Kind.CLOSED_BY_ENDPOINT, how), true);
    }

    private Seen heard(Frames.Frame frame) {
        var heard = frame.malformed()
                ? new Heard.Garbled(0, "a remaining length of more than four bytes")
                : HeardDecoder.decode(version, frame.header(), frame.body());
        return new Seen(
                Optional.of(heard), stage.recording().add(name, Kind.RECEIVED, frame.bytes(), heard.words()), false);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        stage.recording().add(name, Kind.CLOSED, "");
    }
}
