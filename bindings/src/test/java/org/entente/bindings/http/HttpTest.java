// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.entente.bindings.http.HttpConfig.Limits;
import org.entente.bindings.http.HttpConfig.Listener;
import org.entente.model.type.ResourceTypes;
import org.entente.security.Credentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server on a free port in front of a recording {@code Mca}, and a client for it. */
abstract class HttpTest {
    final RecordingMca mca = new RecordingMca();
    final List<AutoCloseable> open = new ArrayList<>();
    final HttpClient client = HttpClient.newHttpClient();
    Credentials credentials;

    @BeforeEach
    void openCredentials(@TempDir Path folder) {
        credentials = Credentials.open(folder.resolve("credentials"), new SecureRandom(), InstantSource.system());
    }

    @AfterEach
    void closeAll() throws Exception {
        for (var each : open.reversed()) each.close();
        client.close();
    }

    HttpServer server(HttpConfig config, Mount... mounts) {
        var server = new HttpServer(config, credentials, ResourceTypes.standard(), List.of(mounts)).start();
        open.add(server);
        return server;
    }

    URI serve() {
        return server(HttpConfig.plain("127.0.0.1", 0)).serve(mca).addresses().getFirst();
    }

    URI serve(Limits limits) {
        return server(new HttpConfig(List.of(Listener.plain("127.0.0.1", 0)), limits, List.of(), Duration.ofSeconds(5)))
                .serve(mca)
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
