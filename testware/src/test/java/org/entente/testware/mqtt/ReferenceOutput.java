// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.io.IOException;
import java.net.Socket;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Properties;
import org.entente.testware.mqtt.wire.Upgrade;
import org.entente.testware.mqtt.wire.Version;

/** What the reference broker sends to one client, within what that client takes. MQTT 5.0 §3.1.2.11. */
final class ReferenceOutput {
    private static final byte[] DISCONNECT_PROTOCOL_ERROR = {(byte) 0xE0, 1, (byte) 0x82};

    private final Socket socket;
    private final Flaws flaws;
    private Version version = Version.V311;
    private Properties asked = Properties.NONE;
    private boolean swallows;

    ReferenceOutput(Socket socket, Flaws flaws) {
        this.socket = socket;
        this.flaws = flaws;
    }

    /** From now on as the client asked for in its CONNECT. */
    void as(Version spoken, Properties properties) {
        version = spoken;
        asked = properties;
    }

    void send(Packet packet, Properties properties) throws IOException {
        var bytes = Upgrade.to(version, packet, told(packet.type(), properties)).octets();
        var fits =
                bytes.length() <= asked.number(Properties.MAXIMUM_PACKET_SIZE).orElse(Long.MAX_VALUE)
                        || flaws.has(Defect.MAXIMUM_PACKET_SIZE_IGNORED)
                        || flaws.has(Defect.REASON_STRING_TOO_LONG);
        if (fits && !swallows) {
            write(bytes); // else it is dropped as if it had been sent [MQTT-3.1.2-24] [MQTT-3.1.2-25]
        }
        swallows = !fits && flaws.has(Defect.OVERSIZE_SWALLOWS_NEXT);
    }

    /** A defect alone: the version is not known before CONNECT, and DISCONNECT is not the server's then. */
    void disconnectBeforeConnack() throws IOException {
        write(Octets.of(DISCONNECT_PROTOCOL_ERROR));
    }

    private Properties told(PacketType type, Properties properties) {
        if (version == Version.V311) {
            return properties;
        }
        var most = asked.number(Properties.TOPIC_ALIAS_MAXIMUM).orElse(0L).intValue();
        var aliased = flaws.has(most == 0 ? Defect.ALIAS_UNASKED : Defect.ALIAS_ABOVE_CLIENTS_MAXIMUM);
        if (type == PacketType.PUBLISH && aliased) {
            return properties.u16(Properties.TOPIC_ALIAS, most + 1);
        }
        var silent = asked.number(Properties.REQUEST_PROBLEM_INFORMATION).orElse(1L) == 0;
        if (type == PacketType.SUBACK && silent && flaws.has(Defect.REASON_STRING_UNASKED)) {
            return properties.text(Properties.REASON_STRING, "granted");
        }
        if (type == PacketType.UNSUBACK && flaws.has(Defect.REASON_STRING_TOO_LONG)) {
            return properties.text(Properties.REASON_STRING, "no such subscription ".repeat(4));
        }
        return properties;
    }

    private void write(Octets bytes) throws IOException {
        socket.getOutputStream().write(bytes.toArray());
    }
}
