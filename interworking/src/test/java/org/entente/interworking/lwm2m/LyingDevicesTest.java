// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.entente.interworking.FakeCse;
import org.entente.interworking.Interworking;
import org.entente.interworking.InterworkingSettings;
import org.entente.interworking.MappingReader;
import org.entente.interworking.Shown;
import org.entente.interworking.Types;
import org.entente.interworking.lwm2m.RawDevice.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Devices that lie: whatever they send is shown on their own resource and harms nobody else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LyingDevicesTest {
    private static final int TLV = 11542;
    private static final int SENML_CBOR = 112;
    private static final String LINKS = "</>;rt=\"oma.lwm2m\";ct=11542,</3303/0>";
    private static final long SEED = 42;

    private final FakeCse cse = new FakeCse(Types.ALL);
    private final Lwm2mAdapter adapter =
            new Lwm2mAdapter(Lwm2mSettings.DEFAULT.withPorts(OptionalInt.of(0), OptionalInt.empty()));
    private final Interworking engine =
            new Interworking(InterworkingSettings.DEFAULT, cse, cse.access(), Clock.systemUTC());

    /** What a device answers when it is read, and whether that is worth a complaint. */
    record Lie(String name, Answer answer, boolean complained) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Lie> lies() throws IOException {
        var random = new byte[64];
        new SplittableRandom(SEED).nextBytes(random);
        var shown = Shown.rows("bad-input.md", "| an LwM2M device answers | format | what |").stream()
                .map(row -> lie(row.get(0), row.get(1), row.get(2)));
        var others = Stream.of(
                new Lie("random-bytes-seed-" + SEED, new Answer(ResponseCode.CONTENT, TLV, random), true),
                new Lie("cbor-without-bottom", cbor("81".repeat(1000)), true),
                new Lie("wrong-kind-of-success", new Answer(ResponseCode.CHANGED, -1, new byte[0]), true),
                new Lie("not-found", new Answer(ResponseCode.NOT_FOUND, -1, new byte[0]), true),
                new Lie("own-failure", new Answer(ResponseCode.INTERNAL_SERVER_ERROR, -1, new byte[0]), true),
                new Lie("nothing-at-all", tlv(""), false));
        return Stream.concat(shown, others);
    }

    private static Lie lie(String name, String format, String content) {
        var answer =
                switch (format) {
                    case "TLV" -> tlv(content);
                    case "SenML-CBOR" -> cbor(content);
                    case "SenML-JSON" -> answer(110, content);
                    case "JSON" -> answer(11543, content);
                    case "text" -> answer(0, content);
                    default -> answer(Integer.parseInt(format.replaceAll("\\D", "")), content);
                };
        return new Lie(name.replace(' ', '-'), answer, true);
    }

    private static Answer tlv(String hex) {
        return new Answer(ResponseCode.CONTENT, TLV, HexFormat.of().parseHex(hex));
    }

    private static Answer cbor(String hex) {
        return new Answer(ResponseCode.CONTENT, SENML_CBOR, HexFormat.of().parseHex(hex));
    }

    private static Answer answer(int format, String text) {
        return new Answer(ResponseCode.CONTENT, format, text.getBytes(StandardCharsets.UTF_8));
    }

    @BeforeAll
    void start() {
        engine.start();
        engine.attach(adapter, new MappingReader(Types.ALL).shipped("lwm2m"));
    }

    @AfterAll
    void stop() {
        engine.close();
    }

    private URI hub() {
        return adapter.addresses().getFirst();
    }

    @ParameterizedTest
    @MethodSource("lies")
    void what_a_device_sends_is_bounded_and_shown_where_it_belongs(Lie lie) throws Exception {
        try (var device = new RawDevice("3303", lie.answer())) {
            assertThat(device.register(hub(), lie.name(), 60, LINKS)).isEqualTo(ResponseCode.CREATED);

            await().until(() -> cse.find(lie.name() + "/semantics").isPresent());
            if (lie.complained())
                await().until(() -> !cse.children(lie.name() + "/problems").isEmpty());
            assertThat(cse.children(lie.name() + "/thermometer/temperature"))
                    .as("no value is made up")
                    .allMatch(name -> lie.name().equals("unit-of-no-use") && name.startsWith("interworking-"));
        }
    }

    @Test
    void honest_device_is_served_beside_them_and_garbage_in_a_report_leaves_its_last_value() throws Exception {
        try (var device = new RawDevice("3303", tlv("E4164441AC0000"))) {
            device.register(hub(), "turncoat", 60, LINKS);
            await().until(() ->
                    cse.text("turncoat/thermometer/temperature", "curT0").equals("21.5"));
            cse.subscribe("turncoat/thermometer/temperature");

            await().until(() -> {
                device.say(tlv("C816440102"));
                return !cse.children("turncoat/problems").isEmpty();
            });

            assertThat(cse.text("turncoat/thermometer/temperature", "curT0")).isEqualTo("21.5");
        }
    }

    @Test
    void unknown_object_is_kept_in_its_own_words() throws Exception {
        try (var device = new RawDevice("33000", tlv("C50068656C6C6F" + "C10107"))) {
            device.register(hub(), "exotic", 60, "</>;rt=\"oma.lwm2m\";ct=11542,</33000/0>");

            await().until(() -> cse.children("exotic/lwm2m-33000-0").stream().anyMatch(name -> name.startsWith("cin")));
            var instance = cse.children("exotic/lwm2m-33000-0").stream()
                    .filter(name -> name.startsWith("cin"))
                    .findFirst()
                    .orElseThrow();
            assertThat(cse.text("exotic/lwm2m-33000-0/" + instance, "con"))
                    .isEqualTo("{\"0\":\"hello\",\"1\":\"Bw==\"}");
        }
    }

    @Test
    void device_that_lists_more_parts_than_anybody_needs_is_taken_in_with_some() throws Exception {
        var links = IntStream.range(0, 400).mapToObj(i -> "</3303/" + i + ">").collect(Collectors.joining(","));
        try (var device = new RawDevice("3303", tlv("E4164441AC0000"))) {
            assertThat(device.register(hub(), "forest", 60, links)).isEqualTo(ResponseCode.CREATED);

            await().atMost(Duration.ofMinutes(2))
                    .until(() -> cse.find("forest/semantics").isPresent());
            assertThat(cse.children("forest")).hasSizeLessThan(300);
        }
    }

    @Test
    void device_that_is_not_heard_of_for_its_lifetime_is_lost() throws Exception {
        try (var device = new RawDevice("3303", tlv("E4164441AC0000"))) {
            device.register(hub(), "mayfly", 1, LINKS);

            await().until(() -> cse.text("mayfly", "rr").equals("false"));
            assertThat(cse.text("mayfly", "lbl")).contains("Last-Seen:");
            assertThat(cse.text("mayfly/thermometer/temperature", "curT0")).isEqualTo("21.5");
        }
    }
}
