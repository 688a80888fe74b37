// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.network.InMemoryMessageExchangeStore;
import org.eclipse.californium.core.network.KeyMID;
import org.eclipse.californium.core.network.RandomTokenGenerator;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.config.Configuration;
import org.entente.model.Spec;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the hub remembers of the messages of devices, with a clock of its own. */
class MemoryTest {
    private static final int MOST_REQUESTS = 100;
    private static final Duration LATER = Memory.SETTLING.plusMillis(1);

    private final AtomicLong nanos = new AtomicLong();
    private final Memory memory = new Memory(MOST_REQUESTS, nanos::get);

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Nested
    class Alone {
        @Test
        @Spec("RFC 7252 §4.5")
        void number_is_known_until_it_may_stand_for_another_message() {
            var first = request();

            assertThat(memory.findPrevious(key("lamp", 7), first)).isNull();
            passes(Memory.LIFETIME);
            assertThat(memory.findPrevious(key("lamp", 7), request())).isSameAs(first);
            assertThat(memory.findPrevious(key("other", 7), request())).isNull();
            passes(Duration.ofMillis(1));
            assertThat(memory.find(key("lamp", 7))).isNull();
            assertThat(memory.findPrevious(key("lamp", 7), request())).isNull();
        }

        @Test
        void who_floods_loses_what_is_known_of_them_and_nobody_else_does() {
            memory.findPrevious(key("lamp", 1), request());

            for (int i = 0; i < 10 * Memory.MOST_OF_ONE_PEER; i++) memory.findPrevious(key("flood", i), request());

            assertThat(memory.find(key("lamp", 1))).isNotNull();
            assertThat(memory.find(key("flood", 0))).isNull();
            assertThat(memory.size()).isEqualTo(Memory.MOST_OF_ONE_PEER + 1);
        }

        @Test
        void many_strangers_are_forgotten_who_was_silent_for_longest_first() {
            for (int i = 0; i < 3 * MOST_REQUESTS; i++) memory.findPrevious(key("stranger" + i, 1), request());

            assertThat(memory.size()).isEqualTo(MOST_REQUESTS);
            assertThat(memory.find(key("stranger0", 1))).isNull();
            assertThat(memory.find(key("stranger" + (3 * MOST_REQUESTS - 1), 1)))
                    .isNotNull();
        }

        @Test
        void what_is_old_goes_when_something_new_comes() {
            for (int i = 0; i < MOST_REQUESTS; i++) memory.findPrevious(key("lamp" + i, 1), request());

            passes(Memory.LIFETIME.plusMillis(1));
            memory.findPrevious(key("lamp", 2), request());

            assertThat(memory.size()).isEqualTo(1);
        }

        private static KeyMID key(String peer, int number) {
            return new KeyMID(number, peer);
        }

        private static Exchange request() {
            return new Exchange(Request.newPost(), "peer", Exchange.Origin.REMOTE, Runnable::run);
        }
    }

    @Test
    void adapter_remembers_only_the_newest_messages_of_a_device_that_floods() throws Exception {
        var settings = Lwm2mSettings.DEFAULT.withPorts(OptionalInt.of(0), OptionalInt.empty());
        try (var field = new Field(settings);
                var device = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            int port = field.adapter.addresses().getFirst().getPort();
            var first = asked(device, port, registration(1));
            var same = asked(device, port, registration(1));
            for (int i = 0; i < Memory.MOST_OF_ONE_PEER; i++) asked(device, port, nothing(2 + i));

            var other = asked(device, port, registration(1));

            assertThat(same.getOptions().getLocationPathString())
                    .startsWith("rd/")
                    .isEqualTo(first.getOptions().getLocationPathString());
            assertThat(other.getOptions().getLocationPathString())
                    .startsWith("rd/")
                    .isNotEqualTo(first.getOptions().getLocationPathString());
        }
    }

    private static Request registration(int number) {
        var request = nothing(number);
        request.getOptions().addUriPath("rd").setContentFormat(MediaTypeRegistry.APPLICATION_LINK_FORMAT);
        for (var query : List.of("ep=flood", "lt=60", "lwm2m=1.0", "b=U"))
            request.getOptions().addUriQuery(query);
        request.setPayload("</3/0>");
        return request;
    }

    private static Request nothing(int number) {
        var request = Request.newPost();
        request.setMID(number);
        request.setToken(new byte[] {(byte) number});
        return request;
    }

    /** Whatever the hub asks meanwhile is left unanswered. */
    private static Response asked(DatagramSocket device, int port, Request request) throws IOException {
        var bytes = new UdpDataSerializer().getByteArray(request);
        device.setSoTimeout(10_000);
        device.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
        while (true) {
            var packet = new DatagramPacket(new byte[2048], 2048);
            device.receive(packet);
            var message = new UdpDataParser().parseMessage(Arrays.copyOf(packet.getData(), packet.getLength()));
            if (message instanceof Response answer && answer.getMID() == request.getMID()) return answer;
        }
    }

    /** The hub is Californium's endpoint with this memory, the device a socket. */
    @Nested
    class In_a_conversation {
        private final List<String> heard = new CopyOnWriteArrayList<>();

        @Test
        @Spec("RFC 7252 §4.2")
        void request_that_comes_again_later_gets_its_answer_again_and_is_not_done_again() throws Exception {
            try (var hub = new Hub();
                    var device = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                var answer = hub.asked(device, 1);
                passes(LATER);
                hub.asked(device, 2);
                var whole = memory.find(hub.key(device, 2));
                var settled = memory.find(hub.key(device, 1));

                var again = hub.asked(device, 1);

                assertThat(again.getPayloadString()).isEqualTo(answer.getPayloadString());
                assertThat(again.getMID()).isEqualTo(1);
                assertThat(heard).containsExactly("asked 1", "asked 2");
                assertThat(whole).isNotNull();
                assertThat(settled).isNotNull();
                assertThat(settled.getRequest().getPayloadSize()).isZero();
            }
        }

