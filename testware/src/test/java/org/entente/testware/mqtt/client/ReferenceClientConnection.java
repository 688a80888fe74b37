// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Frames;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Properties;
import org.entente.testware.mqtt.wire.Publication;
import org.entente.testware.mqtt.wire.Upgrade;
import org.entente.testware.mqtt.wire.Version;
import org.entente.testware.mqtt.wire.Wire;

/** The reference client at work: commands on one thread, what comes on another. */
final class ReferenceClientConnection {
    private static final int CHUNK = 4096;
    private static final int MAXIMUM_QOS = 0x24;
    private static final int RETAIN_AVAILABLE = 0x25;
    private static final int SERVER_KEEP_ALIVE = 0x13;
    private static final long ANSWER_SECONDS = 10;

    private final Set<ClientDefect> defects;
    private final BlockingQueue<String> told;
    /** What the commands wait for: a type and an identifier. */
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private final Set<Integer> received = new HashSet<>();
    private final List<Packet> held = new ArrayList<>();
    private volatile Socket socket = new Socket();
    private Version version = Version.V311;
    private Script.Command connecting = new Script.Command("connect", Map.of());
    private Properties limits = Properties.NONE;
    /** Set by the thread of the commands, read by the one that reads. */
    private volatile Optional<Publication> underWay = Optional.empty();

    private String aliased = "";
    private int lastId;
    private int ids = 10;

    ReferenceClientConnection(Set<ClientDefect> defects, BlockingQueue<String> told) {
        this.defects = defects;
        this.told = told;
    }

    void perform(Script.Command command) throws IOException, InterruptedException {
        switch (command.verb()) {
            case "connect" -> connect(command);
            case "publish" -> publish(command);
            case "subscribe" -> subscribe(command);
            case "unsubscribe" -> unsubscribe(command);
            case "disconnect" -> disconnect();
            case "reconnect" -> reconnect();
            default -> {} // idle: pings come from the reader
        }
    }

    void close() throws IOException {
        socket.close();
    }

    private boolean has(ClientDefect defect) {
        return defects.contains(defect);
    }

    private void connect(Script.Command command) throws IOException, InterruptedException {
        connecting = command;
        version = command.argument("version", "").equals("5.0") ? Version.V5 : Version.V311;
        open();
    }

    private void open() throws IOException, InterruptedException {
        socket = new Socket(connecting.argument("host", ""), connecting.number("port", 0));
        socket.setTcpNoDelay(true);
        if (has(ClientDefect.PING_FIRST)) {
            send(Packet.pingreq());
        }
        var connect = new ReferenceConnect(connecting, version, defects).packet();
        write(connect.octets());
        var current = socket;
        Thread.ofVirtual().name("reference-client-reader").start(() -> read(current));
        await("CONNACK");
        if (has(ClientDefect.CONNECT_TWICE)) {
            write(connect.octets());
        }
    }

    private void reconnect() throws IOException, InterruptedException {
        open();
        if (underWay.isPresent()) {
            write(underWay.get().again().packet(), has(ClientDefect.RESENT_WITHOUT_DUP));
        }
    }

    private void write(Packet packet, boolean withoutDup) throws IOException {
        send(withoutDup ? packet.flags(packet.header() & 0x07) : packet);
    }

    private static Charset charset(boolean latin) {
        return latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    }

    static Octets text(String text, boolean latin) {
        return Octets.of(text.getBytes(charset(latin)));
    }

    private void publish(Script.Command command) throws IOException, InterruptedException {
        var qos = command.number("qos", 0);
        var retain = command.number("retain", 0) == 1;
        var topic = command.argument("topic", "") + (has(ClientDefect.TOPIC_WILDCARD) ? "/#" : "");
        var id = qos == 0 || has(ClientDefect.IDENTIFIER_0) ? 0 : id(ClientDefect.SAME_PUBLISH_IDENTIFIER);
        var message = Publication.of(topic, command.argument("payload", ""))
                .topic(text(topic, has(ClientDefect.TOPIC_LATIN)))
                .qos(qos, id);
        if (retain) {
            message = message.retained();
        }
        allowed(message, retain);
        var packet = message.packet();
        var dup = has(
                switch (qos) {
                    case 0 -> ClientDefect.DUP_AT_QOS_0;
                    case 1 -> ClientDefect.DUP_AT_QOS_1;
                    default -> ClientDefect.DUP_AT_QOS_2;
                });
        if (qos == 0 && has(ClientDefect.QOS_0_IDENTIFIER)) {
            packet = new Packet(
                    packet.header(), new Wire().field(message.topic()).u16(7).raw(message.payload()));
        }
        var properties = has(ClientDefect.ALIAS_UNASKED) && version == Version.V5
                ? Properties.NONE.u16(Properties.TOPIC_ALIAS, 1)
                : Properties.NONE;
        underWay = qos > 0 ? Optional.of(message) : Optional.empty();
        write(Upgrade.to(version, dup ? packet.flags((packet.header() & 0x0F) | 8) : packet, properties)
                .octets());
        if (qos > 0) {
            var limited = limits.number(Properties.RECEIVE_MAXIMUM).isPresent();
            if (!command.argument("wait", "1").equals("0") || (limited && !has(ClientDefect.RECEIVE_MAXIMUM_IGNORED))) {
                await((qos == 1 ? "PUBACK" : "PUBCOMP") + id);
                underWay = Optional.empty();
            }
        }
    }

