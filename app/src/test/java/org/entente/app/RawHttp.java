// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** HTTP by hand: what goes out is exactly what the test wrote, byte by byte. Not for several threads. */
final class RawHttp implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int CHUNK = 1 << 16;

    private final URI server;
    private Optional<Socket> open = Optional.empty();

    RawHttp(URI server) {
        this.server = server;
    }

    /**
     * An answer as it came.
     *
     * @param status 0 if the server closed the connection without a word, -1 if it said nothing at all
     */
    record Answer(int status, String head, String body) {
        static final Answer NONE = new Answer(0, "", "");

        Optional<String> header(String name) {
            var wanted = name.toLowerCase(Locale.ROOT) + ":";
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(wanted))
                    .map(line -> line.substring(wanted.length()).strip())
                    .findFirst();
        }
    }

    /** Sends a request whose characters are its bytes, on the connection of the one before if that is still open. */
    Answer send(String latin1) throws IOException {
        boolean used = open.isPresent();
        var answer = exchange(latin1);
        // A server may close a connection between two requests; only the second silence is an answer.
        return answer.status() == 0 && used ? exchange(latin1) : answer;
    }

    private Answer exchange(String latin1) throws IOException {
        var socket = socket();
        try {
            write(socket, latin1.getBytes(ISO_8859_1));
            var answer = read(socket);
            if (answer.status() == 0 || answer.header("Connection").orElse("").equals("close")) close();
            return answer;
        } catch (SocketTimeoutException silence) {
            close();
            return new Answer(-1, "", "no answer in time");
        } catch (SocketException reset) {
            close();
            return Answer.NONE;
        }
    }

    Socket socket() throws IOException {
        if (open.isPresent()) return open.get();
        var socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        open = Optional.of(socket);
        return socket;
    }

    /** Stops when the answer comes before the request's end, as a sender of a large body should. */
    private static void write(Socket socket, byte[] bytes) throws IOException {
        var out = socket.getOutputStream();
        try {
            for (int at = 0; at < bytes.length; at += CHUNK) {
                out.write(bytes, at, Math.min(CHUNK, bytes.length - at));
                out.flush();
                if (bytes.length > CHUNK && socket.getInputStream().available() > 0) return;
            }
        } catch (SocketException closed) {
            if (bytes.length <= CHUNK) throw closed; // else its answer may be here already, sent before it closed
        }
    }

    static Answer read(Socket socket) throws IOException {
        var in = socket.getInputStream();
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) return Answer.NONE;
            head.append((char) next);
        }
        var status = Integer.parseInt(head.substring(9, 12));
        var answer = new Answer(status, head.toString(), "");
        int length = Integer.parseInt(answer.header("Content-Length").orElse("0"));
        var body = in.readNBytes(length);
        return new Answer(status, answer.head(), new String(body, UTF_8));
    }

    @Override
    public void close() throws IOException {
        if (open.isPresent()) open.get().close();
        open = Optional.empty();
    }
}
