// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.entente.model.Spec;
import org.entente.security.Authority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub and applications on the libraries of npm, which others wrote. */
class NpmPeersTest {
    private static final Path PEERS = Path.of("..", "target", "peers");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> FAST = List.of("delivery.attempts=1000", "delivery.longest-wait=1s");

    private final List<String> printed = new CopyOnWriteArrayList<>();
    private final List<Process> running = new ArrayList<>();

    @TempDir
    private Path data = Path.of(".");

    @AfterEach
    void endAll() {
        for (var each : running) each.destroyForcibly().onExit().join();
    }

    private void start(String product, String script, String... arguments) throws IOException {
        var modules = PEERS.resolve(product).resolve("node_modules").toAbsolutePath();
        assumeTrue(Files.isDirectory(modules), product + " of npm is not installed; ./verify does it");
        var file = data.resolve(script);
        try (var in = Objects.requireNonNull(NpmPeersTest.class.getResourceAsStream("peers/" + script))) {
            Files.copy(in, file);
        }
        var command = new ArrayList<>(List.of("node", file.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("NODE_PATH", modules.toString());
        var process = builder.start();
        running.add(process);
        Thread.ofVirtual().start(() -> process.inputReader(UTF_8).lines().forEach(printed::add));
    }

    private void awaitLine(String begin, String... parts) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(printed)
                        .anySatisfy(line -> assertThat(line).startsWith(begin).contains(parts)));
    }

    private void demandNotified(String lastBegin, String lastPart) {
        awaitLine("told", "m2m:sgn", "21.5");
        awaitLine(lastBegin, lastPart);
    }

    @Test
    @Spec({"TS-0008 §6.2", "TS-0008 §6.3.2"})
    void coap_application_registers_creates_and_is_notified() throws Exception {
        try (var hub = new CoapHub(data.resolve("hub"))) {
            start("coap-1.4.1", "coap.js", Integer.toString(hub.address().getPort()));

            demandNotified("GET cse-in/nothing", "4.04");
            assertThat(printed).anyMatch(each -> each.startsWith("POST cse-in 2.01"));
            assertThat(printed).anyMatch(each -> each.matches("GET cse-in/node/box/la 2.05 .*21.5.*"));
            assertThat(printed).anyMatch(each -> each.matches("GET cse-in/node 2.05 .*cse-in/node/box.*"));
        }
    }

    @Test
    @Spec({"TS-0010 §6.4", "TS-0010 §6.3.3"})
    void mqtt_application_registers_creates_and_is_notified() throws Exception {
        try (var hub = mqttHub()) {
            start(
                    "mqtt-5.16.0",
                    "mqtt.js",
                    hub.hub().brokerAddresses().getFirst().toString());

            demandNotified("answer 4004", "");
            assertThat(printed).anyMatch(each -> each.matches("answer 2000 .*21.5.*"));
        }
    }

    @Test
    @Spec({"TS-0010 §7.2", "TS-0003 §10.1.1.5"})
    void mqtt_application_is_known_by_its_certificate() throws Exception {
        var valid = Duration.ofDays(1);
        var authority = Authority.in(data.resolve("pki"), InstantSource.system(), new SecureRandom(), valid);
        var own = authority.server("hub", List.of("127.0.0.1"), Optional.empty(), valid);
        var node = authority.client("node", List.of("Cnode"), valid);
        try (var hub = mqttHub(
                "mqtt.admission=credential-demanded",
                "http.tls.certificates=" + own.certificate(),
                "http.tls.key=" + own.key(),
                "http.tls.client-authorities=" + authority.certificate())) {
            var broker = hub.hub().brokerAddresses().getFirst().toString();
            assertThat(broker).startsWith("mqtts:");

            start(
                    "mqtt-5.16.0",
                    "mqtt.js",
                    broker,
                    text(authority.certificate()),
                    text(node.certificate()),
                    text(node.key()));

            demandNotified("answer 4004", "");
        }
    }

    private static String text(Path file) {
        return file.toString();
    }

    private HubUnderTest mqttHub(String... further) {
        var settings = new ArrayList<>(List.of("mqtt.listen=true", "mqtt.port=0"));
        settings.addAll(FAST);
        settings.addAll(List.of(further));
        return new HubUnderTest(data.resolve("hub"), settings);
    }
}
