// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Locale;

/** A bare socket to a server: what goes out is exactly what the test wrote. */
final class Wire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;

    final Socket socket;

    Wire(URI server) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    Wire send(String text) throws IOException {
        return send(text.getBytes(ISO_8859_1));
    }

    Wire send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** One whole response, head and body by its Content-Length; empty if the server closes without a word. */
    String response() throws IOException {
        var in = socket.getInputStream();
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) return text.toString();
            text.append((char) next);
        }
        var head = text.toString().toLowerCase(Locale.ROOT);
        int at = head.indexOf("content-length:");
        if (at < 0) return text.toString();
        int length = Integer.parseInt(
                head.substring(at + 15, head.indexOf("\r\n", at)).strip());
        return text + new String(in.readNBytes(length), ISO_8859_1);
    }

    /** Says that there is no more to come. */
    Wire finish() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Everything until the server closes. */
    String rest() throws IOException {
        var text = new StringBuilder();
        try {
            var in = socket.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) text.append((char) next);
        } catch (SocketException reset) {
            // closed before it had read everything
        }
        return text.toString();
    }

    /** Whether the server closes the connection. */
    boolean isClosed() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
