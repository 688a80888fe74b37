// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.entente.interworking.ocf.ExampleLight.text;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.Stream;
import org.eclipse.californium.core.network.Endpoint;
import org.entente.interworking.MappingReader;
import org.entente.interworking.Shown;
import org.entente.interworking.Types;
import org.entente.interworking.ocf.RawDevice.Reply;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a device may answer that makes no sense; each ends in a sentence, and the next question is asked anew. */
class LyingOcfTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** What a lie costs that Californium passes over. */
    private static final Duration SHORT = Duration.ofMillis(300);

    private static final long SEED = 48;

    private final Endpoint plain = Endpoints.plain();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final Wire wire = new Wire(plain, Optional.empty(), timer);
    private final RawDevice device = RawDevice.start();

    LyingOcfTest() throws IOException {}

    @AfterEach
    void stop() {
        device.close();
        wire.close();
        plain.destroy();
        timer.shutdownNow();
    }

    private Spot spot(String href) {
        return new Spot(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), device.port()), false, href, Optional.empty());
    }

    private static Stream<Arguments> documents() throws IOException {
        return Shown.cases("bad-input.md", "| an OCF device answers | the CBOR | the hub says |");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void cbor_ends_in_a_sentence_and_the_next_answer_counts(String what, String lie, String sentence) {
        device.has("/r", lie);

        var answer = wire.get(spot("/r"), PATIENCE);

        assertThat(answer).as(what).isInstanceOf(Answer.Declined.class);
        assertThat(answer.toString()).contains("malformed CBOR").contains(sentence);
        truthCounts();
    }

    @ParameterizedTest
    @CsvSource({"lists, 81", "open maps, bf6161", "tags, c1", "open lists, 9f"})
    void nesting_without_end_is_bounded(String what, String once) {
        device.has("/r", once.repeat(1000) + "00");

        assertThat(wire.get(spot("/r"), PATIENCE).toString())
                .as(what)
                .contains("malformed CBOR")
                .contains("deep");
        truthCounts();
    }

    @Test
    void whatever_bytes_are_read_or_refused() {
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < 20_000; i++) {
            var document = new byte[1 + random.nextInt(24)];
            random.nextBytes(document);
            try {
                assertThat(Payload.read(document)).isNotNull();
            } catch (Refused refused) {
                assertThat(refused.sentence())
                        .as("seed %d, %s", SEED, HexFormat.of().formatHex(document))
                        .startsWith("malformed CBOR");
            } catch (RuntimeException fault) {
                fail("seed " + SEED + ", " + HexFormat.of().formatHex(document), fault);
            }
        }
    }

    private void truthCounts() {
        device.has("/r", ExampleLight.ON);
        assertThat(wire.get(spot("/r"), PATIENCE)).isEqualTo(new Answer.Content(Value.field("value", Value.of(true))));
    }

    @ParameterizedTest
    @CsvSource({
        "link format, 69, c128, 3c2f613e, application/link-format",
        "JSON, 69, c132, 7b7d, application/json",
        "error with bytes for a sentence, 160, '', fffefd00, 5.00 INTERNAL_SERVER_ERROR",
        "error with a sentence, 132, '', 6e6f, 4.04 NOT_FOUND: no"
    })
    void answer_of_another_kind_is_told_by_its_kind(
            String what, int code, String options, String payload, String sentence) {
        device.says("/r", new Reply(code, Optional.of(options), payload));

        assertThat(wire.get(spot("/r"), PATIENCE).toString()).as(what).contains(sentence);
        truthCounts();
    }

    @Test
    void message_with_an_unknown_critical_option_is_no_answer() {
        // Content-Format 10000, then option 2061.
        device.says("/r", new Reply(RawDevice.CONTENT, Optional.of("c22710 e206f40800"), ExampleLight.ON));

        assertThat(wire.get(spot("/r"), SHORT)).isInstanceOf(Answer.Silent.class);
        truthCounts();
    }

    @Test
    void answer_without_end_is_cut_off() {
        device.has("/r", "59 ffff" + "00".repeat(0xffff) + "00".repeat(0xffff));

        assertThat(wire.get(spot("/r"), SHORT)).isNotInstanceOf(Answer.Content.class);
        truthCounts();
    }

    private Found surveyed() {
        var mapping = new MappingReader(Types.ALL).shipped("ocf");
        var result = new Survey("liar", spot(Survey.RES), wire, mapping, PATIENCE).run();
        assertThat(result).isInstanceOf(Survey.Result.Seen.class);
        return ((Survey.Result.Seen) result).found();
    }

    @Test
    void thousands_of_links_are_cut_off() {
        var links = new StringBuilder("9f");
        for (int i = 0; i < 1500; i++)
            links.append("a2")
                    .append(text("href"))
                    .append(text("/" + i))
                    .append(text("rt"))
                    .append("81")
                    .append(text("x"));
        device.has("/oic/res", links + "ff");
        for (int i = 0; i < 250; i++) device.has("/" + i, ExampleLight.ON);

        var found = surveyed();

        assertThat(found.resources()).hasSizeLessThanOrEqualTo(200);
        assertThat(found.mistakes()).contains("1500 links are listed; 200 are taken");
    }

    @Test
    void circles_of_collections_come_to_an_end() {
        device.has("/oic/res", "81" + collection("/a"));
        device.has("/a", "a1" + text("links") + "82" + collection("/b") + collection("/a"));
        device.has("/b", "a1" + text("links") + "82" + collection("/a") + collection("/b"));

        assertThat(surveyed().resources()).containsOnlyKeys("a", "b");
        assertThat(device.asked(1, "/a")).hasSize(1);
    }

    private static String collection(String href) {
        return "a2" + text("href") + text(href) + text("rt") + "81" + text("oic.wk.col");
    }

    @ParameterizedTest
    @CsvSource({
        "a1 626966 00, has no href",
        "a2 6468726566 00 627274 81 6178, has no href",
        "a2 6468726566 622f61 627274 00, has no href",
        "a2 6468726566 622f0a 627274 81 6178, has no href",
        "00, has no href",
        "a2 6468726566 622f61 627274 81 6178, cannot be read: 4.04"
    })
    void link_that_leads_nowhere_is_said_and_the_others_count(String link, String sentence) {
        device.has("/oic/res", "82" + link + collection("/c")).has("/c", ExampleLight.ON);

        var found = surveyed();

        assertThat(found.resources()).containsOnlyKeys("c");
        assertThat(found.mistakes()).anyMatch(each -> each.contains(sentence));
    }

    @Test
    void link_to_another_host_is_not_followed() {
        var elsewhere = "a3" + text("href") + text("/x") + text("rt") + "81" + text("x") + text("eps") + "81" + "a1"
                + text("ep") + text("coap://192.0.2.1:5683");
        device.has("/oic/res", "81" + elsewhere);

        assertThat(surveyed().mistakes()).contains("/x listens where the hub may not ask");
    }

    @Test
    void link_to_a_port_that_is_none_is_not_followed() {
        var nowhere = "a3" + text("href") + text("/x") + text("rt") + "81" + text("x") + text("eps") + "81" + "a1"
                + text("ep") + text("coap://127.0.0.1:65536");
        device.has("/oic/res", "82" + nowhere + collection("/c")).has("/c", ExampleLight.ON);

        assertThat(surveyed().resources()).containsKey("c");
    }

    @Test
    void properties_that_are_others_each_time_are_cut_off() {
        device.has("/oic/res", "81" + collection("/c")).has("/c", ExampleLight.ON);
        var resource = Objects.requireNonNull(surveyed().resources().get("c"));

        for (int i = 0; i < 300; i++) resource.heard(Value.field("p" + i, Value.of(i)));

        assertThat(resource.heard(Value.field("value", Value.of(false)))).containsOnlyKeys("c/value");
        assertThat(resource.heard(Value.field("p300", Value.of(300)))).isEmpty();
    }

    @Test
    void properties_are_cut_off() {
        var many = new StringBuilder("bf");
        for (int i = 0; i < 300; i++) many.append(text("p" + i)).append("01");
        device.has("/oic/res", "81" + collection("/c")).has("/c", many + "ff");

        var found = surveyed();

        assertThat(found.model().modules().getLast().points()).hasSize(100);
        assertThat(found.mistakes()).anyMatch(each -> each.contains("has 300 properties"));
    }

    @Test
    void list_that_is_none_is_no_device() {
        device.has("/oic/res", "65 6162");

        var result =
                new Survey("liar", spot(Survey.RES), wire, new MappingReader(Types.ALL).shipped("ocf"), PATIENCE).run();

        assertThat(result.toString()).contains("/oic/res: malformed CBOR");
    }
}
