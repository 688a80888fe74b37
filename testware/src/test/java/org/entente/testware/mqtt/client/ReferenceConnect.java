// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.util.Arrays;
import java.util.Set;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Properties;
import org.entente.testware.mqtt.wire.Version;
import org.entente.testware.mqtt.wire.Wire;

/** The CONNECT of the reference client. MQTT 3.1.1 §3.1. */
record ReferenceConnect(Script.Command command, Version version, Set<ClientDefect> defects) {
    private static final int LASTING_SECONDS = 3600;

    Packet packet() {
        var user = command.arguments().containsKey("user") || has(ClientDefect.EMPTY_USER);
        var password = (command.arguments().containsKey("password") && !has(ClientDefect.PASSWORD_DROPPED))
                || (user && has(ClientDefect.EMPTY_PASSWORD));
        var will = command.arguments().containsKey("will-topic") && !has(ClientDefect.WILL_DROPPED);
        var clientId = command.argument("client", "");
        var clean = !command.argument("clean", "1").equals("0")
                && !(clientId.isEmpty() && has(ClientDefect.EMPTY_ID_LASTING));
        var flags = (clean ? Heard.Connect.CLEAN : 0)
                | (has(ClientDefect.RESERVED_FLAG) ? Heard.Connect.RESERVED : 0)
                | (will ? Heard.Connect.WILL | (command.number("will-qos", 0) << 3) : 0)
                | (has(ClientDefect.WILL_RETAIN_WITHOUT_WILL) ? Heard.Connect.WILL_RETAIN : 0)
                | (user ? Heard.Connect.USER : 0)
                | (password ? Heard.Connect.PASSWORD : 0);
        var level = has(ClientDefect.PROTOCOL_LEVEL) ? 3 : version.level();
        var wire = new Wire()
                .field(has(ClientDefect.PROTOCOL_NAME) ? "MQIsdp" : "MQTT")
                .u8(level)
                .u8(flags)
                .u16(command.number("keepalive", 60));
        if (version == Version.V5 && level == Version.V5.level()) {
            wire.raw(block(properties(clean).octets()));
        }
        wire.field(ReferenceClientConnection.text(clientId, has(ClientDefect.CLIENT_ID_LATIN)));
        if (has(ClientDefect.LOGIN_BEFORE_WILL)) {
            login(wire, user, password);
            will(wire, will);
        } else {
            will(wire, will);
            login(wire, user, password);
        }
        var packet = new Packet(PacketType.CONNECT.header(), wire);
        return has(ClientDefect.CONNECT_FLAGS) ? packet.flags(1) : packet;
    }

    /** A length below 128 takes one byte; with a bit for more to come it takes two. */
    private Octets block(Octets right) {
        if (!has(ClientDefect.LENGTH_PADDED)) {
            return right;
        }
        var bytes = right.toArray();
        return new Wire()
                .u8(bytes[0] | 0x80)
                .u8(0)
                .raw(Arrays.copyOfRange(bytes, 1, bytes.length))
                .octets();
    }

    private Properties properties(boolean clean) {
        var properties = clean ? Properties.NONE : Properties.NONE.u32(Properties.SESSION_EXPIRY, LASTING_SECONDS);
        var aliases = command.number("alias-maximum", 0);
        return aliases == 0 ? properties : properties.u16(Properties.TOPIC_ALIAS_MAXIMUM, aliases);
    }

    private boolean has(ClientDefect defect) {
        return defects.contains(defect);
    }

    private void will(Wire wire, boolean will) {
        if (!will) {
            return;
        }
        if (version == Version.V5) {
            wire.raw(Properties.NONE.octets());
        }
        wire.field(ReferenceClientConnection.text(
                        command.argument("will-topic", ""), has(ClientDefect.WILL_TOPIC_LATIN)))
                .field(Octets.utf8(command.argument("will-payload", "")));
    }

    private void login(Wire wire, boolean user, boolean password) {
        if (user) {
            wire.field(ReferenceClientConnection.text(command.argument("user", ""), has(ClientDefect.USER_LATIN)));
        }
        if (password) {
            wire.field(command.argument("password", ""));
        }
    }
}
