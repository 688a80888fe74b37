// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.entente.testware.mqtt.wire.Endpoint;

/** A server that is no broker and does its worst. */
final class HostileServer implements Closeable {
    /** What it does with a connection. */
    @FunctionalInterface
    interface Treatment {
        void of(Socket client) throws IOException;
    }

    private static final int CHUNK = 4096;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

    private HostileServer(Treatment treatment) throws IOException {
        Thread.ofVirtual().start(() -> accept(treatment));
    }

    static HostileServer that(Treatment treatment) throws IOException {
        return new HostileServer(treatment);
    }

    /** Random bytes without end. */
    static HostileServer babbling(long seed) throws IOException {
        return that(client -> {
            var random = new Random(seed);
            var bytes = new byte[CHUNK];
            while (true) {
                random.nextBytes(bytes);
                client.getOutputStream().write(bytes);
            }
        });
    }

    Endpoint endpoint() {
        return new Endpoint("127.0.0.1", server.getLocalPort());
    }

    private void accept(Treatment treatment) {
        try {
            while (true) {
                var client = server.accept();
                clients.add(client);
                Thread.ofVirtual().start(() -> treat(client, treatment));
            }
        } catch (IOException e) {
            clients.forEach(HostileServer::shut);
        }
    }

    private static void treat(Socket client, Treatment treatment) {
        try {
            treatment.of(client);
        } catch (IOException e) {
            shut(client);
        }
    }

    static void shut(Socket client) {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        clients.forEach(HostileServer::shut);
    }
}