    /** What the server told that it does not take. */
    private void allowed(Publication message, boolean retain) {
        var qos = limits.number(MAXIMUM_QOS).orElse(2L);
        var retains = limits.number(RETAIN_AVAILABLE).orElse(1L) == 1;
        var size = limits.number(Properties.MAXIMUM_PACKET_SIZE).orElse((long) Integer.MAX_VALUE);
        var length = Upgrade.to(version, message.packet()).octets().length();
        if ((message.qos() > qos && !has(ClientDefect.MAXIMUM_QOS_IGNORED))
                || (retain && !retains && !has(ClientDefect.RETAIN_AVAILABLE_IGNORED))
                || (length > size && !has(ClientDefect.MAXIMUM_PACKET_SIZE_IGNORED))) {
            throw new IllegalStateException("the server does not take it");
        }
    }

    private int id(ClientDefect same) {
        return has(same) ? 10 : ids++;
    }

    private void subscribe(Script.Command command) throws IOException, InterruptedException {
        var id = has(ClientDefect.SUBSCRIBE_ID_0) ? 0 : id(ClientDefect.SAME_SUBSCRIBE_IDENTIFIER);
        var qos = has(ClientDefect.SUBSCRIBE_QOS_3) ? 3 : command.number("qos", 0);
        var packet = Packet.subscribe(id, command.argument("filter", ""), qos);
        send(has(ClientDefect.SUBSCRIBE_FLAGS) ? packet.flags(0) : packet);
        if (!command.argument("wait", "1").equals("0")) {
            await("SUBACK" + id);
        }
    }

    private void unsubscribe(Script.Command command) throws IOException, InterruptedException {
        var id = id(ClientDefect.SAME_SUBSCRIBE_IDENTIFIER);
        var filter = text(command.argument("filter", ""), has(ClientDefect.UNFILTER_LATIN));
        var packet = has(ClientDefect.UNSUBSCRIBE_EMPTY) ? Packet.unsubscribe(id) : Packet.unsubscribe(id, filter);
        send(has(ClientDefect.UNSUBSCRIBE_FLAGS) ? packet.flags(0) : packet);
        await("UNSUBACK" + id);
    }

    private void disconnect() throws IOException {
        var packet = Packet.disconnect();
        send(has(ClientDefect.DISCONNECT_FLAGS) ? packet.flags(1) : packet);
        if (has(ClientDefect.PING_AFTER_DISCONNECT) || has(ClientDefect.DISCONNECT_PINGS)) {
            send(Packet.pingreq());
        }
        if (!has(ClientDefect.DISCONNECT_PINGS)) {
            socket.close();
        }
    }

