// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.entente.bindings.http.HttpConfig.Limits;
import org.entente.bindings.http.HttpConfig.Listener;
import org.entente.bindings.wire.Admittance;
import org.entente.bindings.wire.BindingFixture;
import org.entente.bindings.wire.Overload;
import org.entente.model.type.ResourceTypes;

/** A server on a free port in front of a recording {@code Mca}, and a client for it. */
abstract class HttpTest extends BindingFixture {
    final HttpClient client = keep(HttpClient.newHttpClient());
    Overload overload = Overload.atAnyRate();

    HttpServer server(HttpConfig config, Mount... mounts) {
        return keep(new HttpServer(
                        config, new Admittance(credentials, HOME, overload), ResourceTypes.standard(), List.of(mounts))
                .start());
    }

    URI serve() {
        return server(HttpConfig.plain("127.0.0.1", 0)).serve(cse).addresses().getFirst();
    }

    URI serve(Limits limits) {
        return server(new HttpConfig(List.of(Listener.plain("127.0.0.1", 0)), limits, List.of(), Duration.ofSeconds(5)))
                .serve(cse)
                .addresses()
                .getFirst();
    }

    HttpRequest.Builder request(URI server, String target) {
        return HttpRequest.newBuilder(server.resolve(target))
                .header("X-M2M-RI", "r1")
                .header("X-M2M-RVI", "4")
                .header("X-M2M-Origin", "CAe");
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
