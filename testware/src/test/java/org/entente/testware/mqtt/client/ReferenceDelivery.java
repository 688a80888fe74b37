// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Properties;
import org.entente.testware.mqtt.wire.Version;
import org.entente.testware.mqtt.wire.Wire;

/** Takes messages for the reference client, answers them and hands them on. Used by the thread that reads. */
final class ReferenceDelivery {
    private static final int FORMAT_INVALID = 0x99;

    private final Set<ClientDefect> defects;
    private final BlockingQueue<String> told;
    private final ReferenceInbox.Outlet outlet;
    /** Messages at QoS 2 that are not released yet, and those at QoS 1 that are acknowledged. */
    private final Set<Integer> received = new HashSet<>();

    private final Set<Integer> acknowledged = new HashSet<>();
    private final Map<Long, String> aliases = new HashMap<>();
    private final List<Packet> held = new ArrayList<>();
    private Version version = Version.V311;
    private int lastId;

    ReferenceDelivery(Set<ClientDefect> defects, BlockingQueue<String> told, ReferenceInbox.Outlet outlet) {
        this.defects = defects;
        this.told = told;
        this.outlet = outlet;
    }

    void begins(Version spoken) {
        version = spoken;
        if (!has(ClientDefect.ALIAS_CARRIED)) {
            aliases.clear();
        }
    }

    /** Ends the connection for a rule that the server broke, unless the defect is to overlook just that. */
    void must(boolean right, ClientDefect unless) {
        if (!right && !has(unless)) {
            throw new IllegalStateException("the server broke a rule: not the one forgiven by " + unless);
        }
    }

    void message(int flags, ByteBuffer in) throws IOException {
        var qos = (flags >> 1) & 3;
        must(qos < 3, ClientDefect.QOS_3);
        var topic = string(in, ClientDefect.TOPIC_SURROGATE);
        must(topic.indexOf('\0') < 0, ClientDefect.TOPIC_NULL);
        var id = qos > 0 ? in.getShort() & 0xFFFF : 0;
        var properties = version == Version.V5 ? properties(in) : Properties.NONE;
        var payload = new byte[in.remaining()];
        in.get(payload);
        if (qos == 2 && refuses(properties, Octets.of(payload))) {
            refuse(id);
            return;
        }
        var meant = meant(topic, properties);
        answer(qos, id);
        if (isNew(qos, id, (flags & 8) != 0)) {
            tell(meant, Octets.of(payload));
        }
    }

    void released(int flags, int id) throws IOException {
        must(flags == 2, ClientDefect.PUBREL_FLAGS_TAKEN);
        if (!has(ClientDefect.IDENTIFIER_REMEMBERED)) {
            received.remove(id);
        }
        answer(PacketType.PUBCOMP, id, ClientDefect.PUBCOMP_FLAGS);
    }

    private boolean has(ClientDefect defect) {
        return defects.contains(defect);
    }

    private String string(ByteBuffer in, ClientDefect unless) {
        var bytes = new byte[in.getShort() & 0xFFFF];
        in.get(bytes);
        var octets = Octets.of(bytes);
        must(isText(octets), unless);
        return octets.text();
    }

    private static boolean isText(Octets octets) {
        return Octets.utf8(octets.text()).equals(octets);
    }

    private Properties properties(ByteBuffer in) {
        try {
            var properties = Properties.read(in);
            for (var pair : properties.each(Properties.USER)) {
                var strings = ByteBuffer.wrap(pair.toArray());
                string(strings, ClientDefect.PAIR_SURROGATE);
                string(strings, ClientDefect.PAIR_SURROGATE);
            }
            return properties;
        } catch (Properties.Unreadable e) {
            must(false, ClientDefect.PROPERTY_IGNORED);
            in.position(in.limit());
            return Properties.NONE;
        }
    }

    /** The topic, or the one that the alias stands for on this connection. */
    private String meant(String topic, Properties properties) {
        var alias = properties.number(Properties.TOPIC_ALIAS);
        if (alias.isEmpty()) {
            return topic;
        }
        if (!topic.isEmpty()) {
            aliases.put(alias.get(), topic);
            return topic;
        }
        var meant = aliases.get(alias.get());
        if (meant == null || has(ClientDefect.ALIAS_REFUSED)) {
            throw new IllegalStateException("an alias that stands for nothing");
        }
        return meant;
    }

    private static boolean refuses(Properties properties, Octets payload) {
        return properties.number(Properties.PAYLOAD_FORMAT).orElse(0L) == 1 && !isText(payload);
    }

    private void refuse(int id) throws IOException {
        if (has(ClientDefect.REFUSED_REMEMBERED)) {
            received.add(id);
        }
        outlet.send(new Packet(PacketType.PUBREC.header(), new Wire().u16(id).u8(FORMAT_INVALID)));
    }

    /** Whether the application has not been told of it yet. */
    private boolean isNew(int qos, int id, boolean dup) {
        return switch (qos) {
            case 0 -> true;
            case 1 -> acknowledged.add(id) || !dup || !has(ClientDefect.DUP_BELIEVED);
            default -> received.add(id) || has(ClientDefect.QOS_2_TWICE);
        };
    }

    private void tell(String topic, Octets payload) {
        var kept = has(ClientDefect.MARK_STRIPPED) ? topic.replace("\uFEFF", "") : topic;
        told.add(new Script.Command("message", Map.of("topic", kept, "payload", payload.text())).line());
    }

    private void answer(int qos, int id) throws IOException {
        switch (qos) {
            case 0 -> {
                if (has(ClientDefect.QOS_0_ANSWERED)) {
                    outlet.send(Packet.acknowledging(PacketType.PUBACK, 1));
                }
            }
            case 1 ->
                hold(
                        has(ClientDefect.QOS_1_ANSWERED_BY_PUBREC) ? PacketType.PUBREC : PacketType.PUBACK,
                        has(ClientDefect.PUBACK_OTHER_ID) ? id + 1 : id,
                        ClientDefect.PUBACK_FLAGS,
                        ClientDefect.PUBACKS_REVERSED);
            default ->
                hold(
                        has(ClientDefect.QOS_2_ANSWERED_BY_PUBACK) ? PacketType.PUBACK : PacketType.PUBREC,
                        has(ClientDefect.PUBREC_OTHER_ID) ? id + 1 : id,
                        ClientDefect.PUBREC_FLAGS,
                        ClientDefect.PUBRECS_REVERSED);
        }
        lastId = id;
    }

    private void hold(PacketType type, int id, ClientDefect flagged, ClientDefect reversed) throws IOException {
        if (has(reversed) && held.isEmpty() && lastId == 0) {
            held.add(Packet.acknowledging(type, id));
            return;
        }
        answer(type, id, flagged);
        for (var packet : held) {
            outlet.send(packet);
        }
        held.clear();
    }

    private void answer(PacketType type, int id, ClientDefect flagged) throws IOException {
        var packet = Packet.acknowledging(type, id);
        outlet.send(has(flagged) ? packet.flags(1) : packet);
    }
}
