// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.entente.bindings.mqtt.MqttClientConfig;
import org.entente.bindings.mqtt.MqttMca;
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

/** A whole hub with its own MQTT broker. */
class MqttHubTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<String> told = new CopyOnWriteArrayList<>();

    @TempDir
    private Path data = Path.of(".");

    private HubUnderTest hub() {
        // A client that does not answer is told again soon.
        return new HubUnderTest(
                data,
                List.of(
                        "mqtt.listen=true",
                        "mqtt.port=0",
                        "delivery.attempts=1000",
                        "delivery.timeout=1s",
                        "delivery.longest-wait=1s"));
    }

    private static URI broker(HubUnderTest hub) {
        return hub.hub().brokerAddresses().getFirst();
    }

    private MqttMca connect(HubUnderTest hub, Serialization serialization) {
        return new MqttMca(
                broker(hub),
                "/id-in",
                MqttMca.Identity.of("A::Cmq", "Cmq", Optional.empty()),
                PATIENCE,
                serialization,
                MqttClientConfig.DEFAULT,
                request -> {
                    told.add(request.content().toString());
                    return Response.of(request, ResultCode.OK);
                });
    }

    private static Value.Fields json(String text) {
        return Json.STRICT.readObject(text.replace('\'', '"').getBytes(UTF_8));
    }

    private static void create(MqttMca mca, String to, int type, String content) {
        var response = mca.send(Request.create(to, "Cmq", type, json(content)).withId("r" + content.hashCode()));
        assertThat(response.code()).as(response.sentence()).isEqualTo(ResultCode.CREATED);
    }

    @ParameterizedTest
    @EnumSource(Serialization.class)
    @Spec({"TS-0010 §6.4.5", "TS-0004 §7.5.1.2.2"})
    void application_registers_creates_and_is_notified(Serialization serialization) throws Exception {
        try (var hub = hub();
                var mca = connect(hub, serialization)) {
            create(mca, "cse-in", 2, "{'m2m:ae':{'rn':'mq','api':'Nx','rr':true,'srv':['4']}}");
            create(mca, "cse-in/mq", 3, "{'m2m:cnt':{'rn':'box'}}");
            create(mca, "cse-in/mq/box", 23, "{'m2m:sub':{'rn':'watch','enc':{'net':[3]},'nu':['Cmq']}}");

            create(mca, "cse-in/mq/box", 4, "{'m2m:cin':{'con':'21.5'}}");

            await().atMost(PATIENCE).until(() -> told.stream().anyMatch(each -> each.contains("21.5")));
        }
    }

    @Test
    @Spec("TS-0010 §6.6")
    void hub_says_that_it_is_reached_by_mqtt() throws Exception {
        try (var hub = hub()) {
            assertThat(hub.send(HubUnderTest.ADMIN, "GET", "/cse-in", 0, "").body())
                    .contains("\"" + broker(hub) + "\"");
        }
    }

    @Test
    @Spec("TS-0010 §7.2")
    void command_line_asks_over_mqtt() throws Exception {
        try (var hub = hub()) {
            var words = new ArrayList<>(List.of("request", "retrieve", "cse-in", "--from", HubUnderTest.ADMIN));
            words.addAll(List.of("--credential-file", hub.secretFile().toString()));
            words.addAll(List.of("--over", broker(hub).toString()));

            var ran = Ran.command(words);

            assertThat(ran.out()).startsWith("2000");
            assertThat(ran.status()).isZero();
        }
    }

    @Test
    @Spec("TS-0010 §6.4.5")
    void clients_of_mosquitto_register_and_are_notified() throws Exception {
        assumeThat(isInstalled("mosquitto_rr"))
                .as("mosquitto's clients are not installed")
                .isTrue();
        try (var hub = hub()) {
            asked(hub, "cse-in", 2, "{'m2m:ae':{'rn':'mo','api':'Nx','rr':true,'srv':['4']}}");
            asked(hub, "cse-in/mo", 3, "{'m2m:cnt':{'rn':'box'}}");
            asked(hub, "cse-in/mo/box", 23, "{'m2m:sub':{'rn':'watch','enc':{'net':[3]},'nu':['Cmo']}}");
            // It listens at some time, and does not answer: the hub tells it again until it does.
            var listening = start(hub, "mosquitto_sub", "-t", "/oneM2M/req/+/Cmo/#", "-C", "1", "-W", "60");

            asked(hub, "cse-in/mo/box", 4, "{'m2m:cin':{'con':'21.5'}}");

            assertThat(output(listening)).contains("21.5", "m2m:sgn");
        }
    }

    private static void asked(HubUnderTest hub, String to, int type, String content) throws Exception {
        var request = "{'op':1,'to':'" + to + "','fr':'Cmo','rqi':'m" + type + "','rvi':'4','ty':" + type + ",'pc':"
                + content + "}";
        var asking = start(
                hub,
                "mosquitto_rr",
                "-t",
                "/oneM2M/req/Cmo/id-in/json",
                "-e",
                "/oneM2M/resp/Cmo/id-in/json",
                "-q",
                "1",
                "-W",
                "60",
                "-m",
                request.replace('\'', '"'));
        assertThat(output(asking)).contains("\"rsc\":2001");
    }

    private static Process start(HubUnderTest hub, String program, String... options) throws IOException {
        var command = new ArrayList<>(List.of(
                program,
                "-V",
                "311",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(broker(hub).getPort()),
                "-u",
                "Cmo"));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String output(Process process) throws Exception {
        var text = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return text;
    }

    private static boolean isInstalled(String program) {
        return Stream.of("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
