// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.entente.model.Spec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Descriptors as a client sends them to the program. */
class SemanticDescriptorOverHttpTest {
    private static final String TURTLE = "<a> <http://www.w3.org/2000/01/rdf-schema#label> \"lamp\" .";

    private final HttpClient client = HttpClient.newHttpClient();
    private RunningHub hub;

    @BeforeEach
    void a_hub_with_an_application(@TempDir Path data) throws Exception {
        var set = new ArrayList<>(RunningHubTest.OPEN);
        set.add("http.port=0");
        hub = RunningHub.start(Configuration.read(Optional.empty(), Map.of(), set), data);
        var ae = "{\"m2m:ae\":{\"rn\":\"app\",\"api\":\"Nx\",\"rr\":true,\"srv\":[\"4\"]}}";
        assertThat(send("POST", "/cse-in", "application/json;ty=2", ae).statusCode())
                .isEqualTo(201);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    @Spec("TS-0004 §7.4.34.2.1")
    void descriptor_is_taken_in_its_own_format_alone() throws Exception {
        var good = create("good", 5, TURTLE);
        var bad = create("bad", 4, TURTLE);
        var unread = create("unread", 6, TURTLE);

        assertThat(good.statusCode()).isEqualTo(201);
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.body()).contains("dsp does not conform to RDF/XML");
        assertThat(unread.statusCode()).isEqualTo(501);
    }

    @Test
    @Spec("TS-0004 §7.4.34.2.3")
    void update_that_breaks_a_descriptor_leaves_it_as_it_was() throws Exception {
        create("smd", 5, TURTLE);

        var broken = send(
                "PUT", "/cse-in/app/smd", "application/json", "{\"m2m:smd\":{\"dsp\":\"" + base64("<a> <b>") + "\"}}");

        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(send("GET", "/cse-in/app/smd", "application/json", "").body())
                .contains(base64(TURTLE));
    }

    private HttpResponse<String> create(String name, int format, String descriptor) throws Exception {
        return send(
                "POST",
                "/cse-in/app",
                "application/json;ty=24",
                "{\"m2m:smd\":{\"rn\":\"%s\",\"dcrp\":%d,\"dsp\":\"%s\"}}".formatted(name, format, base64(descriptor)));
    }

    private HttpResponse<String> send(String method, String path, String contentType, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(hub.addresses().getFirst() + path))
                .header("X-M2M-Origin", "Capp")
                .header("X-M2M-RI", "r1")
                .header("X-M2M-RVI", "4")
                .header("Content-Type", contentType)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
