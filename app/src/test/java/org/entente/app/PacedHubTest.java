// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
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

/** One originator sends more than one may, all the time; whoever asks over the same binding is answered. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PacedHubTest {
    private static final int PER_SECOND = 5;
    private static final int FLOODERS = 4 * PER_SECOND;

    private CoapHub hub;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        hub = new CoapHub(
                data,
                "limits.requests-per-second=" + PER_SECOND,
                "access.base=C*:retrieve",
                "coap.tcp.port=0",
                "mqtt.listen=true",
                "mqtt.port=0");
    }

    @AfterAll
    void stop() throws Exception {
        hub.close();
    }

    private Client connect(String scheme, String originator) {
        var place = hub.place(scheme);
        return Client.connect(ClientSettings.to(place).as(originator).within(CoapHub.PATIENCE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "ws", "coap", "coap+tcp", "mqtt"})
    @Spec({"TS-0009 §6.2", "TS-0008 §6.2", "TS-0010 §6.4", "TS-0020 §6.2"})
    void one_who_floods_leaves_the_others_of_the_binding_answering(String scheme) throws Exception {
        var enough = new AtomicBoolean();
        var declined = new AtomicInteger();
        var flooding = Request.retrieve("cse-in", "Cflood");
        try (var client = connect(scheme, "Cflood");
                var other = connect(scheme, "C" + scheme.replace('+', '-'));
                var flooders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < FLOODERS; i++)
                flooders.execute(() -> {
                    while (!enough.get())
                        if (client.send(flooding).code() == ResultCode.TARGET_NOT_REACHABLE) declined.incrementAndGet();
                });
            try {
                await().atMost(CoapHub.PATIENCE).until(() -> declined.get() > FLOODERS);
                for (int i = 0; i < 3; i++)
                    assertThat(other.send(Request.retrieve("cse-in", "C" + scheme.replace('+', '-')))
                                    .code())
                            .isEqualTo(ResultCode.OK);
            } finally {
                enough.set(true);
            }
        }
        assertThat(hub.hub().counted("entente_declined_too_fast_total")).isPositive();
    }
}
