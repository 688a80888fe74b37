// SPDX-License-Identifier: Apache-2.0
package org.entente.client;

import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.entente.bindings.coap.CoapClientConfig;
import org.entente.bindings.coap.CoapMca;
import org.entente.bindings.coap.Dtls;
import org.entente.bindings.http.HttpClientConfig;
import org.entente.bindings.http.HttpClientMca;
import org.entente.bindings.mqtt.MqttClientConfig;
import org.entente.bindings.mqtt.MqttMca;
import org.entente.bindings.websocket.WebSocketClientConfig;
import org.entente.bindings.websocket.WebSocketMca;
import org.entente.model.primitive.Mca;
import org.entente.security.FreshIdentity;
import org.entente.security.Tls;

/**
 * The wire to a CSE, by the binding that its address names.
 *
 * @param isBothWays whether the CSE's own requests come over it too; if not, they have to be fetched
 */
record Connection(Mca cse, AutoCloseable wire, boolean isBothWays) implements AutoCloseable {

    /**
     * @param name of this client alone, by which a broker tells it from others
     * @param entity takes the CSE's requests
     * @param lost is run when a connection that was open is no more
     * @throws IllegalArgumentException if no binding has such an address
     */
    static Connection open(ClientSettings settings, String name, Mca entity, Runnable lost) {
        var scheme = Optional.ofNullable(settings.cse().getScheme()).orElse("");
        return switch (scheme) {
            case "http", "https" -> http(settings);
            case "ws", "wss" -> websocket(settings, entity, lost);
            case "coap", "coaps", "coap+tcp", "coaps+tcp" -> coap(settings.cse(), settings);
            // What people say for coaps, to tell it from TLS.
            case "coap+dtls" ->
                coap(URI.create("coaps" + settings.cse().toString().substring(scheme.length())), settings);
            case "mqtt", "mqtts" -> mqtt(settings, name, entity);
            default ->
                throw new IllegalArgumentException(settings.cse()
                        + " is no address that begins with http, https, ws, wss, coap, coaps, coap+tcp, coaps+tcp,"
                        + " mqtt or mqtts");
        };
    }

    private static Optional<SSLContext> tls(ClientSettings settings) {
        return settings.tls().isEmpty()
                ? Optional.empty()
                : Optional.of(Tls.client(settings.tls(), InstantSource.system()));
    }

    private static Connection http(ClientSettings settings) {
        var plain = HttpClientConfig.DEFAULT
                .withSerialization(settings.serialization())
                .withTypes(settings.types());
        var config = tls(settings).map(plain::withTls).orElse(plain);
        var mca = new HttpClientMca(settings.cse(), settings.secret(), settings.timeout(), config);
        return new Connection(mca, mca, false);
    }

    private static Connection websocket(ClientSettings settings, Mca entity, Runnable lost) {
        var plain = WebSocketClientConfig.DEFAULT.withTypes(settings.types());
        var config = tls(settings).map(plain::withTls).orElse(plain);
        var mca = new WebSocketMca(
                settings.cse(), settings.secret(), settings.timeout(), settings.serialization(), config, entity);
        mca.whenLost(lost);
        return new Connection(mca, mca, true);
    }

    private static Connection coap(URI cse, ClientSettings settings) {
        var config = CoapClientConfig.DEFAULT
                .withSerialization(settings.serialization())
                .withTypes(settings.types())
                .withDtls(dtls(settings))
                .withTls(tls(settings));
        var mca = new CoapMca(cse, settings.timeout(), config);
        return new Connection(mca, mca, false);
    }

    private static Optional<Dtls> dtls(ClientSettings settings) {
        if (settings.sharedKey().isPresent()) return settings.sharedKey().map(Dtls::with);
        return settings.tls().isEmpty()
                ? Optional.empty()
                : Optional.of(Dtls.with(FreshIdentity.of(settings.tls(), InstantSource.system())));
    }

    private static Connection mqtt(ClientSettings settings, String name, Mca entity) {
        var plain = MqttClientConfig.DEFAULT.withTypes(settings.types());
        var config = settings.tls().isEmpty()
                ? plain
                : plain.withTls(Tls.clientManagers(settings.tls(), InstantSource.system()));
        var mca = new MqttMca(
                settings.cse(),
                settings.cseId(),
                MqttMca.Identity.of(name, settings.originator(), settings.secret()),
                settings.timeout(),
                settings.serialization(),
                config,
                entity);
        return new Connection(mca, mca, true);
    }

    @Override
    public void close() {
        try {
            wire.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the connection did not close", e);
        }
    }
}
