// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** WebSocket byte by byte, so that anything can be sent and nothing has to be done. RFC 6455 §5 */
final class RawWebSocket implements AutoCloseable {
    static final int RESET = -1;
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int CLOSE = 0x88;

    private final Socket socket = new Socket();
    private final DataInputStream in;

    RawWebSocket(URI server) throws IOException {
        socket.setReceiveBufferSize(2048); // so that one that does not read is full soon
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        send(String.join(
                        "\r\n",
                        "GET / HTTP/1.1",
                        "Host: " + server.getAuthority(),
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Protocol: oneM2M.json",
                        "",
                        "")
                .getBytes(ISO_8859_1));
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) head.append((char) in.readUnsignedByte());
        if (!head.toString().startsWith("HTTP/1.1 101")) throw new IOException(head.toString());
    }

    /** The first line of the answer to a handshake that has these lines only. */
    static String answer(URI server, String... lines) throws IOException {
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var asked = "GET / HTTP/1.1\r\nHost: hub\r\n" + String.join("\r\n", lines) + "\r\n\r\n";
            socket.getOutputStream().write(asked.getBytes(ISO_8859_1));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)).readLine();
        }
    }

    /** Headers and body of the answer to a handshake that is not accepted. */
    static String refusal(URI server, String path, String... lines) throws IOException {
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var asked = "GET " + path + " HTTP/1.1\r\nHost: hub\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                    + Stream.of(lines).map(line -> line + "\r\n").collect(Collectors.joining()) + "\r\n";
            socket.getOutputStream().write(asked.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    RawWebSocket send(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    RawWebSocket sendHex(String hex) throws IOException {
        return send(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /** A message of fewer than 126 bytes, masked by zeros. */
    RawWebSocket say(String text) throws IOException {
        var payload = text.getBytes(UTF_8);
        var frame = new byte[6 + payload.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        return send(frame);
    }

    /** The status with which the other side closes, whatever it says before; {@link #RESET} if it closes without one. */
    int closed() throws IOException {
        try {
            while (true) {
                int first = in.readUnsignedByte();
                int length = in.readUnsignedByte();
                if (length == 126) length = in.readUnsignedShort();
                if (first == CLOSE && length >= 2) return in.readUnsignedShort();
                in.skipNBytes(length);
            }
        } catch (EOFException | SocketException gone) {
            return RESET;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
