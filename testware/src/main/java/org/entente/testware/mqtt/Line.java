// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A byte stream to the endpoint. */
final class Line implements Closeable {
    private final Socket socket;

    private Line(Socket socket) {
        this.socket = socket;
    }

    static Line open(Endpoint endpoint, Duration patience) throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), millis(patience));
            // A handshake that hangs is an endpoint that does not answer.
            socket.setSoTimeout(millis(patience));
            return new Line(
                    switch (endpoint.transport()) {
                        case Transport.Plain _ -> socket;
                        case Transport.Tls tls -> tls.over(socket, endpoint);
                    });
        } catch (IOException e) {
            socket.close();
            throw new IOException("no connection to " + endpoint + ": " + e.getMessage(), e);
        }
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Reads what has come, or -1 at the end. */
    int read(byte[] into, Duration patience) throws SocketTimeoutException, IOException {
        socket.setSoTimeout(millis(patience));
        return socket.getInputStream().read(into);
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
