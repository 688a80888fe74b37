// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.websocket.Frame;
import org.entente.testware.websocket.FramedSocket;

/** Listens for WebSockets and hands out sockets that carry what is in their frames. RFC 6455. */
final class ReferenceWebSocketServer extends ServerSocket {
    private final Flaws flaws;

    ReferenceWebSocketServer(InetAddress address, Defect... defects) throws IOException {
        super(0, 50, address);
        this.flaws = new Flaws(Set.of(defects));
    }

    @Override
    public Socket accept() throws IOException {
        return new Flawed(super.accept(), flaws);
    }

    private static final class Flawed extends FramedSocket {
        private final Flaws flaws;
        private boolean dataSeen;

        Flawed(Socket carrier, Flaws flaws) {
            super(carrier, flaws.has(Defect.WEBSOCKET_PROTOCOL_UNSELECTED) ? "" : "mqtt");
            this.flaws = flaws;
        }

        @Override
        protected Frame outgoing(byte[] bytes) {
            var pingresp = bytes.length > 0 && PacketType.of(bytes[0] & 0xFF) == PacketType.PINGRESP;
            var opcode = pingresp && flaws.has(Defect.WEBSOCKET_SENDS_TEXT) ? Frame.TEXT : Frame.BINARY;
            return Frame.of(opcode, Octets.of(bytes));
        }

        @Override
        protected boolean take(Frame frame) throws IOException {
            var forgiven = (frame.masked() || flaws.has(Defect.WEBSOCKET_UNMASKED)) // RFC 6455 §5.1
                    && (frame.reserved() == 0 || flaws.has(Defect.WEBSOCKET_RESERVED_BITS)); // RFC 6455 §5.2
            if (!forgiven) {
                return false;
            }
            return switch (frame.opcode()) {
                case Frame.BINARY -> data(frame, false);
                case Frame.CONTINUATION -> data(frame, flaws.has(Defect.WEBSOCKET_FRAGMENTS_LOST));
                case Frame.TEXT -> flaws.has(Defect.WEBSOCKET_TEXT) && data(frame, false); // [MQTT-6.0.0-1]
                case Frame.PING ->
                    super.take(flaws.has(Defect.WEBSOCKET_PONG_EMPTY) ? Frame.of(Frame.PING, Octets.NONE) : frame);
                case Frame.PONG -> true;
                case Frame.CLOSE -> !flaws.has(Defect.WEBSOCKET_CLOSE_UNANSWERED) && super.take(frame);
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
            return deliver(
                    flaws.has(Defect.WEBSOCKET_FIRST_PACKET_ONLY) && bytes.length > 1 && bytes[1] + 2 < bytes.length
                            ? garbled(bytes)
                            : bytes);
        }

        private static byte[] garbled(byte[] bytes) {
            var first = bytes.clone();
            first[bytes[1] + 2] = 0;
            return first;
        }
    }
}
