// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.entente.testware.Octets;
import org.entente.testware.websocket.Frame;
import org.entente.testware.websocket.FrameReader;
import org.entente.testware.websocket.Handshake;

/** The bytes of MQTT in the frames of WebSocket, as the client's side sends and reads them. MQTT 3.1.1 §6. */
public final class WebSocketStream {
    private static final String PROTOCOL = "mqtt";
    private static final int LONGEST_HEAD = 16 << 10;
    /** No secret: the mask keeps proxies from being fooled, and there are none on a test bench. RFC 6455 §10.3. */
    private static final int FIRST_MASK = 0x5EED5EED;

    private final InputStream in;
    private final OutputStream out;
    private final FrameReader frames = new FrameReader();
    private final Deque<Octets> data = new ArrayDeque<>();
    private final Deque<Frame> controls = new ArrayDeque<>();
    private final byte[] chunk = new byte[LONGEST_HEAD];
    private Handshake.Head answer = new Handshake.Head("", Map.of());
    private Octets answerBytes = Octets.NONE;
    private int mask = FIRST_MASK;
    private boolean ended;

    /** The peer broke a rule of WebSocket or of MQTT over it. */
    public static final class Broken extends IOException {
        Broken(String what) {
            super(what);
        }
    }

    WebSocketStream(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** Asks for the sub-protocol that clients of MQTT must ask for. [MQTT-6.0.0-3] */
    void open(String host, String path) throws IOException {
        var key = Base64.getEncoder().encodeToString("entente-testware".getBytes(StandardCharsets.US_ASCII));
        out.write(Handshake.request(host, path, key, PROTOCOL).toArray());
        var filled = 0;
        var length = -1;
        while (length < 0) {
            var count = filled == chunk.length ? -1 : in.read(chunk, filled, chunk.length - filled);
            if (count < 0) {
                throw new Broken("the connection closed instead of becoming a WebSocket");
            }
            filled += count;
            length = Handshake.length(chunk, filled);
        }
        answerBytes = Octets.of(Arrays.copyOf(chunk, length));
        answer = Handshake.read(chunk, length);
        if (!answer.accepts(key)) {
            throw new Broken("no WebSocket: " + answer.firstLine());
        }
        frames.add(Arrays.copyOfRange(chunk, length, filled), filled - length);
    }

    /** What the server said when the WebSocket opened. */
    public Octets answer() {
        return answerBytes;
    }

    public Optional<String> protocol() {
        return answer.header("Sec-WebSocket-Protocol");
    }

    void write(byte[] bytes) throws IOException {
        write(Frame.of(Frame.BINARY, Octets.of(bytes)));
    }

    /** Sends one frame, right or wrong. */
    public void write(Frame frame) throws IOException {
        mask = mask * 1_664_525 + 1_013_904_223;
        out.write(frame.octets(mask).toArray());
    }

    /** A control frame that has come and was not needed for the flow itself, such as a pong. */
    public Optional<Frame> control() {
        return Optional.ofNullable(controls.poll());
    }

    /** Bytes of MQTT that have come; 0 where only a control frame came, -1 at the end. */
    int read(byte[] into) throws IOException {
        if (data.isEmpty() && !ended) {
            take();
        }
        var bytes = data.poll();
        if (bytes == null) {
            return ended ? -1 : 0;
        }
        var count = Math.min(into.length, bytes.length());
        System.arraycopy(bytes.toArray(), 0, into, 0, count);
        if (count < bytes.length()) {
            data.push(Octets.of(Arrays.copyOfRange(bytes.toArray(), count, bytes.length())));
        }
        return count;
    }

    private void take() throws IOException {
        var frame = frames.next();
        if (frame.isEmpty()) {
            var count = in.read(chunk);
            if (count < 0) {
                ended = true;
                return;
            }
            frames.add(chunk, count);
            frame = frames.next();
        }
        try {
            while (frame.isPresent() && !ended) {
                take(frame.get());
                frame = frames.next();
            }
        } catch (FrameReader.TooLong e) {
            throw new Broken(String.valueOf(e.getMessage()));
        }
    }

    private void take(Frame frame) throws IOException {
        if (frame.masked()) {
            throw new Broken("a masked " + frame.words() + ", which no server may send"); // RFC 6455 §5.1
        }
        switch (frame.opcode()) {
            case Frame.BINARY, Frame.CONTINUATION -> {
                if (frame.payload().length() > 0) {
                    data.add(frame.payload());
                }
            }
            case Frame.PING -> write(Frame.of(Frame.PONG, frame.payload()));
            case Frame.PONG -> controls.add(frame);
            case Frame.CLOSE -> {
                controls.add(frame);
                ended = true;
            }
            default -> throw new Broken(frame.words() + ", where MQTT must use binary ones"); // [MQTT-6.0.0-1]
        }
    }
}
