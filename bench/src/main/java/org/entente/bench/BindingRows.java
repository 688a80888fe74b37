// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.entente.bindings.coap.CoapClientConfig;
import org.entente.bindings.coap.CoapMca;
import org.entente.bindings.http.HttpClientConfig;
import org.entente.bindings.http.HttpClientMca;
import org.entente.bindings.mqtt.MqttClientConfig;
import org.entente.bindings.mqtt.MqttMca;
import org.entente.bindings.websocket.WebSocketClientConfig;
import org.entente.bindings.websocket.WebSocketMca;
import org.entente.codec.Serialization;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;

/** RETRIEVE of a container over each binding by our own clients, beside what its protocol can do here. */
final class BindingRows implements RowGroup {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public void measure(Bed bed) throws Exception {
        int coap = freeUdpPort();
        var data = bed.copy(Bed.CONNECTIONS, "bindings");
        try (var hub = Hub.start(data, "coap.enabled=true", "coap.port=" + coap, "mqtt.listen=true", "mqtt.port=0")) {
            var broker = URI.create(hub.process().await("MQTT clients connect to"));
            var http = URI.create("http://127.0.0.1:" + hub.port());
            var answer =
                    Client.ask(hub.port(), Script.retrieves(1, Bed.SEED).of(0).next())[1];
            websocket(bed, hub, http);
            coap(bed, hub, URI.create("coap://127.0.0.1:" + coap), answer);
            mqtt(bed, hub, broker, answer);
        }
    }

    private static void websocket(Bed bed, Hub hub, URI http) throws Exception {
        var websocket = URI.create(http.toString().replace("http", "ws"));
        try (var ours = crew(bed, hub.process(), number -> webSocket(websocket, number));
                var limit = crew(bed, hub.process(), number -> http(http, number))) {
            bed.race(1, "RETRIEVE over WebSocket; limit: the same over HTTP", ours, limit);
        }
    }

    private static Crew.Member http(URI address, int number) {
        var client = new HttpClientMca(address, Optional.empty(), PATIENCE, HttpClientConfig.DEFAULT);
        return new Asking(client, client::close, number);
    }

    private static Crew.Member webSocket(URI address, int number) {
        var client = new WebSocketMca(
                address,
                Optional.empty(),
                PATIENCE,
                Serialization.JSON,
                WebSocketClientConfig.DEFAULT,
                WebSocketMca.DEAF);
        return new Asking(client, client::close, number);
    }

    private static void coap(Bed bed, Hub hub, URI address, String answer) throws Exception {
        try (var bare = Bare.start(bed.folder(), BareCoap.class, answer);
                var ours = crew(bed, hub.process(), number -> coap(address, number));
                var limit = crew(
                        bed, bare.process(), number -> coap(URI.create("coap://127.0.0.1:" + bare.port()), number))) {
            bed.race(0.5, "GET over CoAP; limit: bare Californium", ours, limit);
        }
    }

    private static Crew.Member coap(URI address, int number) {
        var client = new CoapMca(address, PATIENCE, CoapClientConfig.DEFAULT);
        return new Asking(client, client::close, number);
    }

    private static void mqtt(Bed bed, Hub hub, URI broker, String answer) throws Exception {
        var folder = Files.createDirectory(bed.folder().resolve("broker"));
        try (var bare = Child.main(BareBroker.class, folder.toString())) {
            int port = Integer.parseInt(bare.await("port"));
            try (var ours = crew(bed, hub.process(), number -> mqtt(broker, number));
                    var limit = crew(bed, bare, number -> new Echo(port, number, answer.getBytes(UTF_8)))) {
                bed.race(0.3, "RETRIEVE over MQTT; limit: a message to oneself over bare Artemis", ours, limit);
            }
        }
    }

    private static Crew.Member mqtt(URI broker, int number) {
        var originator = Forest.owner(number);
        var client = new MqttMca(
                broker,
                "/id-in",
                MqttMca.Identity.of("A::" + originator, originator, Optional.empty()),
                PATIENCE,
                Serialization.JSON,
                MqttClientConfig.DEFAULT,
                WebSocketMca.DEAF);
        return new Asking(client, client::close, number);
    }

    private static Crew crew(Bed bed, Child server, Crew.Hiring hiring) {
        return new Crew(server, Bed.CONNECTIONS, bed.round(), hiring);
    }

    /** Retrieves one container, as its owner. */
    private static final class Asking implements Crew.Member {
        private final Mca client;
        private final Runnable closing;
        private final Request request;
        private int asked;

        Asking(Mca client, Runnable closing, int number) {
            this.client = client;
            this.closing = closing;
            this.request = Request.retrieve(Forest.path(number), Forest.owner(number))
                    .with(Parameter.RELEASE_VERSION_INDICATOR, "3");
        }

        @Override
        public void ask() throws IOException {
            var response = client.send(request.withId("r" + asked++));
            if (!response.isSuccess()) throw new IOException(response.code() + " " + response.sentence());
        }

        @Override
        public void leave() {
            closing.run();
        }
    }

    private static int freeUdpPort() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
