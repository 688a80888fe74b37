// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.MessageFormatException;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;

/**
 * An LwM2M 1.0 client with a thermometer, which speaks TLV; on a socket of its own and no thread, since thousands of them
 * share this process with who measures. Belongs to one thread.
 */
final class Thermometer {
    private static final UdpDataSerializer OUT = new UdpDataSerializer();
    private static final UdpDataParser IN = new UdpDataParser();
    private static final int TLV = 11542;
    private static final int LINKS = MediaTypeRegistry.APPLICATION_LINK_FORMAT;
    private static final int LIFETIME_SECONDS = 3600;

    private final int number;
    private final InetSocketAddress hub;
    private final DatagramChannel channel;
    private String location = "";
    /** The token by which the hub observes the temperature. */
    private Token watch = Token.EMPTY;
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
        return !watch.isEmpty();
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
        var request = new Request(Code.POST, CoAP.Type.CON);
        request.setMID(id);
        request.setToken(new byte[] {(byte) (id >> 8), (byte) id});
        request.getOptions().addUriPath("rd").setContentFormat(LINKS);
        for (var query : List.of("ep=" + name(number), "lt=" + LIFETIME_SECONDS, "lwm2m=1.0", "b=U"))
            request.getOptions().addUriQuery(query);
        request.setPayload("</>;rt=\"oma.lwm2m\";ct=" + TLV + ",</3/0>,</3303/0>");
        send(request);
    }

    /** Tells a temperature, which is another each time. */
    void report() throws IOException {
        reports++;
        messages++;
        var report = new Response(ResponseCode.CONTENT);
        report.setType(CoAP.Type.NON);
        report.setMID(messages & 0xFFFF);
        report.setToken(watch);
        report.getOptions().setObserve(reports & 0xFFFF).setContentFormat(TLV);
        report.setPayload(temperature());
        send(report);
    }

    void receive(ByteBuffer buffer) throws IOException {
        buffer.clear();
        try {
            if (channel.read(buffer) <= 0) return;
        } catch (PortUnreachableException e) {
            return; // the hub is not there yet, or no more
        }
        var bytes = new byte[buffer.flip().remaining()];
        buffer.get(bytes);
        try {
            var message = IN.parseMessage(bytes);
            if (message instanceof Request request) answer(request);
            else if (message instanceof Response response) answered(response);
        } catch (MessageFormatException e) {
            // Nothing that a thermometer understands.
        }
    }

    private void answered(Response answer) {
        if (!waits(answer.getMID())) return;
        asked = OptionalInt.empty();
        if (answer.getCode() == ResponseCode.CREATED)
            location = answer.getOptions().getLocationPathString();
    }

    private void answer(Request request) throws IOException {
        boolean reads = request.getCode() == Code.GET;
        var answer = new Response(reads ? ResponseCode.CONTENT : ResponseCode.CHANGED);
        answer.setType(CoAP.Type.ACK);
        answer.setMID(request.getMID());
        answer.setToken(request.getToken());
        if (reads && request.getOptions().getAccept() == LINKS) {
            answer.getOptions().setContentFormat(LINKS);
            answer.setPayload("</3/0>,</3/0/0>,</3/0/1>,</3/0/2>");
        } else if (reads) {
            answer.getOptions().setContentFormat(TLV);
            answer.setPayload(content(request.getOptions().getUriPathString()));
            if (request.isObserve()) {
                watch = request.getToken();
                answer.getOptions().setObserve(reports & 0xFFFF);
            }
        }
        send(answer);
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

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What does not go out is lost, as datagrams are. */
    private void send(Message message) throws IOException {
        try {
            channel.write(ByteBuffer.wrap(OUT.getByteArray(message)));
        } catch (PortUnreachableException e) {
            channel.disconnect();
            channel.connect(hub);
        }
    }

    void close() throws IOException {
        channel.close();
    }
}
