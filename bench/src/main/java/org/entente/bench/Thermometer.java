// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import static org.entente.bench.CoapMessage.*;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** An LwM2M 1.0 client with a thermometer, on a socket of its own, which speaks TLV. Belongs to one thread. */
final class Thermometer {
    private static final int TLV = 11542;
    private static final int LINKS = 40;
    private static final int LIFETIME_SECONDS = 3600;
    private static final byte[] NOTHING = {};

    private final int number;
    private final InetSocketAddress hub;
    private final DatagramChannel channel;
    private String location = "";
    /** The token by which the hub observes the temperature. */
    private byte[] watch = NOTHING;
    /** Of the request that has no answer yet. */
    private OptionalInt asked = OptionalInt.empty();

    private int messages;
    private int reports;

    Thermometer(int number, InetSocketAddress hub, Selector selector) throws IOException {
        this.number = number;
        this.hub = hub;
        this.channel = DatagramChannel.open();
        channel.configureBlocking(false);
        channel.bind(new InetSocketAddress(hub.getAddress(), 0));
        channel.connect(hub);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    static String name(int number) {
        return "thermometer-" + number;
    }

    int number() {
        return number;
    }

    boolean isRegistered() {
        return !location.isEmpty();
    }

    boolean isObserved() {
        return watch.length > 0;
    }

    /** A message identifier that is used again for each repetition, so that the hub knows it for what it is. */
    int ask() {
        messages++;
        asked = OptionalInt.of(messages & 0xFFFF);
        return asked.getAsInt();
    }

    /** Whether the request with this identifier still has no answer. */
    boolean waits(int id) {
        return asked.equals(OptionalInt.of(id));
    }

    /** Registers, or says so again. */
    void register(int id) throws IOException {
        var options = new ArrayList<>(List.of(Option.of(URI_PATH, "rd"), Option.of(CONTENT_FORMAT, LINKS)));
        for (var query : List.of("ep=" + name(number), "lt=" + LIFETIME_SECONDS, "lwm2m=1.0", "b=U"))
            options.add(Option.of(URI_QUERY, query));
        var links = "</>;rt=\"oma.lwm2m\";ct=" + TLV + ",</3/0>,</3303/0>";
        send(new CoapMessage(Type.CONFIRMABLE, POST, id, token(id), options, text(links)));
    }

    /** Tells a temperature, which is another each time. */
    void report() throws IOException {
        reports++;
        messages++;
        var options = List.of(Option.of(OBSERVE, reports & 0xFFFF), Option.of(CONTENT_FORMAT, TLV));
        send(new CoapMessage(Type.NON_CONFIRMABLE, CONTENT, messages & 0xFFFF, watch, options, temperature()));
    }

    void receive(ByteBuffer buffer) throws IOException {
        buffer.clear();
        try {
            if (channel.read(buffer) <= 0) return;
        } catch (PortUnreachableException e) {
            return; // the hub is not there yet, or no more
        }
        var message = CoapMessage.read(buffer.flip());
        if (message.isEmpty()) return;
        if (message.get().isRequest()) answer(message.get());
        else answered(message.get());
    }

    private void answered(CoapMessage answer) {
        if (!waits(answer.id())) return;
        asked = OptionalInt.empty();
        if (answer.code() == CREATED) location = answer.path(LOCATION_PATH);
    }

    private void answer(CoapMessage request) throws IOException {
        var options = new ArrayList<Option>();
        int code = CONTENT;
        var payload = NOTHING;
        if (request.code() != GET) code = CHANGED;
        else if (request.option(ACCEPT).map(Option::whole).equals(Optional.of(LINKS))) {
            options.add(Option.of(CONTENT_FORMAT, LINKS));
            payload = text("</3/0>,</3/0/0>,</3/0/1>,</3/0/2>");
        } else {
            options.add(Option.of(CONTENT_FORMAT, TLV));
            payload = content(request.path(URI_PATH));
            if (request.option(OBSERVE).filter(option -> option.whole() == 0).isPresent()) {
                watch = request.token();
                options.add(Option.of(OBSERVE, reports & 0xFFFF));
            }
        }
        send(new CoapMessage(Type.ACKNOWLEDGEMENT, code, request.id(), request.token(), options, payload));
    }

    private byte[] content(String path) {
        return path.startsWith("3303") ? temperature() : about();
    }

    /** Resource 5700 as a float of four bytes. */
    private byte[] temperature() {
        var out = ByteBuffer.allocate(7);
        out.put((byte) 0xE4).putShort((short) 5700).putFloat(20 + reports % 1000 / 100f);
        return out.array();
    }

    private byte[] about() {
        var out = new ByteArrayOutputStream();
        var texts = List.of("Bench", "T-1", String.valueOf(number));
        for (int i = 0; i < texts.size(); i++) {
            out.write(0xC0 | texts.get(i).length());
            out.write(i);
            out.writeBytes(text(texts.get(i)));
        }
        return out.toByteArray();
    }

    private static byte[] token(int id) {
        return new byte[] {(byte) (id >> 8), (byte) id};
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What does not go out is lost, as datagrams are. */
    private void send(CoapMessage message) throws IOException {
        try {
            channel.write(ByteBuffer.wrap(message.bytes()));
        } catch (PortUnreachableException e) {
            channel.disconnect();
            channel.connect(hub);
        }
    }

    void close() throws IOException {
        channel.close();
    }
}
