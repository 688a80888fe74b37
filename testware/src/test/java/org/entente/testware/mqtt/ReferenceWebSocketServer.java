// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.websocket.Frame;
import org.entente.testware.websocket.FrameReader;
import org.entente.testware.websocket.Handshake;

/** Listens for WebSockets and hands out sockets that carry what is in their frames. RFC 6455. */
final class ReferenceWebSocketServer extends ServerSocket {
    private final Flaws flaws;

    ReferenceWebSocketServer(Defect... defects) throws IOException {
        super(0, 50, InetAddress.getLoopbackAddress());
        this.flaws = new Flaws(Set.of(defects));
    }

    @Override
    public Socket accept() throws IOException {
        var socket = new Framed(flaws);
        implAccept(socket);
        return socket;
    }

    /** A socket whose streams are the data of the WebSocket; what breaks a rule ends the stream. */
    private static final class Framed extends Socket {
        private static final int CHUNK = 64 << 10;

        private final Flaws flaws;
        private final FrameReader frames = new FrameReader();
        private final byte[] chunk = new byte[CHUNK];
        private byte[] left = new byte[0];
        private boolean open;
        private boolean dataSeen;

        Framed(Flaws flaws) {
            this.flaws = flaws;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            var raw = super.getInputStream();
            return new InputStream() {
                @Override
                public int read() {
                    throw new UnsupportedOperationException("nobody reads byte by byte");
                }

                @Override
                public int read(byte[] into, int at, int most) throws IOException {
                    while (left.length == 0) {
                        if (!next(raw)) {
                            return -1;
                        }
                    }
                    var count = Math.min(most, left.length);
                    System.arraycopy(left, 0, into, at, count);
                    left = Arrays.copyOfRange(left, count, left.length);
                    return count;
                }
            };
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new OutputStream() {
                @Override
                public void write(int b) {
                    throw new UnsupportedOperationException("nobody writes byte by byte");
                }

                @Override
                public void write(byte[] bytes) throws IOException {
                    var pingresp = bytes.length > 0 && PacketType.of(bytes[0] & 0xFF) == PacketType.PINGRESP;
                    var opcode = pingresp && flaws.has(Defect.WEBSOCKET_SENDS_TEXT) ? Frame.TEXT : Frame.BINARY;
                    Framed.this.send(Frame.of(opcode, Octets.of(bytes)));
                }
            };
        }

        private void send(Frame frame) throws IOException {
            super.getOutputStream().write(frame.unmasked().octets(0).toArray());
        }

        private boolean next(InputStream raw) throws IOException {
            if (!open) {
                return handshake(raw);
            }
            for (var frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                if (!take(frame.get())) {
                    return false;
                }
                if (left.length > 0) {
                    return true;
                }
            }
            var count = raw.read(chunk);
            if (count > 0) {
                frames.add(chunk, count);
            }
            return count >= 0;
        }

        private boolean handshake(InputStream raw) throws IOException {
            var filled = 0;
            while (Handshake.length(chunk, filled) < 0) {
                var count = raw.read(chunk, filled, chunk.length - filled);
                if (count < 0) {
                    return false;
                }
                filled += count;
            }
            var length = Handshake.length(chunk, filled);
            var key = Handshake.read(chunk, length).header("Sec-WebSocket-Key").orElse("");
            var protocol = flaws.has(Defect.WEBSOCKET_PROTOCOL_UNSELECTED) ? "" : "Sec-WebSocket-Protocol: mqtt\r\n";
            super.getOutputStream()
                    .write(Octets.utf8(
                                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                            + "Sec-WebSocket-Accept: " + Handshake.answer(key) + "\r\n" + protocol
                                            + "\r\n")
                            .toArray());
            frames.add(Arrays.copyOfRange(chunk, length, filled), filled - length);
            open = true;
            return true;
        }

        private boolean take(Frame frame) throws IOException {
            if ((!frame.masked() && !flaws.has(Defect.WEBSOCKET_UNMASKED)) // RFC 6455 §5.1
                    || (frame.reserved() != 0 && !flaws.has(Defect.WEBSOCKET_RESERVED_BITS))) { // RFC 6455 §5.2
                return false;
            }
            return switch (frame.opcode()) {
                case Frame.BINARY -> data(frame, false);
                case Frame.CONTINUATION -> data(frame, flaws.has(Defect.WEBSOCKET_FRAGMENTS_LOST));
                case Frame.TEXT -> flaws.has(Defect.WEBSOCKET_TEXT) && data(frame, false); // [MQTT-6.0.0-1]
                case Frame.PING -> {
                    var told = flaws.has(Defect.WEBSOCKET_PONG_EMPTY) ? Octets.NONE : frame.payload();
                    send(Frame.of(Frame.PONG, told));
                    yield true;
                }
                case Frame.PONG -> true;
                case Frame.CLOSE -> {
                    if (!flaws.has(Defect.WEBSOCKET_CLOSE_UNANSWERED)) {
                        send(Frame.of(Frame.CLOSE, frame.payload())); // RFC 6455 §5.5.1
                    }
                    yield false;
                }
                default -> flaws.has(Defect.WEBSOCKET_OPCODE) && data(frame, false);
            };
        }

        /** False ends the connection, as a defect that takes a frame for a packet does. */
        private boolean data(Frame frame, boolean lost) {
            var bytes = frame.payload().toArray();
            var whole = bytes.length > 1 && bytes[1] == bytes.length - 2;
            if (lost || (flaws.has(Defect.WEBSOCKET_FRAME_IS_PACKET) && bytes.length < 10 && !dataSeen && !whole)) {
                return false;
            }
            dataSeen = true;
            // The rest of the frame, which is the next packet, is lost.
            left = flaws.has(Defect.WEBSOCKET_FIRST_PACKET_ONLY) && bytes.length > 1 && bytes[1] + 2 < bytes.length
                    ? garbled(bytes)
                    : bytes;
            return true;
        }

        private static byte[] garbled(byte[] bytes) {
            var first = bytes.clone();
            first[bytes[1] + 2] = 0;
            return first;
        }
    }
}
