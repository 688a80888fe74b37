// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** A UDP socket that sends CoAP as bytes, and knows of an answer what its header says. */
final class Datagrams implements AutoCloseable {
    private static final int RETRANSMIT_MILLIS = 2_000;
    private static final int ATTEMPTS = 30;

    private final DatagramSocket socket;

    Datagrams(URI server) throws IOException {
        socket = new DatagramSocket();
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    }

    /**
     * What the bytes of an answer tell at once. RFC 7252 §3
     *
     * @param isFault whether the response status code is 5000, which has not its response code for itself
     */
    record Header(int type, int code, int id, boolean isFault) {
        private static final int INTERNAL_SERVER_ERROR = 5 << 5;
        private static final String RSC_5000 = "1388";

        static Header of(byte[] message) {
            int code = message[1] & 0xFF;
            boolean isFault = code == INTERNAL_SERVER_ERROR
                    && HexFormat.of().formatHex(message).contains(RSC_5000);
            int id = ((message[2] & 0xFF) << 8) | (message[3] & 0xFF);
            return new Header((message[0] >> 4) & 3, code, id, isFault);
        }

        /** Of a request that takes long, whose answer comes in a message of its own. RFC 7252 §5.2.2 */
        private boolean isMereAcknowledgement() {
            return type == 2 && code == 0;
        }

        String dotted() {
            return (code >> 5) + "." + (code % 32 < 10 ? "0" : "") + code % 32;
        }
    }

    void send(byte... datagram) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length));
    }

    /** The next that comes; empty after a while. */
    Optional<Header> hear(int millis) throws IOException {
        try {
            socket.setSoTimeout(millis);
            var packet = new DatagramPacket(new byte[4096], 4096);
            socket.receive(packet);
            return Optional.of(Header.of(Arrays.copyOf(packet.getData(), packet.getLength())));
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        }
    }

    /** Sends a confirmable message again until something comes, as CoAP does: a datagram may be lost. */
    Header ask(byte... datagram) throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            send(datagram);
            var header = hear(RETRANSMIT_MILLIS);
            while (header.filter(Header::isMereAcknowledgement).isPresent()) header = hear(RETRANSMIT_MILLIS);
            if (header.isPresent()) return header.get();
        }
        throw new AssertionError("no answer came");
    }

    /** What a message is answered with; empty if the ping after it is answered first, or nothing but it. */
    Optional<Header> answer(byte... datagram) throws IOException {
        send(datagram);
        var first = ask((byte) 0x40, (byte) 0, (byte) 0x7F, (byte) 0xFE);
        return first.type() == 3 && first.id() == 0x7FFE ? Optional.empty() : Optional.of(first);
    }

    @Override
    public void close() {
        socket.close();
    }
}
