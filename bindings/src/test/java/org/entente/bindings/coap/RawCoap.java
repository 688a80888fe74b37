// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** CoAP byte by byte, so that anything can be sent: another implementation than the one under test. */
final class RawCoap implements AutoCloseable {
    static final int GET = 1;
    static final int POST = 2;
    static final int PUT = 3;
    static final int DELETE = 4;
    private static final int PATIENCE_MILLIS = 60_000;

    private final DatagramSocket socket;

    RawCoap(URI server) throws IOException {
        socket = new DatagramSocket();
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    record Option(int number, byte[] value) {}

    /** @param type 0 confirmable, 1 non-confirmable, 2 acknowledgement, 3 reset */
    record Message(int type, int code, int id, byte[] token, List<Option> options, byte[] payload) {
        static Message request(int method, int id) {
            return new Message(0, method, id, new byte[] {(byte) (id >> 8), (byte) id}, List.of(), new byte[0]);
        }

        Message with(int number, byte... value) {
            var more = new ArrayList<>(options);
            more.add(new Option(number, value));
            return new Message(type, code, id, token, more, payload);
        }

        Message with(int number, String value) {
            return with(number, value.getBytes(UTF_8));
        }

        Message withType(int other) {
            return new Message(other, code, id, token, options, payload);
        }

        Message withToken(byte... other) {
            return new Message(type, code, id, other, options, payload);
        }

        /** In JSON. */
        Message withPayload(String text) {
            return new Message(type, code, id, token, with(12, (byte) 50).options, text.getBytes(UTF_8));
        }

        /** A RETRIEVE of the CSEBase that should be answered. */
        static Message retrieve(int id) {
            return request(GET, id)
                    .with(11, "cse-in")
                    .with(279, "CAe")
                    .with(283, "r" + id)
                    .with(271, "4");
        }

        String dotted() {
            return (code >> 5) + "." + (code % 32 < 10 ? "0" : "") + code % 32;
        }

        Optional<byte[]> find(int number) {
            return options.stream()
                    .filter(each -> each.number == number)
                    .map(Option::value)
                    .findFirst();
        }

        List<String> texts(int number) {
            return options.stream()
                    .filter(each -> each.number == number)
                    .map(each -> new String(each.value, UTF_8))
                    .toList();
        }

        int number(int option) {
            int number = 0;
            for (var each : find(option).orElse(new byte[0])) number = (number << 8) | (each & 0xFF);
            return number;
        }

        String text() {
            return new String(payload, UTF_8);
        }

        byte[] bytes() {
            var out = new ByteArrayOutputStream();
            out.write(0x40 | (type << 4) | token.length);
            out.write(code);
            out.write(id >> 8);
            out.write(id);
            out.writeBytes(token);
            out.writeBytes(rest());
            return out.toByteArray();
        }

        /** What stands behind the token. */
        byte[] rest() {
            var out = new ByteArrayOutputStream();
            int before = 0;
            for (var option : options.stream()
                    .sorted(Comparator.comparingInt(Option::number))
                    .toList()) {
                write(option.number - before, option.value, out);
                before = option.number;
            }
            if (payload.length > 0) out.write(0xFF);
            out.writeBytes(payload);
            return out.toByteArray();
        }

        private static void write(int delta, byte[] value, ByteArrayOutputStream out) {
            out.write((nibble(delta) << 4) | nibble(value.length));
            extend(delta, out);
            extend(value.length, out);
            out.writeBytes(value);
        }

        private static int nibble(int number) {
            return number < 13 ? number : number < 269 ? 13 : 14;
        }

        private static void extend(int number, ByteArrayOutputStream out) {
            if (number >= 269) out.write((number - 269) >> 8);
            if (number >= 13) out.write(number >= 269 ? number - 269 : number - 13);
        }

        static Message read(byte[] bytes) {
            int behind = 4 + (bytes[0] & 0xF);
            var blank = new Message(
                    (bytes[0] >> 4) & 3,
                    bytes[1] & 0xFF,
                    ((bytes[2] & 0xFF) << 8) | (bytes[3] & 0xFF),
                    Arrays.copyOfRange(bytes, 4, behind),
                    List.of(),
                    new byte[0]);
            return blank.withRest(Arrays.copyOfRange(bytes, behind, bytes.length));
        }

        Message withRest(byte... bytes) {
            int at = 0;
            var options = new ArrayList<Option>();
            int number = 0;
            while (at < bytes.length && bytes[at] != (byte) 0xFF) {
                int first = bytes[at++] & 0xFF;
                var delta = extended(first >> 4, bytes, at);
                at = delta[1];
                var length = extended(first & 0xF, bytes, at);
                at = length[1];
                number += delta[0];
                options.add(new Option(number, Arrays.copyOfRange(bytes, at, at + length[0])));
                at += length[0];
            }
            var payload = at < bytes.length ? Arrays.copyOfRange(bytes, at + 1, bytes.length) : new byte[0];
            return new Message(type, code, id, token, options, payload);
        }

        private static int[] extended(int nibble, byte[] bytes, int at) {
            if (nibble == 13) return new int[] {(bytes[at] & 0xFF) + 13, at + 1};
            if (nibble == 14) return new int[] {(((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF)) + 269, at + 2};
            return new int[] {nibble, at};
        }
    }

    RawCoap send(byte... datagram) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length));
        return this;
    }

    RawCoap send(Message message) throws IOException {
        return send(message.bytes());
    }

    RawCoap sendHex(String hex) throws IOException {
        return send(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    Message hear() throws IOException {
        var packet = new DatagramPacket(new byte[4096], 4096);
        socket.receive(packet);
        return Message.read(Arrays.copyOf(packet.getData(), packet.getLength()));
    }

    Message ask(Message message) throws IOException {
        return send(message).hear();
    }

    @Override
    public void close() {
        socket.close();
    }
}
