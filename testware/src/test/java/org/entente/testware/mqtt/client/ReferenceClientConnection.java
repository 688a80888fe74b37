// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Frames;
import org.entente.testware.mqtt.wire.Packet;
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

    private final Set<ClientDefect> defects;
    private final BlockingQueue<String> told;
    private final ReferenceInbox inbox;
    private volatile Socket socket = new Socket();
    private Version version = Version.V311;
    private Script.Command connecting = new Script.Command("connect", Map.of());
    private Thread reader = Thread.currentThread();
    private int ids = 10;

    ReferenceClientConnection(Set<ClientDefect> defects, BlockingQueue<String> told) {
        this.defects = defects;
        this.told = told;
        this.inbox = new ReferenceInbox(defects, told, this::send);
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
        inbox.begins(version, connecting.number("keepalive", 60));
        reader = Thread.ofVirtual().name("reference-client-reader").start(() -> read(current));
        inbox.await("CONNACK");
        if (has(ClientDefect.CONNECT_TWICE)) {
            write(connect.octets());
        }
    }

    /** Comes back when the connection has been lost, and goes on with what is under way. */
    private void reconnect() throws IOException, InterruptedException {
        reader.join();
        open();
        for (var packet : inbox.underWay()) {
            inbox.takePlace();
            send(has(ClientDefect.RESENT_WITHOUT_DUP) ? withoutDup(packet) : packet);
        }
    }

    private static Packet withoutDup(Packet packet) {
        return packet.flags(packet.header() & 0x07);
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
        if (qos > 0) {
            inbox.sending(id, message.again().packet());
        }
        write(Upgrade.to(version, dup ? packet.flags((packet.header() & 0x0F) | 8) : packet, properties)
                .octets());
        if (qos > 0 && !command.argument("wait", "1").equals("0")) {
            inbox.await((qos == 1 ? "PUBACK" : "PUBCOMP") + id);
        }
    }

    /** What the server told that it does not take. */
    private void allowed(Publication message, boolean retain) {
        var limits = inbox.limits();
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
        if (has(ClientDefect.SUBSCRIBE_HELD)) {
            inbox.awaitPlace();
        }
        var id = has(ClientDefect.SUBSCRIBE_ID_0) ? 0 : id(ClientDefect.SAME_SUBSCRIBE_IDENTIFIER);
        var qos = has(ClientDefect.SUBSCRIBE_QOS_3) ? 3 : command.number("qos", 0);
        var packet = Packet.subscribe(id, command.argument("filter", ""), qos);
        send(has(ClientDefect.SUBSCRIBE_FLAGS) ? packet.flags(0) : packet);
        if (!command.argument("wait", "1").equals("0")) {
            inbox.await("SUBACK" + id);
        }
    }

    private void unsubscribe(Script.Command command) throws IOException, InterruptedException {
        var id = id(ClientDefect.SAME_SUBSCRIBE_IDENTIFIER);
        var filter = text(command.argument("filter", ""), has(ClientDefect.UNFILTER_LATIN));
        var packet = has(ClientDefect.UNSUBSCRIBE_EMPTY) ? Packet.unsubscribe(id) : Packet.unsubscribe(id, filter);
        send(has(ClientDefect.UNSUBSCRIBE_FLAGS) ? packet.flags(0) : packet);
        inbox.await("UNSUBACK" + id);
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
                    inbox.handle(from, frame.get());
                }
            }
        } catch (IOException | RuntimeException e) {
            told.add("failed " + e.getMessage());
        } finally {
            inbox.lost();
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
}
