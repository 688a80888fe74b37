// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An OCF device made of bytes: each message is laid out by hand as RFC 7252 §3 and OCF Core §12.2 have it, and no CoAP
 * library is in it, so that whatever the adapter's library takes for granted shows.
 */
final class RawDevice implements AutoCloseable {
    static final int CONTENT = 0x45;
    static final int CHANGED = 0x44;
    static final int FORBIDDEN = 0x83;
    static final int NOT_FOUND = 0x84;

    /** Content-Format 10000 and OCF-Content-Format-Version 1.0.0, as option deltas behind an Observe of one byte or none. */
    private static final String OCF_CBOR = "2710";

    private static final int BLOCK = 1024;

    /** What a device says: a code, options from Content-Format on, and a payload. */
    record Reply(int code, Optional<String> options, String payload) {
        static Reply cbor(String payload) {
            return new Reply(CONTENT, Optional.empty(), payload);
        }

        static Reply of(int code, String payload) {
            return new Reply(code, Optional.of(""), payload);
        }
    }

    /** A request as it came: the bytes after the token, and what they say. */
    record Asked(int code, String path, String query, String options, String payload) {}

    private final DatagramSocket socket;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final Map<String, Reply> writes = new ConcurrentHashMap<>();
    private final Map<String, Reply> beginnings = new ConcurrentHashMap<>();
    private final Map<String, Watcher> watchers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    /** Volatile: a test sets it, the device's thread reads it. */
    private volatile boolean dumb;
    /** Volatile likewise. */
    private volatile boolean vanishing;

    private int number;

    private record Watcher(SocketAddress from, byte[] token) {}