    private void await(String answer) throws IOException, InterruptedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
        while (System.nanoTime() < end) {
            var came = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (answer.equals(came)) {
                return;
            }
            if ("lost".equals(came) || came == null) {
                throw new IOException("lost while waiting for " + answer);
            }
        }
    }

    private void send(Packet packet) throws IOException {
        write(Upgrade.to(version, packet).octets());
    }

    private synchronized void write(Octets octets) throws IOException {
        socket.getOutputStream().write(octets.toArray());
    }

    private void read(Socket from) {
        var frames = new Frames();
        var chunk = new byte[CHUNK];
        try {
            while (true) {
                try {
                    var count = from.getInputStream().read(chunk);
                    if (count < 0) {
                        break;
                    }
                    frames.add(chunk, count);
                } catch (SocketTimeoutException e) {
                    send(Packet.pingreq());
                }
                for (var frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                    handle(from, frame.get());
                }
            }
        } catch (IOException | RuntimeException e) {
            told.add("failed " + e.getMessage());
        } finally {
            answers.add("lost");
            close(from);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void must(boolean right, ClientDefect unless) {
        if (!right && !has(unless)) {
            throw new IllegalStateException("the server broke a rule: not the one forgiven by " + unless);
        }
    }

    private void handle(Socket from, Frames.Frame frame) throws IOException {
        var type = PacketType.of(frame.header());
        var flags = frame.header() & 0x0F;
        var in = ByteBuffer.wrap(frame.body().toArray());
        switch (type) {
            case CONNACK -> connack(from, flags, in);
            case PUBLISH -> message(flags, in);
            case PUBREL -> {
                must(flags == 2, ClientDefect.PUBREL_FLAGS_TAKEN);
                var id = in.getShort() & 0xFFFF;
                received.remove(id);
                answer(PacketType.PUBCOMP, id, ClientDefect.PUBCOMP_FLAGS);
            }
            case PUBREC -> pubrec(in.getShort() & 0xFFFF);
            case SUBACK -> {
                must(flags == 0, ClientDefect.SUBACK_FLAGS);
                answers.add("SUBACK" + (in.getShort() & 0xFFFF));
            }
            case PUBACK, PUBCOMP, UNSUBACK -> answers.add(type.toString() + (in.getShort() & 0xFFFF));
            case DISCONNECT -> must(false, ClientDefect.DISCONNECT_IGNORED);
            case AUTH -> must(false, ClientDefect.AUTH_IGNORED);
            case PINGRESP -> {}
            case RESERVED, CONNECT, SUBSCRIBE, UNSUBSCRIBE, PINGREQ ->
                throw new IllegalStateException(type + " from a server");
        }
    }

    private void connack(Socket from, int flags, ByteBuffer in) throws IOException {
        must(flags == 0, ClientDefect.CONNACK_FLAGS);
        in.position(2);
        limits = version == Version.V5 ? Properties.read(in) : Properties.NONE;
        var own = connecting.number("keepalive", 60);
        var seconds = has(ClientDefect.SERVER_KEEP_ALIVE_IGNORED)
                ? own
                : limits.number(SERVER_KEEP_ALIVE).orElse((long) own).intValue();
        from.setSoTimeout(has(ClientDefect.NO_PING) ? 0 : seconds * 700);
        answers.add("CONNACK");
    }

    private void pubrec(int id) throws IOException {
        if (has(ClientDefect.PUBLISH_AFTER_PUBREC) && underWay.isPresent()) {
            send(underWay.get().again().packet());
        }
        var packet = Packet.acknowledging(PacketType.PUBREL, has(ClientDefect.PUBREL_OTHER_ID) ? id + 1 : id);
        send(has(ClientDefect.PUBREL_FLAGS) ? packet.flags(0) : packet);
    }

    private void message(int flags, ByteBuffer in) throws IOException {
        var qos = (flags >> 1) & 3;
        must(qos < 3, ClientDefect.QOS_3);
        var topic = new byte[in.getShort() & 0xFFFF];
        in.get(topic);
        var bytes = Octets.of(topic);
        must(bytes.text().indexOf('\0') < 0, ClientDefect.TOPIC_NULL);
        must(Octets.utf8(bytes.text()).equals(bytes), ClientDefect.TOPIC_SURROGATE);
        var id = qos > 0 ? in.getShort() & 0xFFFF : 0;
        if (version == Version.V5) {
            properties(in, bytes.text());
        }
        var payload = new byte[in.remaining()];
        in.get(payload);
        answer(qos, id);
        if (qos < 2 || received.add(id) || has(ClientDefect.QOS_2_TWICE)) {
            told.add("message topic=" + aliased + " payload="
                    + Octets.of(payload).text());
        }
    }

    private void properties(ByteBuffer in, String topic) {
        try {
            var properties = Properties.read(in);
            if (properties.first(Properties.TOPIC_ALIAS).isPresent()) {
                must(!topic.isEmpty() || !has(ClientDefect.ALIAS_REFUSED), ClientDefect.AUTH_IGNORED);
            }
            aliased = topic.isEmpty() ? aliased : topic;
        } catch (Properties.Unreadable e) {
            must(false, ClientDefect.PROPERTY_IGNORED);
            in.position(in.limit());
        }
    }

    private void answer(int qos, int id) throws IOException {
        switch (qos) {
            case 0 -> {
                if (has(ClientDefect.QOS_0_ANSWERED)) {
                    send(Packet.acknowledging(PacketType.PUBACK, 1));
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
            send(packet);
        }
        held.clear();
    }

    private void answer(PacketType type, int id, ClientDefect flagged) throws IOException {
        var packet = Packet.acknowledging(type, id);
        send(has(flagged) ? packet.flags(1) : packet);
    }
}
