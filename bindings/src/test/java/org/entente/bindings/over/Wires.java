// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.over;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.entente.bindings.coap.CoapClientConfig;
import org.entente.bindings.coap.CoapConfiguration;
import org.entente.bindings.coap.CoapLimits;
import org.entente.bindings.coap.CoapMca;
import org.entente.bindings.coap.CoapServer;
import org.entente.bindings.coap.Dtls;
import org.entente.bindings.http.HttpClientConfig;
import org.entente.bindings.http.HttpClientMca;
import org.entente.bindings.http.HttpConfig;
import org.entente.bindings.http.HttpServer;
import org.entente.bindings.http.Upgrade;
import org.entente.bindings.mqtt.BrokerConfig;
import org.entente.bindings.mqtt.Home;
import org.entente.bindings.mqtt.MqttBroker;
import org.entente.bindings.mqtt.MqttClientConfig;
import org.entente.bindings.mqtt.MqttListener;
import org.entente.bindings.mqtt.MqttMca;
import org.entente.bindings.websocket.LinkLimits;
import org.entente.bindings.websocket.WebSocketClientConfig;
import org.entente.bindings.websocket.WebSocketMca;
import org.entente.bindings.websocket.WebSocketServer;
import org.entente.bindings.wire.Admission;
import org.entente.bindings.wire.Admittance;
import org.entente.cse.outbound.LocalEntities;
import org.entente.security.DtlsKeys;

/** How the wire of each binding is opened. */
final class Wires {
    private static final String HOST = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Wires() {}

    static Wire http(Wire.Ends ends) {
        var server = server(ends, Optional.empty());
        var config =
                HttpClientConfig.DEFAULT.withSerialization(ends.serialization()).withTypes(ends.types());
        var client = new HttpClientMca(server.addresses().getFirst(), Optional.of(ends.secret()), PATIENCE, config);
        return new Wire(client, List.of(client, server));
    }

    static Wire websocket(Wire.Ends ends) {
        var upgrade = new WebSocketServer(
                new Admittance(ends.credentials()),
                LinkLimits.DEFAULT,
                128,
                List.of(),
                ends.types(),
                // Its own: whom the tests attach to their hub is not to be replaced by whom this connection reaches.
                new LocalEntities());
        var server = server(ends, Optional.of(upgrade));
        upgrade.serve(ends.cse());
        var client = new WebSocketMca(
                URI.create(server.addresses().getFirst().toString().replace("http", "ws")),
                Optional.of(ends.secret()),
                PATIENCE,
                ends.serialization(),
                WebSocketClientConfig.DEFAULT.withTypes(ends.types()),
                WebSocketMca.DEAF);
        return new Wire(client, List.of(client, server));
    }

    /** Over DTLS: who sends over UDP alone can prove nothing. */
    static Wire coap(Wire.Ends ends) {
        var key = new Dtls.SharedKey("everybody", HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f"));
        var known =
                new CoapConfiguration.Datagrams(Optional.of(Dtls.of(Optional.empty(), Optional.of(keys(ends, key)))));
        var listener = new CoapConfiguration.Listener(HOST, 0, Admission.CREDENTIAL_DEMANDED, known);
        var config = new CoapConfiguration(List.of(listener), CoapLimits.DEFAULT, PATIENCE);
        var server = CoapServer.start(config, new Admittance(ends.credentials()), ends.types());
        server.serve(ends.cse());
        var client = new CoapMca(
                server.addresses().getFirst(),
                PATIENCE,
                CoapClientConfig.DEFAULT
                        .withDtls(Optional.of(Dtls.with(key)))
                        .withSerialization(ends.serialization())
                        .withTypes(ends.types()));
        return new Wire(client, List.of(client, server));
    }

    private static DtlsKeys keys(Wire.Ends ends, Dtls.SharedKey key) {
        try {
            var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            var file = Files.createTempFile(ends.folder(), "keys", "", owner);
            Files.writeString(file, "psk everybody " + HexFormat.of().formatHex(key.key()) + " *\n");
            return DtlsKeys.open(file, InstantSource.system());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Wire mqtt(Wire.Ends ends) {
        var home = new Home("/id-in", "example.org");
        var client = MqttClientConfig.DEFAULT.withTypes(ends.types());
        var broker = MqttBroker.start(broker(ends), home, ends.credentials(), new SecureRandom());
        // One hub after the other: a request of the next may look like one of the last.
        var settings = new MqttListener.Settings(client, Duration.ZERO, PATIENCE);
        var listener = broker.listener(new LocalEntities(), settings);
        listener.serve(ends.cse());
        var mca = new MqttMca(
                broker.address(),
                home.cse(),
                MqttMca.Identity.of("A::everybody", "everybody", Optional.of(ends.secret())),
                PATIENCE,
                ends.serialization(),
                client,
                WebSocketMca.DEAF);
        return new Wire(mca, List.of(mca, listener, broker));
    }

    private static BrokerConfig broker(Wire.Ends ends) {
        try {
            return new BrokerConfig(
                    HOST,
                    0,
                    Admission.CREDENTIAL_DEMANDED,
                    Optional.empty(),
                    Files.createTempDirectory(ends.folder(), "mqtt"),
                    BrokerConfig.Limits.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpServer server(Wire.Ends ends, Optional<Upgrade> upgrade) {
        return new HttpServer(HttpConfig.plain(HOST, 0), ends.credentials(), ends.types(), List.of(), upgrade)
                .start()
                .serve(ends.cse());
    }
}
