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
import java.util.function.UnaryOperator;
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
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Peer;
import org.entente.security.DtlsKeys;
import org.entente.security.Home;

/** How the wires of each binding are opened, with TLS if both ends have it. */
final class Wires {
    private static final String HOST = "127.0.0.1";
    private static final Home HOME = new Home("/id-in", "example.org");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Wires() {}

    static Wire http(Wire.Ends ends) {
        var server = server(ends, Optional.empty());
        var plain =
                HttpClientConfig.DEFAULT.withSerialization(ends.serialization()).withTypes(ends.types());
        var config = ends.tls().map(tls -> plain.withTls(tls.client())).orElse(plain);
        var client = new HttpClientMca(server.addresses().getFirst(), Optional.of(ends.secret()), PATIENCE, config);
        return new Wire(client, List.of(client, server));
    }

    static Wire websocket(Wire.Ends ends) {
        var upgrade = new WebSocketServer(
                new Admittance(ends.credentials(), HOME, ends.overload()),
                LinkLimits.DEFAULT,
                128,
                List.of(),
                ends.types(),
                // Its own: whom the tests attach to their hub is not to be replaced by whom this connection reaches.
                new LocalEntities());
        var server = server(ends, Optional.of(upgrade));
        upgrade.serve(ends.cse());
        var plain = WebSocketClientConfig.DEFAULT.withTypes(ends.types());
        var client = new WebSocketMca(
                URI.create(server.addresses().getFirst().toString().replace("http", "ws")),
                Optional.of(ends.secret()),
                PATIENCE,
                ends.serialization(),
                ends.tls().map(tls -> plain.withTls(tls.client())).orElse(plain),
                WebSocketMca.DEAF);
        return new Wire(client, List.of(client, server));
    }

    /** Over DTLS the sender proves by a key that it may speak for everybody; over UDP alone it can prove nothing. */
    static Wire datagrams(Wire.Ends ends) {
        var key = new Dtls.SharedKey("everybody", HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f"));
        var dtls = ends.tls().map(_ -> Dtls.of(Optional.empty(), Optional.of(keys(ends, key))));
        var admission = dtls.isPresent() ? Admission.CREDENTIAL_DEMANDED : Admission.ANYBODY;
        return coap(
                ends,
                admission,
                new CoapConfiguration.Datagrams(dtls),
                client -> client.withDtls(dtls.map(_ -> Dtls.with(key))));
    }

    /** No certificate may speak for everybody, so the client shows none. TS-0003 §10.1.1.5 */
    static Wire streams(Wire.Ends ends) {
        return coap(
                ends,
                Admission.ANYBODY,
                new CoapConfiguration.Streams(ends.server()),
                client -> client.withTls(ends.tls().map(Wire.BothSides::client)));
    }

    private static Wire coap(
            Wire.Ends ends,
            Admission admission,
            CoapConfiguration.Carrier carrier,
            UnaryOperator<CoapClientConfig> shown) {
        var listener = new CoapConfiguration.Listener(HOST, 0, admission, carrier);
        var config = new CoapConfiguration(List.of(listener), CoapLimits.DEFAULT, PATIENCE);
        var server = CoapServer.start(config, new Admittance(ends.credentials(), HOME, ends.overload()), ends.types());
        server.serve(admission == Admission.ANYBODY ? believing(ends.cse()) : ends.cse());
        var client = new CoapMca(
                server.addresses().getFirst(),
                PATIENCE,
                shown.apply(CoapClientConfig.DEFAULT)
                        .withSerialization(ends.serialization())
                        .withTypes(ends.types()));
        return new Wire(client, List.of(client, server));
    }

    /** The tests are themselves whom they name, as a way in promises; over this wire they cannot prove it. */
    private static Mca believing(Mca cse) {
        return request -> cse.send(request.withPeer(new Peer(request.peer().address(), true, false)));
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
        var plain = MqttClientConfig.DEFAULT.withTypes(ends.types());
        var client = ends.tls().map(tls -> plain.withTls(tls.clientManagers())).orElse(plain);
        var broker = MqttBroker.start(
                broker(ends),
                HOME,
                ends.credentials(),
                new SecureRandom(),
                ends.overload().closings());
        var settings = new MqttListener.Settings(client, ends.duplicates(), PATIENCE, ends.overload());
        var listener = broker.listener(new LocalEntities(), settings);
        listener.serve(ends.cse());
        var mca = new MqttMca(
                broker.address(),
                HOME.cse(),
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
                    ends.server(),
                    Files.createTempDirectory(ends.folder(), "mqtt"),
                    BrokerConfig.Limits.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpServer server(Wire.Ends ends, Optional<Upgrade> upgrade) {
        var listener = new HttpConfig.Listener(HOST, 0, Admission.ANYBODY, ends.server());
        var config = new HttpConfig(List.of(listener), HttpConfig.Limits.DEFAULT, List.of(), HttpConfig.DRAIN);
        return new HttpServer(
                        config,
                        new Admittance(ends.credentials(), HOME, ends.overload()),
                        ends.types(),
                        List.of(),
                        upgrade)
                .start()
                .serve(ends.cse());
    }
}
