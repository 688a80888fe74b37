// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import org.entente.bindings.coap.RawCoap.Message;

/** CoAP over TCP byte by byte: another implementation than the one under test. RFC 8323 §3.2 */
final class RawStream implements AutoCloseable {
    static final int CAPABILITIES = 0xE1;
    static final int PING = 0xE2;
    static final int PONG = 0xE3;
    static final int ABORT = 0xE5;
    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final DataInputStream in;

    RawStream(URI server) throws IOException {
        this(new Socket(server.getHost(), server.getPort()));
    }

    /** One that somebody has opened. */
    RawStream(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    static byte[] bytes(Message message) {
        var rest = message.rest();
        var out = new ByteArrayOutputStream();
        int length = rest.length;
        int nibble = length < 13 ? length : length < 269 ? 13 : length < 65_805 ? 14 : 15;
        out.write(nibble << 4 | message.token().length);
        if (nibble == 13) out.write(length - 13);
        if (nibble == 14) out.writeBytes(new byte[] {(byte) ((length - 269) >> 8), (byte) (length - 269)});
        if (nibble == 15) throw new IllegalArgumentException("longer than a test needs");
        out.write(message.code());
        out.writeBytes(message.token());
        out.writeBytes(rest);
        return out.toByteArray();
    }

    RawStream send(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    RawStream send(Message message) throws IOException {
        return send(bytes(message));
    }

    RawStream sendHex(String hex) throws IOException {
        return send(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /** @throws java.io.EOFException if the other side has closed */
    Message hear() throws IOException {
        int first = in.readUnsignedByte();
        int length =
                switch (first >> 4) {
                    case 13 -> in.readUnsignedByte() + 13;
                    case 14 -> in.readUnsignedShort() + 269;
                    case 15 -> in.readInt() + 65_805;
                    default -> first >> 4;
                };
        int code = in.readUnsignedByte();
        var token = in.readNBytes(first & 0x0F);
        return new Message(0, code, 0, token, List.of(), new byte[0]).withRest(in.readNBytes(length));
    }

    /** The next that is no signal. */
    Message answer() throws IOException {
        var heard = hear();
        while (heard.code() >= CAPABILITIES) heard = hear();
        return heard;
    }

    Message ask(Message message) throws IOException {
        return send(message).answer();
    }

    /** Whether the other side closes, whatever it says before. */
    boolean isClosed() throws IOException {
        try {
            in.readAllBytes();
            return true;
        } catch (SocketException e) {
            return true; // reset, where something unread was left
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