        @Test
        @Spec({"RFC 7252 §4.2", "RFC 7252 §4.3"})
        void report_that_comes_again_later_is_acknowledged_again_and_not_told_again() throws Exception {
            try (var hub = new Hub();
                    var device = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                var token = hub.observing(device);
                assertThat(hub.reported(device, CoAP.Type.CON, 11, token)).isEqualTo(CoAP.Type.ACK);
                passes(LATER);
                hub.report(device, CoAP.Type.NON, 12, token);
                assertThat(hub.reports.poll(10, TimeUnit.SECONDS)).isEqualTo("report 11");
                assertThat(hub.reports.poll(10, TimeUnit.SECONDS)).isEqualTo("report 12");
                passes(LATER);

                assertThat(hub.reported(device, CoAP.Type.CON, 11, token)).isEqualTo(CoAP.Type.ACK);
                hub.report(device, CoAP.Type.NON, 12, token);
                // The last says that the others were looked at before it.
                assertThat(hub.reported(device, CoAP.Type.CON, 13, token)).isEqualTo(CoAP.Type.ACK);

                assertThat(hub.reports.poll(10, TimeUnit.SECONDS)).isEqualTo("report 13");
                assertThat(hub.reports).isEmpty();
                assertThat(memory.find(hub.key(device, 11)))
                        .as("reports share what is left of them")
                        .isSameAs(memory.find(hub.key(device, 12)));
            }
        }

        private final class Hub implements AutoCloseable {
            private static final UdpDataSerializer OUT = new UdpDataSerializer();
            private static final UdpDataParser IN = new UdpDataParser();

            private final BlockingQueue<String> reports = new LinkedBlockingQueue<>();
            private final CoapEndpoint endpoint;
            private final CoapServer server;

            Hub() {
                var configuration = Configuration.createStandardWithoutFile();
                var tokens = new RandomTokenGenerator(configuration);
                var store = new InMemoryMessageExchangeStore("", configuration, tokens);
                store.setDeduplicator(memory);
                endpoint = CoapEndpoint.builder()
                        .setConfiguration(configuration)
                        .setInetSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .setTokenGenerator(tokens)
                        .setMessageExchangeStore(store)
                        .build();
                endpoint.addNotificationListener((_, report) -> reports.add(report.getPayloadString()));
                server = new CoapServer(configuration);
                server.addEndpoint(endpoint);
                server.add(new CoapResource("rd") {
                    @Override
                    public void handlePOST(CoapExchange exchange) {
                        heard.add(exchange.getRequestText());
                        exchange.respond(CoAP.ResponseCode.CREATED, "answer to " + exchange.getRequestText());
                    }
                });
                server.start();
            }

            KeyMID key(DatagramSocket device, int number) {
                return new KeyMID(number, device.getLocalSocketAddress());
            }

            Response asked(DatagramSocket device, int number) throws IOException {
                var request = Request.newPost();
                request.setMID(number);
                request.setToken(Token.EMPTY);
                request.getOptions().addUriPath("rd");
                request.setPayload("asked " + number);
                send(device, OUT.getByteArray(request));
                return (Response) IN.parseMessage(received(device));
            }

            /** The token by which the device is observed. */
            Token observing(DatagramSocket device) throws Exception {
                var request = Request.newGet().setObserve();
                request.setURI("coap://127.0.0.1:" + device.getLocalPort() + "/temperature");
                var answered = new LinkedBlockingQueue<String>();
                request.addMessageObserver(new MessageObserverAdapter() {
                    @Override
                    public void onResponse(Response response) {
                        answered.add(response.getPayloadString());
                    }
                });
                endpoint.sendRequest(request);
                var asked = (Request) IN.parseMessage(received(device));
                var answer = message(CoAP.Type.ACK, asked.getMID(), asked.getToken(), "first");
                send(device, OUT.getByteArray(answer));
                assertThat(answered.poll(10, TimeUnit.SECONDS)).isEqualTo("first");
                reports.clear();
                return asked.getToken();
            }

            void report(DatagramSocket device, CoAP.Type type, int number, Token token) throws IOException {
                send(device, OUT.getByteArray(message(type, number, token, "report " + number)));
            }

            /** How it is answered. */
            CoAP.Type reported(DatagramSocket device, CoAP.Type type, int number, Token token) throws IOException {
                report(device, type, number, token);
                var answer = IN.parseMessage(received(device));
                assertThat(answer.getMID()).isEqualTo(number);
                return answer.getType();
            }

            private static Response message(CoAP.Type type, int number, Token token, String text) {
                var message = new Response(CoAP.ResponseCode.CONTENT);
                message.setType(type);
                message.setMID(number);
                message.setToken(token);
                message.getOptions().setObserve(number);
                message.setPayload(text.getBytes(StandardCharsets.UTF_8));
                return message;
            }

            private void send(DatagramSocket device, byte[] bytes) throws IOException {
                device.send(new DatagramPacket(
                        bytes,
                        bytes.length,
                        InetAddress.getLoopbackAddress(),
                        endpoint.getAddress().getPort()));
            }

            private static byte[] received(DatagramSocket device) throws IOException {
                device.setSoTimeout(10_000);
                var packet = new DatagramPacket(new byte[2048], 2048);
                device.receive(packet);
                return Arrays.copyOf(packet.getData(), packet.getLength());
            }

            @Override
            public void close() {
                server.destroy();
            }
        }
    }
}