    private RawDevice(int port) throws IOException {
        this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    static RawDevice start() throws IOException {
        return start(0);
    }

    static RawDevice start(int port) throws IOException {
        var device = new RawDevice(port);
        Thread.ofVirtual().start(device::serve);
        return device;
    }

    int port() {
        return socket.getLocalPort();
    }

    /**
     * @param path if need be with the query that is answered so
     * @param cbor in hexadecimal, with blanks where a reader likes them
     */
    RawDevice has(String path, String cbor) {
        replies.put(path, Reply.cbor(cbor));
        return this;
    }

    RawDevice says(String path, Reply reply) {
        replies.put(path, reply);
        return this;
    }

    RawDevice takes(String path, Reply reply) {
        writes.put(path, reply);
        return this;
    }

    /** How it answers who begins to watch, as if it had changed right after. */
    RawDevice begins(String path, String cbor) {
        beginnings.put(path, Reply.cbor(cbor));
        return this;
    }

    /** Hears and says nothing more. */
    void falls(boolean silent) {
        dumb = silent;
    }

    /** Takes the next write and is gone before it has answered. */
    void vanishesInMidWrite() {
        vanishing = true;
    }

    void returns() {
        vanishing = false;
        dumb = false;
    }

    List<Asked> asked(int code, String path) {
        return asked.stream()
                .filter(each -> each.code == code && each.path.equals(path))
                .toList();
    }

    boolean isWatched(String path) {
        return watchers.containsKey(path);
    }

    /** Tells who watches what the resource is now, and that it is so. */
    void change(String path, String cbor) throws IOException {
        has(path, cbor);
        tell(path, Reply.cbor(cbor));
    }

    void tell(String path, Reply reply) throws IOException {
        var watcher = watchers.get(path);
        if (watcher == null) throw new IllegalStateException("nobody watches " + path);
        number++;
        // Non-confirmable, with Observe counting up.
        send(watcher.from, message(0x50, number + 1000, watcher.token, reply, Optional.of(number), 0));
    }

    private void serve() {
        var buffer = new byte[2048];
        try {
            while (!socket.isClosed()) {
                var packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                if (!dumb) answer(packet);
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void answer(DatagramPacket packet) throws IOException {
        var bytes = new Bytes(packet.getData(), packet.getLength());
        int first = bytes.next();
        int code = bytes.next();
        int id = bytes.next() << 8 | bytes.next();
        // Acknowledgements, resets and pings need no answer of this device.
        if ((first & 0x20) != 0 || code == 0) return;
        var token = bytes.take(first & 0x0f);
        var request = bytes.request(code);
        asked.add(request);
        boolean isRead = code == 1;
        if (!isRead && vanishing) dumb = true;
        if (dumb) return;
        var reply = isRead
                ? replies.getOrDefault(
                        request.path + "?" + request.query, replies.getOrDefault(request.path, Reply.of(NOT_FOUND, "")))
                : writes.getOrDefault(request.path, Reply.of(CHANGED, ""));
        boolean watches = isRead && bytes.observe == 0 && reply.code == CONTENT;
        if (watches) reply = beginnings.getOrDefault(request.path, reply);
        if (isRead && bytes.observe == 1) watchers.remove(request.path);
        boolean isConfirmable = (first & 0x30) == 0;
        send(
                packet.getSocketAddress(),
                message(
                        isConfirmable ? 0x60 : 0x50,
                        id,
                        token,
                        reply,
                        watches ? Optional.of(0) : Optional.empty(),
                        bytes.block));
        // Nobody is told of a change before this answer, which would undo it.
        if (watches) watchers.put(request.path, new Watcher(packet.getSocketAddress(), token));
    }

    /** @param block which piece of a payload that is larger than one */
    private static byte[] message(int head, int id, byte[] token, Reply reply, Optional<Integer> observe, int block) {
        var out = new ByteArrayOutputStream();
        out.write(head | token.length);
        out.write(reply.code);
        out.write(id >> 8);
        out.write(id);
        out.writeBytes(token);
        // Observe is option 6, Content-Format 12: a delta of 12 or of 6.
        observe.ifPresent(value -> out.writeBytes(new byte[] {0x61, value.byteValue()}));
        var payload = hex(reply.payload);
        // Whoever asks for the next piece of what was longer before gets none.
        int start = Math.min(payload.length, block * BLOCK);
        int end = Math.min(payload.length, start + BLOCK);
        var format = (observe.isPresent() ? "62" : "c2") + OCF_CBOR;
        // Block2 is option 23: its number, whether more follows, and pieces of 1024 bytes.
        var rest = payload.length <= BLOCK
                ? format + "e206ec0800"
                : format + "b2" + HexFormat.of().toHexDigits((short) (block << 4 | (end < payload.length ? 8 : 0) | 6))
                        + "e206e10800";
        out.writeBytes(hex(reply.options.orElse(rest)));
        if (payload.length > 0) {
            out.write(0xff);
            out.write(payload, start, end - start);
        }
        return out.toByteArray();
    }

    private void send(SocketAddress to, byte[] message) throws IOException {
        socket.send(new DatagramPacket(message, message.length, to));
    }

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    /** Reads a request. */
    private static final class Bytes {
        private final byte[] bytes;
        private final int end;
        private int at;
        private int observe = -1;
        private int block;

        Bytes(byte[] bytes, int end) {
            this.bytes = bytes;
            this.end = end;
        }

        int next() {
            return bytes[at++] & 0xff;
        }

        byte[] take(int length) {
            var taken = new byte[length];
            System.arraycopy(bytes, at, taken, 0, length);
            at += length;
            return taken;
        }

        Asked request(int code) {
            int start = at;
            var path = new StringBuilder();
            var query = new StringBuilder();
            int option = 0;
            while (at < end && (bytes[at] & 0xff) != 0xff) {
                int head = next();
                option += extended(head >> 4);
                var value = take(extended(head & 0x0f));
                if (option == 6) observe = value.length == 0 ? 0 : value[0];
                if (option == 23) block = new BigInteger(1, value).intValue() >> 4;
                if (option == 11) path.append('/').append(new String(value, UTF_8));
                if (option == 15) query.append(new String(value, UTF_8));
            }
            var options = HexFormat.of().formatHex(bytes, start, at);
            var payload = at < end ? HexFormat.of().formatHex(bytes, at + 1, end) : "";
            return new Asked(code, path.toString(), query.toString(), options, payload);
        }

        private int extended(int nibble) {
            if (nibble < 13) return nibble;
            return nibble == 13 ? next() + 13 : (next() << 8 | next()) + 269;
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
