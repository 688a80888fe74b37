// SPDX-License-Identifier: Apache-2.0
package org.entente.model.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A TCP port of loopback for a server that has to know it before it starts, or comes back to it: until it is closed the
 * system gives it to nobody who asks for any port, neither to listen at nor to connect from.
 */
public final class KeptPort implements AutoCloseable {
    private final Socket socket = new Socket();
    private final int number;

    public KeptPort() throws IOException {
        // Bound and never listening: a server that reuses addresses, as they all do, can still be bound to it.
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        number = socket.getLocalPort();
        // Elsewhere two cannot be bound to one port, so there it is chosen and no more.
        if (!System.getProperty("os.name").equals("Linux")) socket.close();
    }

    public int number() {
        return number;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
