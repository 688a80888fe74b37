// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.load;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Connect;
import org.entente.testware.mqtt.wire.Endpoint;
import org.entente.testware.mqtt.wire.Frames;
import org.entente.testware.mqtt.wire.Line;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Publication;
import org.entente.testware.mqtt.wire.Version;

/** A plain MQTT 3.1.1 client for measuring: one thread reads, any thread publishes. */
final class LoadClient implements Closeable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration READ = Duration.ofSeconds(1);
    private static final int CHUNK = 64 << 10;
    private static final int LARGEST_ID = 60_000;
    private static final int WINDOW = 128;

    private final Line line;
    private final Consumer<ByteBuffer> messages;
    private final ReentrantLock writing = new ReentrantLock();
    private final Semaphore window = new Semaphore(WINDOW);
    private final Semaphore answers = new Semaphore(0);
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicLong acknowledged = new AtomicLong();
    private final Set<Integer> underWay = ConcurrentHashMap.newKeySet();
    /** Set by the reader. */
    private volatile boolean lost;

    private volatile boolean sessionPresent;

    private LoadClient(Line line, Consumer<ByteBuffer> messages) {
        this.line = line;
        this.messages = messages;
    }

    /**
     * Connects.
     *
     * @param messages hears the payload of each message that comes
     */
    static LoadClient connect(Endpoint endpoint, Connect connect, Consumer<ByteBuffer> messages) throws IOException {
        var client = new LoadClient(Line.open(endpoint, PATIENCE), messages);
        try {
            client.line.write(connect.packet(Version.V311).octets().toArray());
            Thread.ofVirtual().name("load-client").start(client::read);
            client.answered("CONNACK");
            return client;
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    boolean sessionPresent() {
        return sessionPresent;
    }

    boolean lost() {
        return lost;
    }

    long acknowledged() {
        return acknowledged.get();
    }

    void subscribe(String filter, int qos) throws IOException {
        write(Packet.subscribe(1, filter, qos));
        answered("SUBACK");
    }

    void ping() throws IOException {
        write(Packet.pingreq());
        answered("PINGRESP");
    }

    /** Publishes, and waits only where too much is under way already. */
    void publish(String topic, Octets payload, int qos, boolean retain) throws IOException {
        var id = qos == 0 ? 0 : ids.updateAndGet(i -> i % LARGEST_ID + 1);
        if (qos > 0) {
            acquire(window, "an acknowledgement");
            underWay.add(id);
        }
        var message = Publication.of(topic, payload).qos(qos, id);
        write((retain ? message.retained() : message).packet());
    }

    /** Waits until all that was published is acknowledged. */
    void settle() throws IOException {
        for (int i = 0; i < WINDOW; i++) {
            acquire(window, "the last acknowledgements");
        }
        window.release(WINDOW);
    }

    private void answered(String what) throws IOException {
        acquire(answers, what);
    }

    private void acquire(Semaphore permits, String what) throws IOException {
        try {
            for (int i = 0; i < PATIENCE.toMillis() / 100; i++) {
                if (permits.tryAcquire(100, TimeUnit.MILLISECONDS)) {
                    return;
                }
                if (lost) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IOException(lost ? "the connection was lost" : "waited in vain for " + what);
    }

    private void write(Packet packet) throws IOException {
        writing.lock();
        try {
            line.write(packet.octets().toArray());
        } finally {
            writing.unlock();
        }
    }

    private void read() {
        var frames = new Frames();
        var chunk = new byte[CHUNK];
        try {
            while (!lost) {
                try {
                    var count = line.read(chunk, READ);
                    if (count < 0) {
                        break;
                    }
                    frames.add(chunk, count);
                } catch (SocketTimeoutException e) {
                    continue;
                }
                for (var frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                    handle(
                            frame.get().header(),
                            ByteBuffer.wrap(frame.get().body().toArray()));
                }
            }
        } catch (IOException e) {
            // A lost connection is what some steps are about: it shows in lost().
            lost = true;
        }
        lost = true;
    }

    private void handle(int header, ByteBuffer body) throws IOException {
        switch (PacketType.of(header)) {
            case CONNACK -> {
                sessionPresent = body.get(0) == 1;
                if (body.get(1) != 0) {
                    throw new IOException("refused with code " + body.get(1));
                }
                answers.release();
            }
            case SUBACK, UNSUBACK, PINGRESP -> answers.release();
            case PUBLISH -> message((header >> 1) & 3, body);
            case PUBACK, PUBCOMP -> done(body.getShort() & 0xFFFF);
            case PUBREC -> write(Packet.acknowledging(PacketType.PUBREL, body.getShort() & 0xFFFF));
            case PUBREL -> write(Packet.acknowledging(PacketType.PUBCOMP, body.getShort() & 0xFFFF));
            case RESERVED, CONNECT, SUBSCRIBE, UNSUBSCRIBE, PINGREQ, DISCONNECT, AUTH -> unexpected(header);
        }
    }

    private static void unexpected(int header) throws IOException {
        throw new IOException(PacketType.of(header) + ", which no server of 3.1.1 sends");
    }

    private void message(int qos, ByteBuffer body) throws IOException {
        body.position(2 + (body.getShort(0) & 0xFFFF));
        var id = qos > 0 ? body.getShort() & 0xFFFF : 0;
        messages.accept(body.slice());
        if (qos == 1) {
            write(Packet.acknowledging(PacketType.PUBACK, id));
        } else if (qos == 2) {
            write(Packet.acknowledging(PacketType.PUBREC, id));
        }
    }

    private void done(int id) {
        if (underWay.remove(id)) {
            acknowledged.incrementAndGet();
            window.release();
        }
    }

    @Override
    public void close() throws IOException {
        lost = true;
        line.close();
    }

    /** Ends it from another thread, whatever it waits for. */
    void abort() {
        try {
            close();
        } catch (IOException e) {
            // A connection that refuses to close is as good as closed.
            lost = true;
        }
    }
}
