// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.wire;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;

/** A byte stream to the endpoint. */
public final class Line implements Closeable {
    /** Less than the smallest buffer that a system gives a connection. */
    private static final int SURE_TO_FIT = 16 << 10;

    private final Socket socket;
    private final Optional<WebSocketStream> webSocket;

    private Line(Socket socket, Optional<WebSocketStream> webSocket) {
        this.socket = socket;
        this.webSocket = webSocket;
    }

    public static Line open(Endpoint endpoint, Duration patience) throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), millis(patience));
            // A handshake that hangs is an endpoint that does not answer.
            socket.setSoTimeout(millis(patience));
            return switch (endpoint.transport()) {
                case Transport.Plain _ -> new Line(socket, Optional.empty());
                case Transport.Tls tls -> new Line(tls.over(socket, endpoint), Optional.empty());
                case Transport.WebSocket(var tls, var path) ->
                    webSocket(tls.isPresent() ? tls.get().over(socket, endpoint) : socket, endpoint, path);
            };
        } catch (IOException e) {
            socket.close();
            throw new IOException("no connection to " + endpoint + ": " + e.getMessage(), e);
        }
    }

    private static Line webSocket(Socket socket, Endpoint endpoint, String path) throws IOException {
        var stream = new WebSocketStream(socket.getInputStream(), socket.getOutputStream());
        stream.open(endpoint.host() + ":" + endpoint.port(), path);
        return new Line(socket, Optional.of(stream));
    }

    /** The frames around the bytes, where there are some. */
    public Optional<WebSocketStream> webSocket() {
        return webSocket;
    }

    public void write(byte[] bytes) throws IOException {
        if (webSocket.isPresent()) {
            webSocket.get().write(bytes);
        } else {
            socket.getOutputStream().write(bytes);
        }
    }

    /**
     * Writes much, and gives up where the endpoint takes nothing for so long.
     *
     * <p>Sockets know no patience for writing: what may not fit into their buffers is written by a thread of its own.
     */
    public void write(byte[] bytes, Duration patience) throws IOException {
        if (bytes.length <= SURE_TO_FIT) {
            write(bytes);
            return;
        }
        var failure = new AtomicReference<IOException>();
        var writer = Thread.ofVirtual().name("line-writer").start(() -> {
            try {
                write(bytes);
            } catch (IOException e) {
                failure.set(e);
            }
        });
        try {
            if (!writer.join(patience)) {
                close();
                throw new SocketTimeoutException("the endpoint takes nothing more");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while writing", e);
        }
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    /** Reads what has come, or -1 at the end; 0 where only a WebSocket control frame came. */
    public int read(byte[] into, Duration patience) throws SocketTimeoutException, IOException {
        socket.setSoTimeout(millis(patience));
        return webSocket.isPresent()
                ? webSocket.get().read(into)
                : socket.getInputStream().read(into);
    }

    /** Closing will reset the connection: thousands a second would use up the ports that wait after a proper end. */
    public void abortWhenClosed() throws IOException {
        socket.setSoLinger(true, 0);
    }

    /** Nothing more will be sent; what the endpoint still says can be read. TLS has no such half. */
    public void endOutput() throws IOException {
        if (!(socket instanceof SSLSocket)) {
            socket.shutdownOutput();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    // 0 would mean for ever to a socket.
    private static int millis(Duration patience) {
        return (int) Math.max(1, patience.toMillis());
    }
}
