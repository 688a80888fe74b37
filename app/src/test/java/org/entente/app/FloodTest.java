// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.entente.client.Client;
import org.entente.client.ClientSettings;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.primitive.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More comes over one binding than it has places for, all the time; whoever asks over another is answered. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FloodTest {
    private static final List<String> SCHEMES = List.of("http", "ws", "coap", "coap+tcp", "mqtt");
    private static final int PLACES = 2;
    private static final int FLOODERS = 6 * PLACES;

    private CoapHub hub;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        hub = new CoapHub(
                data,
                "http.limits.in-flight=" + PLACES,
                "coap.limits.in-flight=" + PLACES,
                "coap.tcp.port=0",
                "mqtt.listen=true",
                "mqtt.port=0");
        hub.hub().fill();
    }

    @AfterAll
    void stop() throws Exception {
        hub.close();
    }

    private Client connect(String scheme, String originator) {
        return Client.connect(
                ClientSettings.to(hub.place(scheme)).as(originator).within(CoapHub.PATIENCE));
    }

    private static Request asking(String originator) {
        return Request.retrieve("cse-in/app", originator);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "ws", "coap", "coap+tcp", "mqtt"})
    @Spec({"TS-0004 §6.6", "TS-0009 §6.2", "TS-0008 §6.2", "TS-0010 §6.4", "TS-0020 §6.2"})
    void of_one_binding_leaves_the_others_answering(String flooded) {
        var enough = new AtomicBoolean();
        var sent = new AtomicInteger();
        try (var flooders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < FLOODERS; i++) flooders.execute(() -> pour(flooded, sent, enough));
            try {
                await().atMost(CoapHub.PATIENCE).until(() -> sent.get() > FLOODERS);
                for (var other : SCHEMES) if (!other.equals(flooded)) demandAnswer(other);
            } finally {
                enough.set(true);
            }
        }
    }

    private void pour(String scheme, AtomicInteger sent, AtomicBoolean enough) {
        try (var client = connect(scheme, "Cflood")) {
            while (!enough.get()) {
                client.send(asking("Cflood"));
                sent.incrementAndGet();
            }
        }
    }

    private void demandAnswer(String scheme) {
        try (var client = connect(scheme, "Capp")) {
            for (int i = 0; i < 3; i++)
                assertThat(client.send(asking("Capp")).code()).as(scheme).isEqualTo(ResultCode.OK);
        }
    }
}
