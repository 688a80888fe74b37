// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.fuzz;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.entente.testware.Octets;
import org.entente.testware.Profile;
import org.entente.testware.fuzz.Session;
import org.entente.testware.fuzz.Target;
import org.entente.testware.mqtt.Logins;
import org.entente.testware.mqtt.wire.Connect;
import org.entente.testware.mqtt.wire.Endpoint;
import org.entente.testware.mqtt.wire.Frames;
import org.entente.testware.mqtt.wire.Line;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Version;
import org.entente.testware.mqtt.wire.Wire;

/** A broker that is fuzzed: a session is one connection, ended by a ping that is answered or not. */
public final class MqttTarget implements Target {
    /** More than this of one session is of no interest. */
    private static final int MOST_FRAMES = 40;

    private static final int CHUNK = 4096;

    private final Endpoint endpoint;
    private final Version version;
    private final Duration patience;
    private final Duration probePatience;
    private final Profile profile;

    /**
     * Names the broker.
     *
     * @param patience how long a session waits for an answer
     * @param probePatience how long the broker may take to show that it serves; then it hangs
     * @param profile by whose user and password the broker is asked whether it serves, if it has them
     */
    public MqttTarget(Endpoint endpoint, Version version, Duration patience, Duration probePatience, Profile profile) {
        this.endpoint = endpoint;
        this.version = version;
        this.patience = patience;
        this.probePatience = probePatience;
        this.profile = profile;
    }

    @Override
    public Reaction send(Session session) {
        try (var line = Line.open(endpoint, probePatience)) {
            line.abortWhenClosed();
            try {
                line.write(session.bytes(), probePatience);
                line.write(Packet.pingreq().octets().toArray());
                // Who waits for more learns at once that there is none.
                line.endOutput();
            } catch (SocketTimeoutException e) {
                return new Reaction("takes nothing more", false);
            } catch (IOException e) {
                return new Reaction("closed while sending", false);
            }
            return new Reaction(seen(line), false);
        } catch (IOException e) {
            return new Reaction("unreachable", true);
        }
    }

    private String seen(Line line) {
        var frames = new Frames();
        var chunk = new byte[CHUNK];
        var seen = new StringBuilder();
        var before = PacketType.RESERVED;
        for (int count = 0; count < MOST_FRAMES; ) {
            try {
                var length = line.read(chunk, patience);
                if (length < 0) {
                    return seen.append("closed").toString();
                }
                frames.add(chunk, length);
            } catch (SocketTimeoutException e) {
                return seen.append("silent").toString();
            } catch (IOException e) {
                return seen.append("reset").toString();
            }
            for (var frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                count++;
                var type = PacketType.of(frame.get().header());
                if (type != before) {
                    seen.append(type).append(' ');
                }
                before = type;
                if (type == PacketType.PINGRESP) {
                    return seen.append("serves on").toString();
                }
            }
        }
        return seen.append("talks on").toString();
    }

    @Override
    public Octets repaired(Octets packet) {
        var bytes = packet.toArray();
        for (int at = 1; at < Math.min(bytes.length, 5); at++) {
            if (bytes[at] >= 0) {
                var body = Octets.of(Arrays.copyOfRange(bytes, at + 1, bytes.length));
                return new Packet(bytes[0] & 0xFF, new Wire().raw(body)).octets();
            }
        }
        return packet;
    }

    @Override
    public Optional<String> probe() {
        try (var line = Line.open(endpoint, probePatience)) {
            line.abortWhenClosed();
            line.write(Logins.of(Connect.as("entente-probe"), profile)
                    .packet(version)
                    .octets()
                    .toArray());
            var frames = new Frames();
            var chunk = new byte[CHUNK];
            while (true) {
                var length = line.read(chunk, probePatience);
                if (length < 0) {
                    return Optional.of("a CONNECT is answered by closing");
                }
                frames.add(chunk, length);
                var frame = frames.next();
                if (frame.isPresent()) {
                    var type = PacketType.of(frame.get().header());
                    return type == PacketType.CONNACK
                            ? Optional.empty()
                            : Optional.of("a CONNECT is answered by " + type);
                }
            }
        } catch (SocketTimeoutException e) {
            return Optional.of("hangs: a CONNECT is not answered within " + probePatience.toSeconds() + " s");
        } catch (IOException e) {
            return Optional.of("down: " + e.getMessage());
        }
    }
}
