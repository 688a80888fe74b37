// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;

/** Stands before a TLS server and agrees to whatever an obsolete client offers; others are passed through. */
final class ObsoleteTls implements Closeable {
    private static final int CHUNK = 16 << 10;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int behind;

    ObsoleteTls(int behind) throws IOException {
        this.behind = behind;
        Thread.ofVirtual().name("obsolete-tls").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                var client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed by the test.
            return;
        }
    }

    private void serve(Socket client) {
        try (client;
                var real = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            var chunk = new byte[CHUNK];
            var count = client.getInputStream().read(chunk);
            if (count > 0 && offersTls13(chunk, count)) {
                real.getOutputStream().write(chunk, 0, count);
                Thread.ofVirtual().start(() -> copy(real, client));
                client.getInputStream().transferTo(real.getOutputStream());
            } else if (count > 45) {
                client.getOutputStream().write(agreeing(chunk));
            }
        } catch (IOException e) {
            // One of the two is gone: so is the other.
            return;
        }
    }

    /** The extension supported_versions, which our obsolete client does not know. */
    private static boolean offersTls13(byte[] hello, int count) {
        for (int i = 0; i + 1 < count; i++) {
            if (hello[i] == 0 && hello[i + 1] == 0x2B) {
                return true;
            }
        }
        return false;
    }

    /** A ServerHello with the version and the first suite of the ClientHello. RFC 5246 §7.4.1.3. */
    private static byte[] agreeing(byte[] hello) {
        var answer = new byte[47];
        System.arraycopy(
                new byte[] {22, hello[1], hello[2], 0, 42, 2, 0, 0, 38, hello[9], hello[10]}, 0, answer, 0, 11);
        Arrays.fill(answer, 11, 43, (byte) 7);
        answer[44] = hello[46];
        answer[45] = hello[47];
        return answer;
    }

    private static void copy(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // One of the two is gone: so is the other.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
