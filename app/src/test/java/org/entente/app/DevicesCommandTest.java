// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.entente.interworking.lwm2m.sample.SampleDevice;
import org.entente.interworking.lwm2m.sample.SampleSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code entente devices} against a hub with a lamp that speaks LwM2M over UDP. */
class DevicesCommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What a page shows of the commands that work in the folder of the hub, and of settings. */
    private static final Pattern SHOWN = Pattern.compile("\\./entente devices ([^`\n]+)");

    private static final Pattern SET = Pattern.compile("--set ([a-z0-9.=-]+)");

    private static HubUnderTest hub;
    private static SampleDevice lamp;

    @BeforeAll
    static void a_lamp_registers(@TempDir Path data) {
        hub = new HubUnderTest(
                data,
                List.of(
                        "lwm2m.enabled=true",
                        "lwm2m.coap-port=0",
                        "lwm2m.coaps-port=-1",
                        "access.base=all:retrieve",
                        "interworking.operators=COperator"));
        lamp = device("lamp");
    }

    @AfterAll
    static void stop() throws Exception {
        lamp.close();
        hub.close();
    }

    private static SampleDevice device(String name) {
        var device = new SampleDevice(
                SampleSettings.DEFAULT
                        .withServer(hub.hub().deviceAddresses().getFirst().toString())
                        .withEndpoint(name)
                        .withPeriod(Duration.ofHours(1)),
                new PrintStream(OutputStream.nullOutputStream()));
        device.start();
        // The last of what is made: all that comes before is there and watched.
        await().atMost(PATIENCE).until(() -> isThere("cse-in/" + name + "/semantics"));
        return device;
    }

    private static boolean isThere(String resource) {
        return command("COperator", "request", "retrieve", resource).status() == 0;
    }

    private static Ran devices(String... arguments) {
        return as("COperator", arguments);
    }

    private static Ran as(String originator, String... arguments) {
        return command(
                originator,
                Stream.concat(Stream.of("devices"), Stream.of(arguments)).toArray(String[]::new));
    }

    private static Ran command(String originator, String... arguments) {
        var line = new ArrayList<>(List.of(arguments));
        line.addAll(List.of("--from", originator, "--over", hub.address().toString()));
        return Ran.command(line);
    }

    @Test
    void list_has_each_device_with_its_standard() {
        assertThat(devices("list").said()).contains("lamp  LWM2M  reachable");
        assertThat(devices("list", "--json").said())
                .contains("\"name\":\"lamp\",\"own-name\":\"lamp\",\"standard\":\"LWM2M\"");
    }

    @Test
    void list_has_what_a_device_calls_itself_where_no_resource_can_have_that_name() throws Exception {
        var settings = SampleSettings.DEFAULT
                .withServer(hub.hub().deviceAddresses().getFirst().toString())
                .withEndpoint("Küche 1")
                .withPeriod(Duration.ofHours(1));

        try (var named = new SampleDevice(settings, new PrintStream(OutputStream.nullOutputStream()))) {
            named.start();
            await().atMost(PATIENCE).until(() -> devices("list").said().contains("LWM2M  reachable  Küche 1"));
        }
    }

    @Test
    void list_tells_of_a_device_that_left_when_it_was_seen() {
        device("heater").close();

        await().atMost(PATIENCE).until(() -> devices("list").said().contains("heater  LWM2M  away  last seen 20"));
    }

    @Test
    void show_has_modules_and_management_objects() {
        assertThat(devices("show", "lamp").said())
                .contains("thermometer/temperature  (temperature)", "  curT0=", "node/deviceInfo  (deviceInfo)")
                .contains("mod=Sample lamp");
    }

    @Test
    void show_has_what_is_kept_in_the_words_of_the_standard() {
        assertThat(devices("show", "lamp").said()).contains("lwm2m-", "  (container)  con=");
    }

    @Test
    void write_returns_after_the_device_took_it() {
        var answer = devices("write", "lamp", "light/binarySwitch", "state=true");

        assertThat(answer.said()).contains("light/binarySwitch", "state=true");
        assertThat(answer.status()).isZero();
        assertThat(lamp.value(3311, 5850)).isEqualTo(true);
    }

    @Test
    void write_that_the_device_refuses_says_why() {
        var answer = devices("write", "lamp", "light/brightness", "brigs=300");

        assertThat(answer.status()).isNotZero();
        assertThat(answer.said()).contains("the dimmer goes from 0 to 100, not to 300");
    }

    @Test
    void read_of_a_stranger_is_refused() {
        var answer = as("CStranger", "read", "lamp", "light/binarySwitch");

        assertThat(answer.status()).isNotZero();
        assertThat(answer.said()).contains("ORIGINATOR_HAS_NO_PRIVILEGE");
    }

    @Test
    void watch_has_the_device_observed_and_prints_what_changes() throws Exception {
        var watching = CompletableFuture.supplyAsync(
                () -> devices("watch", "lamp", "thermometer/temperature", "--changes", "2", "--every", "20"));

        await().atMost(PATIENCE).until(() -> {
            lamp.tick();
            return watching.isDone();
        });

        assertThat(watching.get(1, TimeUnit.SECONDS).said().lines())
                .hasSize(2)
                .allMatch(line -> line.contains("curT0="));
    }

    @Test
    void device_is_allowed_and_forbidden_in_the_folder_of_the_hub(@TempDir Path data) {
        assertThat(local(data, "allow", "lwm2m:gate").status()).isZero();
        assertThat(local(data, "allowed").said()).isEqualToIgnoringNewLines("lwm2m:gate");
        assertThat(local(data, "waiting").said()).isEmpty();

        assertThat(local(data, "forbid", "lwm2m:gate").status()).isZero();

        assertThat(local(data, "allowed").said()).isEmpty();
        assertThat(local(data, "forbid", "lwm2m:gate").said()).contains("lwm2m:gate was not allowed");
        assertThat(local(data, "allow", "gate").said()).contains("named such as lwm2m:lamp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lwm2m.md", "ocf.md"})
    void commands_of_a_page_do_what_it_says(String page, @TempDir Path data) throws IOException {
        var text = String.join("\n", Sources.lines(Path.of("docs", page)));
        var commands = SHOWN.matcher(text).results().map(each -> each.group(1)).toList();
        assertThat(commands).isNotEmpty();

        for (var command : commands)
            assertThat(local(data, command.strip().split(" ")).status())
                    .as(command)
                    .isZero();
        var settings = SET.matcher(text).results().map(each -> each.group(1)).toList();
        assertThat(Configuration.read(Optional.empty(), Map.of(), settings)).isNotNull();
    }

    private static Ran local(Path data, String... arguments) {
        var line = new ArrayList<>(List.of("devices"));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--data", data.toString()));
        return Ran.command(line);
    }
}
