// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A server of the library has to name its port before it listens; this finds one. */
public final class Ports {
    private static final int ATTEMPTS = 20;

    private Ports() {}

    /** Something that listens at a port, or says that it cannot. */
    public interface Opening<T> {
        T at(int port) throws IOException;
    }

    /** @param port 0 takes any free one */
    public static <T> T open(int port, Opening<T> opening) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return opening.at(port == 0 ? free() : port);
            } catch (IOException e) {
                // Somebody else took the free port before us.
                if (port != 0 || attempt == ATTEMPTS) throw e;
            }
        }
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
