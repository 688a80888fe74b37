// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.entente.bindings.websocket.WebSocketClientConfig;
import org.entente.bindings.websocket.WebSocketMca;
import org.entente.codec.Json;
import org.entente.codec.Serialization;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole hub over WebSocket. */
class WebSocketHubTest {
    private final List<String> told = new CopyOnWriteArrayList<>();

    @TempDir
    private Path data = Path.of(".");

    private HubUnderTest hub() {
        return new HubUnderTest(data, List.of("delivery.first-wait=1h", "delivery.longest-wait=1h"));
    }

    private static URI websocket(HubUnderTest hub) {
        return URI.create(hub.address().toString().replace("http", "ws"));
    }

    private WebSocketMca connect(HubUnderTest hub, Serialization serialization) {
        return new WebSocketMca(
                websocket(hub),
                Optional.empty(),
                Duration.ofSeconds(60),
                serialization,
                WebSocketClientConfig.DEFAULT,
                request -> {
                    told.add(request.content().toString());
                    return Response.of(request, ResultCode.OK);
                });
    }

    private static Value.Fields json(String text) {
        return Json.STRICT.readObject(text.replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static void create(WebSocketMca mca, String to, int type, String content) {
        var response = mca.send(Request.create(to, "Cws", type, json(content)).withId("r" + content.hashCode()));
        assertThat(response.code()).as(response.sentence()).isEqualTo(ResultCode.CREATED);
    }

    private static void subscribe(WebSocketMca mca) {
        create(mca, "cse-in", 2, "{'m2m:ae':{'rn':'ws','api':'Nx','rr':true,'srv':['4']}}");
        create(mca, "cse-in/ws", 3, "{'m2m:cnt':{'rn':'box'}}");
        create(mca, "cse-in/ws/box", 23, "{'m2m:sub':{'rn':'watch','enc':{'net':[3]},'nu':['Cws']}}");
    }

    @ParameterizedTest
    @EnumSource(Serialization.class)
    @Spec({"TS-0020 §6.4", "TS-0004 §7.5.1.2.2"})
    void application_registers_and_is_told_over_its_own_connection(Serialization serialization) throws Exception {
        try (var hub = hub();
                var mca = connect(hub, serialization)) {
            subscribe(mca);

            create(mca, "cse-in/ws/box", 4, "{'m2m:cin':{'con':'21.5'}}");

            await().until(() -> told.stream().anyMatch(each -> each.contains("21.5")));
        }
    }

    @Test
    @Spec("TS-0020 §6.5")
    void what_happened_while_it_was_away_is_told_when_it_comes_back() throws Exception {
        try (var hub = hub()) {
            try (var mca = connect(hub, Serialization.JSON)) {
                subscribe(mca);
            }
            assertThat(hub.send("Cws", "POST", "/cse-in/ws/box", 4, "{\"m2m:cin\":{\"con\":\"missed\"}}")
                            .status())
                    .isEqualTo(201);
            await().until(() -> hub.hub().cse().deliverer().counters().failed() > 0);

            try (var mca = connect(hub, Serialization.JSON)) {
                mca.send(Request.retrieve("cse-in/ws", "Cws").withId("r1"));
                await().until(() -> told.stream().anyMatch(each -> each.contains("missed")));
            }
        }
    }

    @Test
    @Spec("TS-0020 §6.2.1")
    void hub_says_that_it_is_reached_by_websocket() throws Exception {
        try (var hub = hub()) {
            assertThat(hub.send(HubUnderTest.ADMIN, "GET", "/cse-in", 0, "").body())
                    .contains("\"" + websocket(hub) + "\"");
        }
    }

    @Test
    void command_line_asks_over_websocket() {
        try (var hub = hub()) {
            var address = websocket(hub).toString();

            var ran = Ran.command("request", "retrieve", "cse-in", "--from", "Cws", "--over", address);

            assertThat(ran.status()).isEqualTo(1);
            assertThat(ran.out()).startsWith("4103");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
