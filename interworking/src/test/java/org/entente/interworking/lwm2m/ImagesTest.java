// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.entente.model.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagesTest {
    private final HttpServer server;

    ImagesTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void serve() {
        server.createContext("/images/", exchange -> {
            var image = new byte[exchange.getRequestURI().getPath().endsWith("large") ? 11 : 3];
            exchange.sendResponseHeaders(200, image.length);
            try (var out = exchange.getResponseBody()) {
                out.write(image);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Images allowed(String address) {
        return new Images(List.of(address), 10, Images.PATIENCE);
    }

    @Test
    void image_is_fetched_from_an_allowed_address() {
        assertThat(allowed(address() + "/images/").find(address() + "/images/lamp"))
                .hasSize(3);
    }

    @Test
    void image_comes_with_its_address() {
        assertThat(allowed("http://nowhere/").find("data:;base64,AQID")).containsExactly(1, 2, 3);
    }

    @Test
    void image_that_is_too_large_is_refused() {
        assertThatThrownBy(() -> allowed(address() + "/").find(address() + "/images/large"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("at most 10 bytes");
    }

    @Test
    void address_that_answers_otherwise_is_told() {
        assertThatThrownBy(() -> allowed(address() + "/").find(address() + "/nothing"))
                .hasMessageContaining("answered 404");
    }

    @Test
    void image_that_does_not_come_whole_is_given_up() {
        var stalled = new CountDownLatch(1);
        server.createContext("/stalls", exchange -> {
            exchange.sendResponseHeaders(200, 3);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            waitFor(stalled);
        });
        var images = new Images(List.of(address() + "/"), 10, Duration.ofMillis(200));
        try {
            assertThatThrownBy(() -> images.find(address() + "/stalls"))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("cannot be fetched: it did not come within");
        } finally {
            stalled.countDown();
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            http://127.0.0.1/images/,   http://127.0.0.1.example/images/x,  may not be fetched
            http://127.0.0.1/images/,   http://127.0.0.1/images/../secret,  may not be fetched
            http://127.0.0.1/images/,   http://127.0.0.1/images/%2E%2e/x,   may not be fetched
            http://127.0.0.1/images/,   http://127.0.0.1/images/..%2fx,     may not be fetched
            http://127.0.0.1/images/,   https://127.0.0.1/images/x,         may not be fetched
            http://127.0.0.1/images/,   http://user@127.0.0.1/images/x,     may not be fetched
            http://127.0.0.1/images/,   file:///etc/passwd,                 not the address of an image
            file:///,                   file:///etc/passwd,                 not the address of an image
            http://127.0.0.1/,          nonsense,                           not the address of an image
            http://127.0.0.1/,          data:text/plain;hello,              written in base64
            http://127.0.0.1/,          'data:;base64,%%%',                 no base64""")
    void everything_else_is_refused(String allowed, String wanted, String sentence) {
        assertThatThrownBy(() -> allowed(allowed).find(wanted))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(sentence);
    }
}
