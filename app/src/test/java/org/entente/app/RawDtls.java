// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/** DTLS 1.2 byte by byte, as far as one comes without keys: what a stranger can send. RFC 6347 §4 */
final class RawDtls implements AutoCloseable {
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int APPLICATION_DATA = 23;
    private static final int CONNECTION_ID_RECORD = 25;
    private static final int CLIENT_HELLO = 1;
    private static final int VERIFY_REQUEST = 3;
    private static final int CLIENT_KEY_EXCHANGE = 16;
    private static final int RECORD_HEADER = 13;
    private static final int HANDSHAKE_HEADER = 12;
    private static final int RESEND_MILLIS = 2_000;
    private static final int ATTEMPTS = 30;
    private static final byte[] VERSION = {(byte) 0xFE, (byte) 0xFD};

    private final DatagramSocket socket;

    RawDtls(URI server) throws IOException {
        socket = new DatagramSocket();
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    }

    private static byte[] record(int type, int epoch, int number, byte[] content) {
        return joined(
                new byte[] {(byte) type},
                VERSION,
                new byte[] {0, (byte) epoch, 0, 0, 0, 0, (byte) (number >> 8), (byte) number},
                sized(2, content));
    }

    private static byte[] handshake(int type, int number, byte[] body) {
        var length = new byte[] {0, (byte) (body.length >> 8), (byte) body.length};
        var message = joined(new byte[] {(byte) type}, length, new byte[] {0, (byte) number, 0, 0, 0}, length, body);
        return record(HANDSHAKE, 0, number, message);
    }

    /** Offers a suite with pre-shared keys. */
    private static byte[] hello(int number, byte[] cookie) {
        var suites = new byte[] {(byte) 0xC0, (byte) 0xA8, 0, (byte) 0xFF};
        return handshake(
                CLIENT_HELLO,
                number,
                joined(VERSION, new byte[32], new byte[1], sized(1, cookie), sized(2, suites), new byte[] {1, 0}));
    }

    private static byte[] keyExchange(String identity) {
        return handshake(CLIENT_KEY_EXCHANGE, 2, sized(2, identity.getBytes(UTF_8)));
    }

    /** What a client may say, each in a datagram. */
    static List<byte[]> datagrams(String identity) {
        return List.of(
                hello(0, new byte[0]),
                hello(1, new byte[32]),
                keyExchange(identity),
                record(CHANGE_CIPHER_SPEC, 0, 3, new byte[] {1}),
                record(HANDSHAKE, 1, 0, new byte[40]),
                record(ALERT, 0, 4, new byte[] {2, 40}),
                record(APPLICATION_DATA, 1, 1, new byte[40]),
                record(CONNECTION_ID_RECORD, 1, 1, new byte[40]),
                joined(keyExchange(identity), record(CHANGE_CIPHER_SPEC, 0, 3, new byte[] {1})));
    }

    /** Shows that it can be reached, so that the server keeps a handshake for it: half of one is open then. */
    RawDtls greet() throws IOException {
        var asked = ask(hello(0, new byte[0]), VERIFY_REQUEST);
        int cookie = RECORD_HEADER + HANDSHAKE_HEADER + VERSION.length;
        return send(hello(1, Arrays.copyOfRange(asked, cookie + 1, cookie + 1 + (asked[cookie] & 0xFF))));
    }

    private byte[] ask(byte[] datagram, int type) throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            send(datagram);
            var heard = hear();
            if (heard.length > RECORD_HEADER && heard[RECORD_HEADER] == type) return heard;
        }
        throw new AssertionError("no answer came");
    }

    /** Empty if nothing comes. */
    private byte[] hear() throws IOException {
        var packet = new DatagramPacket(new byte[4096], 4096);
        socket.setSoTimeout(RESEND_MILLIS);
        try {
            socket.receive(packet);
            return Arrays.copyOf(packet.getData(), packet.getLength());
        } catch (SocketTimeoutException lost) {
            return new byte[0];
        }
    }

    RawDtls send(byte... datagram) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length));
        return this;
    }

    /** Behind its own length, in so many bytes. */
    private static byte[] sized(int bytes, byte[] content) {
        var length = new byte[bytes];
        length[bytes - 1] = (byte) content.length;
        if (bytes > 1) length[bytes - 2] = (byte) (content.length >> 8);
        return joined(length, content);
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) all.writeBytes(part);
        return all.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
