// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.entente.testware.mqtt.wire.Frames;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Properties;
import org.entente.testware.mqtt.wire.Version;

/** What the reference client makes of packets from the server. One thread reads at a time, another waits for answers. */
final class ReferenceInbox {
    /** The way back to the server. */
    interface Outlet {
        void send(Packet packet) throws IOException;
    }

    private static final int SERVER_KEEP_ALIVE = 0x13;
    private static final int ERROR = 0x80;
    private static final int MOST_UNDER_WAY = 0xFFFF;
    private static final long ANSWER_SECONDS = 10;
    private static final String LOST = "lost";

    private final Set<ClientDefect> defects;
    private final Outlet outlet;
    private final ReferenceDelivery delivery;
    /** What the commands wait for: a type and an identifier. */
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    /** What is sent again after a lost connection, by identifier. */
    private final Map<Integer, Packet> underWay = Collections.synchronizedMap(new LinkedHashMap<>());

    private Version version = Version.V311;
    private int keepAliveSeconds;
    /** Set by the thread that reads, as are the places. */
    private volatile Properties limits = Properties.NONE;

    private volatile Semaphore places = new Semaphore(MOST_UNDER_WAY);

    ReferenceInbox(Set<ClientDefect> defects, BlockingQueue<String> told, Outlet outlet) {
        this.defects = defects;
        this.outlet = outlet;
        this.delivery = new ReferenceDelivery(defects, told, outlet);
    }

    /** A connection begins; the last one's reader has ended. */
    void begins(Version spoken, int keepAlive) {
        version = spoken;
        keepAliveSeconds = keepAlive;
        answers.clear();
        delivery.begins(spoken);
    }

    void lost() {
        answers.add(LOST);
    }

    Properties limits() {
        return limits;
    }

    List<Packet> underWay() {
        synchronized (underWay) {
            return List.copyOf(underWay.values());
        }
    }

    /** A message goes out that needs an acknowledgement, as soon as the server takes one more. */
    void sending(int id, Packet again) throws IOException, InterruptedException {
        takePlace();
        underWay.put(id, again);
    }

    void takePlace() throws IOException, InterruptedException {
        if (!places.tryAcquire(ANSWER_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the server acknowledges nothing");
        }
    }

    void awaitPlace() throws IOException, InterruptedException {
        takePlace();
        places.release();
    }

    void await(String answer) throws IOException, InterruptedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
        while (System.nanoTime() < end) {
            var came = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (answer.equals(came)) {
                return;
            }
            if (came == null || came.equals(LOST)) {
                throw new IOException("lost while waiting for " + answer);
            }
        }
    }

    void handle(Socket from, Frames.Frame frame) throws IOException {
        var type = PacketType.of(frame.header());
        var flags = frame.header() & 0x0F;
        var in = ByteBuffer.wrap(frame.body().toArray());
        switch (type) {
            case CONNACK -> connack(from, flags, in);
            case PUBLISH -> {
                // The place that is missing is that of our own message.
                if (!has(ClientDefect.ANSWER_HELD) || places.availablePermits() > 0) {
                    delivery.message(flags, in);
                }
            }
            case PUBREL -> delivery.released(flags, in.getShort() & 0xFFFF);
            case PUBREC -> pubrec(in.getShort() & 0xFFFF, reason(in));
            case PUBACK -> acknowledged(type, in.getShort() & 0xFFFF, reason(in));
            case PUBCOMP -> acknowledged(type, in.getShort() & 0xFFFF, 0);
            case SUBACK -> {
                delivery.must(flags == 0, ClientDefect.SUBACK_FLAGS);
                answers.add("SUBACK" + (in.getShort() & 0xFFFF));
            }
            case UNSUBACK -> answers.add("UNSUBACK" + (in.getShort() & 0xFFFF));
            case DISCONNECT -> delivery.must(false, ClientDefect.DISCONNECT_IGNORED);
            case AUTH -> delivery.must(false, ClientDefect.AUTH_IGNORED);
            case PINGRESP -> {}
            case RESERVED, CONNECT, SUBSCRIBE, UNSUBSCRIBE, PINGREQ ->
                throw new IllegalStateException(type + " from a server");
        }
    }

    private static int reason(ByteBuffer in) {
        return in.hasRemaining() ? in.get() & 0xFF : 0;
    }

    private void connack(Socket from, int flags, ByteBuffer in) throws IOException {
        delivery.must(flags == 0, ClientDefect.CONNACK_FLAGS);
        in.position(2);
        limits = version == Version.V5 ? Properties.read(in) : Properties.NONE;
        var most = has(ClientDefect.RECEIVE_MAXIMUM_IGNORED)
                ? Optional.<Long>empty()
                : limits.number(Properties.RECEIVE_MAXIMUM);
        places = new Semaphore(most.orElse((long) MOST_UNDER_WAY).intValue());
        var seconds = has(ClientDefect.SERVER_KEEP_ALIVE_IGNORED)
                ? keepAliveSeconds
                : limits.number(SERVER_KEEP_ALIVE)
                        .orElse((long) keepAliveSeconds)
                        .intValue();
        from.setSoTimeout(has(ClientDefect.NO_PING) ? 0 : seconds * 700);
        answers.add("CONNACK");
    }

    private void pubrec(int id, int reason) throws IOException {
        if (reason >= ERROR) {
            acknowledged(PacketType.PUBCOMP, id, reason);
            return;
        }
        var message = underWay.get(id);
        if (has(ClientDefect.PUBLISH_AFTER_PUBREC) && message != null) {
            outlet.send(message);
        }
        var pubrel = Packet.acknowledging(PacketType.PUBREL, has(ClientDefect.PUBREL_OTHER_ID) ? id + 1 : id);
        if (!has(ClientDefect.PUBREL_FORGOTTEN)) {
            underWay.put(id, pubrel);
        }
        outlet.send(has(ClientDefect.PUBREL_FLAGS) ? pubrel.flags(0) : pubrel);
    }

    private void acknowledged(PacketType type, int id, int reason) {
        if (reason < ERROR || !has(ClientDefect.REFUSAL_IGNORED)) {
            underWay.remove(id);
        }
        places.release();
        answers.add(type.toString() + id);
    }

    private boolean has(ClientDefect defect) {
        return defects.contains(defect);
    }
}
