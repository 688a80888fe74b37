// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One kept-alive connection with at most one request under way. Belongs to one thread. */
final class Wire implements AutoCloseable {
    private static final int USUAL = 64 * 1024;
    private static final String LENGTH = "\r\ncontent-length:";

    private final SocketChannel channel;
    private ByteBuffer in = ByteBuffer.allocate(USUAL);
    private int needed; // of the whole answer, 0 while its head is not there
    private int scanned;

    /** When the request under way was due; its answer's latency counts from then. */
    long due;

    Wire(int port, Selector selector) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send(byte[] request, long due) throws IOException {
        this.due = due;
        in.clear();
        needed = 0;
        scanned = 0;
        var out = ByteBuffer.wrap(request);
        // A request fits the socket's buffer, so that this does not spin.
        while (out.hasRemaining()) channel.write(out);
    }

    /**
     * Takes what has come.
     *
     * @return whether the answer is complete
     * @throws IOException if the answer is no success
     */
    boolean receive() throws IOException {
        if (!in.hasRemaining()) in = ByteBuffer.allocate(2 * in.capacity()).put(in.flip());
        if (channel.read(in) < 0) throw new EOFException("the server closed a connection");
        if (needed == 0) readHead();
        return needed > 0 && in.position() >= needed;
    }

    private void readHead() throws IOException {
        var bytes = in.array();
        int end = in.position();
        for (int i = Math.max(3, scanned); i < end; i++) {
            if (bytes[i] != '\n' || bytes[i - 2] != '\n') continue;
            if (bytes[9] != '2') throw new IOException("refused: " + new String(bytes, 0, end, StandardCharsets.UTF_8));
            needed = i + 1 + length(bytes, i);
            return;
        }
        scanned = end;
    }

    private static int length(byte[] bytes, int head) {
        for (int i = 0; i < head - LENGTH.length(); i++) {
            if (bytes[i] != '\r' || !matches(bytes, i)) continue;
            int number = 0;
            for (int at = i + LENGTH.length(); bytes[at] != '\r'; at++)
                if (bytes[at] != ' ') number = number * 10 + bytes[at] - '0';
            return number;
        }
        return 0;
    }

    private static boolean matches(byte[] bytes, int at) {
        for (int i = 2; i < LENGTH.length(); i++) if ((bytes[at + i] | 0x20) != (LENGTH.charAt(i) | 0x20)) return false;
        return true;
    }

    /** The last answer's head and body. */
    String[] answer() {
        var text = new String(in.array(), 0, needed, StandardCharsets.UTF_8);
        int body = text.indexOf("\r\n\r\n") + 4;
        return new String[] {text.substring(0, body).toLowerCase(Locale.ROOT), text.substring(body)};
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
