// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.entente.bindings.wire.Preferences;
import org.entente.bindings.wire.RecordingMca;
import org.entente.model.Spec;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.web.WebResponse;
import org.junit.jupiter.api.Test;

/**
 * Requests after one that was answered at once: they are read by the thread on which many connections wait, and nothing
 * that takes a wait may stay there.
 */
class AtOnceTest extends HttpTest {
    private static final int MANY = 200;
    private static final int CONNECTIONS = 16;

    private final CountDownLatch release = new CountDownLatch(1);
    private final Shelf shelf = new Shelf();

    /** Has everything at hand but what is called slow or far; what is slow waits until it is released. */
    private final class Shelf implements Mca {
        @Override
        public Response send(Request request) {
            if (request.to().equals("slow"))
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            return cse.send(request);
        }

        @Override
        public Optional<Response> atOnce(Request request) {
            return request.to().equals("slow")
                            || request.to().equals("far")
                            || request.to().equals("cse-in")
                    ? Optional.empty()
                    : Optional.of(RecordingMca.ordinary(request));
        }
    }

    private URI shelf(Mount... mounts) {
        return server(HttpConfig.plain("127.0.0.1", 0), mounts)
                .serve(shelf)
                .addresses()
                .getFirst();
    }

    private static String get(String path, String id) {
        return "GET /" + path + " HTTP/1.1\r\nHost: x\r\nX-M2M-RI: " + id
                + "\r\nX-M2M-RVI: 4\r\nX-M2M-Origin: CAe\r\n\r\n";
    }

    private static String post(String id) {
        var body = "{\"m2m:cnt\":{}}";
        return "POST /cse-in HTTP/1.1\r\nHost: x\r\nX-M2M-RI: " + id
                + "\r\nX-M2M-RVI: 4\r\nX-M2M-Origin: CAe\r\nContent-Type: application/json;ty=3\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    @Test
    @Spec("TS-0009 §5")
    void are_answered_in_their_order_whatever_they_take() throws Exception {
        try (var wire = new Wire(shelf())) {
            wire.send(get("box", "first")).response();
            var all = new StringBuilder();
            for (int i = 0; i < MANY; i++)
                all.append(i % 50 == 49 ? post("r" + i) : get(i % 70 == 69 ? "far" : "box", "r" + i));
            wire.send(all.toString());

            for (int i = 0; i < MANY; i++)
                assertThat(wire.response())
                        .startsWith(i % 50 == 49 ? "HTTP/1.1 201" : "HTTP/1.1 200")
                        .contains("X-M2M-RI: r" + i + "\r\n");
        }
    }

    @Test
    void that_take_long_hold_up_no_other_connection() throws Exception {
        var server = shelf();
        var wires = new ArrayList<Wire>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) wires.add(new Wire(server));
            for (var wire : wires)
                assertThat(wire.send(get("box", "first")).response()).startsWith("HTTP/1.1 200");
            for (int i = 0; i < CONNECTIONS; i += 2) wires.get(i).send(get("slow", "slow"));

            for (int i = 1; i < CONNECTIONS; i += 2)
                assertThat(wires.get(i).send(get("box", "quick")).response()).startsWith("HTTP/1.1 200");

            release.countDown();
            for (int i = 0; i < CONNECTIONS; i += 2)
                assertThat(wires.get(i).response()).startsWith("HTTP/1.1 200").contains("X-M2M-RI: slow");
        } finally {
            release.countDown();
            for (var wire : wires) wire.close();
        }
    }

    @Test
    void may_be_for_another_part_of_the_site() throws Exception {
        var page = new Mount("/page", true, _ -> WebResponse.of(200, "text/plain", "a page".getBytes(UTF_8)));
        try (var wire = new Wire(shelf(page))) {
            wire.send(get("box", "first")).response();

            wire.send("GET /page HTTP/1.1\r\nHost: x\r\n\r\n")
                    .send(get("page", "r2").replace("Host", "Connection: close\r\nHost"));

            assertThat(wire.rest().split("a page", -1)).hasSize(3);
        }
    }

    @Test
    @Spec("TS-0004 §7.3.2.1")
    void may_show_another_credential() throws Exception {
        var secret = credentials.add("ae", List.of("CAe")).reveal();
        try (var wire = new Wire(shelf())) {
            var right = get("box", "right").replace("X-M2M-RVI", "Authorization: Bearer " + secret + "\r\nX-M2M-RVI");
            assertThat(wire.send(right).response()).startsWith("HTTP/1.1 200");
            assertThat(wire.send(right).response()).startsWith("HTTP/1.1 200");

            assertThat(wire.send(right.replace(secret, secret + "x")).response())
                    .startsWith("HTTP/1.1 403");
            assertThat(wire.send(get("box", "none")).response()).startsWith("HTTP/1.1 403");
            assertThat(wire.send(right).response()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    @Spec("TS-0004 §7.3.3.12")
    void take_the_form_that_their_originator_has_registered() throws Exception {
        var inTheFile = new Preferences() {
            @Override
            public List<String> of(String originator) {
                return List.of("xml");
            }

            @Override
            public boolean isAtHand(String originator) {
                return false;
            }
        };
        var server = server(HttpConfig.plain("127.0.0.1", 0)).serve(shelf, inTheFile);
        try (var wire = new Wire(server.addresses().getFirst())) {
            for (int i = 0; i < 3; i++)
                assertThat(wire.send(get("box", "r" + i)).response()).contains("Content-Type: application/xml");
        }
    }

    @Test
    void may_be_malformed() throws Exception {
        try (var wire = new Wire(shelf())) {
            wire.send(get("box", "first")).response();

            assertThat(wire.send(get("box?rcn=99", "r2")).response())
                    .startsWith("HTTP/1.1 400")
                    .contains("X-M2M-RI: r2");
            assertThat(wire.send(get("box", "r3")).response()).startsWith("HTTP/1.1 200");
        }
    }
}
