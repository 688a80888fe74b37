// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;

/** A TCP connection that sends CoAP as bytes, and knows of an answer its code. RFC 8323 §3.2 */
final class Streamed implements AutoCloseable {
    private static final int SIGNALS = 7;

    private final Socket socket;
    private final DataInputStream in;

    Streamed(URI server) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout((int) CoapHub.PATIENCE.toMillis());
        in = new DataInputStream(socket.getInputStream());
    }

    void send(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** The code of the next message that is no signal; empty if the other side closes. */
    Optional<String> ask(byte... bytes) throws IOException {
        send(bytes);
        try {
            while (true) {
                int code = code();
                if (code >> 5 != SIGNALS)
                    return Optional.of((code >> 5) + "." + (code % 32 < 10 ? "0" : "") + code % 32);
            }
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    private int code() throws IOException {
        int first = in.readUnsignedByte();
        int length =
                switch (first >> 4) {
                    case 13 -> in.readUnsignedByte() + 13;
                    case 14 -> in.readUnsignedShort() + 269;
                    case 15 -> in.readInt() + 65_805;
                    default -> first >> 4;
                };
        int code = in.readUnsignedByte();
        in.skipNBytes((first & 0x0F) + (long) length);
        return code;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
