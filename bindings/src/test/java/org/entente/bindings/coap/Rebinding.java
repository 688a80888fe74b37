// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.URI;

/**
 * Stands between a client and a server as a router does; it may give the client another port at any time, and be one that
 * brings datagrams twice.
 */
final class Rebinding implements AutoCloseable {
    private final DatagramSocket inside = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final InetSocketAddress server;
    private volatile DatagramSocket outside;
    private volatile SocketAddress client = new InetSocketAddress(0);
    private volatile int times = 1;

    Rebinding(URI server) throws SocketException {
        this.server = new InetSocketAddress(server.getHost(), server.getPort());
        this.outside = open();
        Thread.ofVirtual()
                .start(() -> pass(inside, packet -> {
                    client = packet.getSocketAddress();
                    packet.setSocketAddress(this.server);
                    for (int i = 0; i < times; i++) outside.send(packet);
                }));
    }

    @FunctionalInterface
    private interface Passing {
        void pass(DatagramPacket packet) throws IOException;
    }

    URI address() {
        return URI.create("coaps://127.0.0.1:" + inside.getLocalPort());
    }

    /** From here on the client comes from another port. */
    void rebind() throws SocketException {
        var before = outside;
        outside = open();
        before.close();
    }

    /** From here on everything comes twice, either way. */
    Rebinding doubling() {
        times = 2;
        return this;
    }

    private DatagramSocket open() throws SocketException {
        var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual()
                .start(() -> pass(socket, packet -> {
                    packet.setSocketAddress(client);
                    for (int i = 0; i < times; i++) inside.send(packet);
                }));
        return socket;
    }

    private static void pass(DatagramSocket from, Passing passing) {
        try {
            while (true) {
                var packet = new DatagramPacket(new byte[4096], 4096);
                from.receive(packet);
                passing.pass(packet);
            }
        } catch (IOException closed) {
            // The test is over, or the port has changed.
        }
    }

    @Override
    public void close() {
        inside.close();
        outside.close();
    }
}
