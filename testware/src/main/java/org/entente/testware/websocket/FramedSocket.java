// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.websocket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import org.entente.testware.Octets;

/**
 * A server's end of a WebSocket as a socket whose streams are the data in the frames; what breaks a rule ends the
 * stream. Its behaviour may be changed, for servers that are wrong on purpose. Used by one reader and one writer.
 * RFC 6455.
 */
public class FramedSocket extends Socket {
    private static final int CHUNK = 64 << 10;

    private final Socket carrier;
    private final String protocol;
    private final FrameReader frames = new FrameReader();
    private final byte[] chunk = new byte[CHUNK];
    private byte[] left = new byte[0];
    private boolean open;

    /**
     * Waits for the handshake with the first read.
     *
     * @param carrier TCP or TLS
     * @param protocol the sub-protocol that is selected, and demanded of the client; none if it is empty
     */
    public FramedSocket(Socket carrier, String protocol) {
        this.carrier = carrier;
        this.protocol = protocol;
    }

    /** What a frame brings, as {@link #deliver} takes it; false ends the connection. */
    protected boolean take(Frame frame) throws IOException {
        if (!frame.masked() || frame.reserved() != 0) { // RFC 6455 §5.1, §5.2
            return false;
        }
        return switch (frame.opcode()) {
            case Frame.BINARY, Frame.CONTINUATION -> deliver(frame.payload().toArray());
            case Frame.PING -> {
                send(Frame.of(Frame.PONG, frame.payload()));
                yield true;
            }
            case Frame.PONG -> true;
            case Frame.CLOSE -> {
                send(Frame.of(Frame.CLOSE, frame.payload())); // RFC 6455 §5.5.1
                yield false;
            }
            default -> false;
        };
    }

    /** The frame that bytes go out in. */
    protected Frame outgoing(byte[] bytes) {
        return Frame.of(Frame.BINARY, Octets.of(bytes));
    }

    /** Hands data to the reader; true, since the connection goes on. */
    protected final boolean deliver(byte[] bytes) {
        left = bytes;
        return true;
    }

    /** No server masks. RFC 6455 §5.1. */
    protected final void send(Frame frame) throws IOException {
        carrier.getOutputStream().write(frame.unmasked().octets(0).toArray());
    }

    private boolean next() throws IOException {
        if (!open) {
            return handshake();
        }
        for (var frame = frames.next(); frame.isPresent(); frame = frames.next()) {
            if (!take(frame.get())) {
                return false;
            }
            if (left.length > 0) {
                return true;
            }
        }
        var count = carrier.getInputStream().read(chunk);
        if (count > 0) {
            frames.add(chunk, count);
        }
        return count >= 0;
    }

    private boolean handshake() throws IOException {
        var filled = 0;
        while (Handshake.length(chunk, filled) < 0) {
            var count = carrier.getInputStream().read(chunk, filled, chunk.length - filled);
            if (count < 0) {
                return false;
            }
            filled += count;
        }
        var length = Handshake.length(chunk, filled);
        var head = Handshake.read(chunk, length);
        if (!protocol.isEmpty() && !head.offers(protocol)) {
            carrier.getOutputStream()
                    .write(Octets.utf8("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
                            .toArray());
            return false;
        }
        var key = head.header("Sec-WebSocket-Key").orElse("");
        var selected = protocol.isEmpty() ? "" : "Sec-WebSocket-Protocol: " + protocol + "\r\n";
        carrier.getOutputStream()
                .write(Octets.utf8("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Accept: " + Handshake.answer(key) + "\r\n" + selected + "\r\n")
                        .toArray());
        frames.add(Arrays.copyOfRange(chunk, length, filled), filled - length);
        open = true;
        return true;
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() {
                throw new UnsupportedOperationException("nobody reads byte by byte");
            }

            @Override
            public int read(byte[] into, int at, int most) throws IOException {
                while (left.length == 0) {
                    if (!next()) {
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
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int b) {
                throw new UnsupportedOperationException("nobody writes byte by byte");
            }

            @Override
            public void write(byte[] bytes) throws IOException {
                FramedSocket.this.send(outgoing(bytes));
            }
        };
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        carrier.setTcpNoDelay(on);
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        carrier.setSoTimeout(millis);
    }

    @Override
    public int getPort() {
        return carrier.getPort();
    }

    @Override
    public void close() throws IOException {
        carrier.close();
    }
}
