// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.websocket;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.entente.bindings.http.HttpConfig;
import org.entente.bindings.http.HttpServer;
import org.entente.bindings.wire.Admission;
import org.entente.bindings.wire.Admittance;
import org.entente.bindings.wire.BindingFixture;
import org.entente.bindings.wire.Closings;
import org.entente.bindings.wire.Overload;
import org.entente.codec.Serialization;
import org.entente.cse.outbound.LocalEntities;
import org.entente.model.primitive.Mca;
import org.entente.model.type.ResourceTypes;
import org.entente.security.Secret;

/** A server on a free port in front of an {@code Mca}, and clients for it. */
abstract class Serving extends BindingFixture {
    static final String RETRIEVE = "{\"op\":2,\"to\":\"cse-in\",\"fr\":\"CAe\",\"rqi\":\"r1\",\"rvi\":\"4\"}";
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final LinkLimits SMALL = new LinkLimits(10_000, 4, Duration.ofSeconds(90));

    final LocalEntities entities = new LocalEntities();
    final Overload overload = Overload.atAnyRate();
    LinkLimits limits = SMALL;

    URI serve(Admission admission) {
        return serve(admission, HttpConfig.Limits.DEFAULT);
    }

    URI serve(Admission admission, HttpConfig.Limits limits) {
        return serve(admission, limits, Optional.empty());
    }

    URI serve(Admission admission, HttpConfig.Limits limits, Optional<SSLContext> tls) {
        var listener = new HttpConfig.Listener("127.0.0.1", 0, admission, tls);
        var config = new HttpConfig(List.of(listener), limits, List.of("https://app.example"), Duration.ofSeconds(5));
        var admittance = new Admittance(credentials, HOME, overload);
        var websocket = new WebSocketServer(
                admittance, this.limits, 32, List.of("https://app.example"), ResourceTypes.standard(), entities);
        var http = keep(new HttpServer(config, admittance, ResourceTypes.standard(), List.of(), Optional.of(websocket))
                .start());
        http.serve(cse);
        websocket.serve(cse);
        return URI.create(http.addresses().getFirst().toString().replace("http", "ws"));
    }

    /** Each is counted once it is closed, on whichever thread. */
    void demandClosed(Closings.Limit limit) {
        await().atMost(PATIENCE).until(() -> overload.closings().closed(Closings.Way.WEBSOCKET, limit) > 0);
    }

    URI serve() {
        return serve(Admission.ANYBODY);
    }

    Chat chat(URI server, String... subprotocol) {
        return keep(new Chat(server, subprotocol));
    }

    WebSocketMca mca(URI server, Serialization serialization, Optional<Secret> secret, Mca entity) {
        return keep(new WebSocketMca(
                server, secret, Duration.ofSeconds(60), serialization, WebSocketClientConfig.DEFAULT, entity));
    }
}
