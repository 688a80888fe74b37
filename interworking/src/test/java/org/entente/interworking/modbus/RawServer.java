// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.modbus;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * Answers each request with bytes of the test's choice. Of these {@code tttt} is the transaction of the request, after
 * {@code closes} the connection is closed, and {@code nothing} is nothing.
 */
final class RawServer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final UnaryOperator<String> answers;

    /** @param answers to a request, both in hexadecimal digits */
    RawServer(UnaryOperator<String> answers) throws IOException {
        this.answers = answers;
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** All requests until now, in hexadecimal digits. */
    List<String> asked() {
        return asked;
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                sockets.add(socket);
                threads.execute(() -> answer(socket));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void answer(Socket socket) {
        var request = new byte[260];
        try {
            for (int read = 0; (read = socket.getInputStream().read(request)) > 1; ) {
                var hex = HexFormat.of().formatHex(request, 0, read);
                asked.add(hex);
                var said = answers.apply(hex).replace(" ", "").replace("tttt", hex.substring(0, 4));
                var bytes = said.replace("closes", "").replace("nothing", "");
                socket.getOutputStream().write(HexFormat.of().parseHex(bytes));
                if (said.endsWith("closes")) socket.close();
            }
        } catch (IOException e) {
            // Whoever asked has hung up, as it should.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var each : sockets) each.close();
        threads.shutdownNow();
    }
}
