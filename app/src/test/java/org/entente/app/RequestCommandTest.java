// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.entente.codec.Json;
import org.entente.model.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command sends to a whole hub, in either serialization. */
class RequestCommandTest {
    private static Ran run(HubUnderTest hub, String... words) {
        return over(hub.address().toString(), words);
    }

    private static Ran over(String address, String... words) {
        var line = new ArrayList<>(List.of("request"));
        line.addAll(List.of(words));
        line.addAll(List.of("--over", address, "--from", HubUnderTest.APP, "--json", "--parameter", "rqi=\"same\""));
        return Ran.command(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "ws"})
    @Spec({"TS-0004 §8.3", "TS-0009 §6.4.3", "TS-0020 §6.2.2.9"})
    void what_goes_as_xml_is_the_same_as_what_goes_as_json(String scheme, @TempDir Path data) throws Exception {
        try (var hub = new HubUnderTest(data, List.of())) {
            hub.fill();
            var over = hub.address().toString().replace("http", scheme);
            var box = "{\"m2m:cnt\":{\"rn\":\"crate\",\"lbl\":[\"ä\",\"b\"],\"mni\":4294967296}}";

            var created = over(over, "create", "cse-in/app", "--type", "3", "--content", box, "--as", "xml");
            var again = over(over, "create", "cse-in/app", "--type", "3", "--content", box, "--as", "xml");

            assertThat(created.status()).as(created.out()).isZero();
            assertThat(again.out()).contains("\"rsc\":4105", "m2m:dbg");
            for (var query : List.of("rcn=1", "rcn=4", "rcn=5", "rcn=6", "fc={\"fu\":1}")) {
                var asXml = over(over, "retrieve", "cse-in/app", "--parameter", query, "--as", "xml");
                var asJson = run(hub, "retrieve", "cse-in/app", "--parameter", query);
                assertThat(Json.STRICT.readObject(asXml.out().getBytes(UTF_8)))
                        .as(query)
                        .isEqualTo(Json.STRICT.readObject(asJson.out().getBytes(UTF_8)));
            }
        }
    }

    @Test
    void what_goes_as_cbor_is_the_same_as_what_goes_as_json(@TempDir Path data) throws Exception {
        try (var hub = new HubUnderTest(data, List.of())) {
            hub.fill();
            var box = "{\"m2m:cnt\":{\"rn\":\"crate\",\"lbl\":[\"ä\"],\"mni\":4294967296}}";

            var created = run(hub, "create", "cse-in/app", "--type", "3", "--content", box, "--as", "cbor");
            var again = run(hub, "create", "cse-in/app", "--type", "3", "--content", box, "--as", "cbor");
            var asCbor = run(hub, "retrieve", "cse-in/app/crate", "--as", "cbor");
            var asJson = run(hub, "retrieve", "cse-in/app/crate");

            assertThat(created.status()).as(created.out()).isZero();
            assertThat(created.out()).contains("\"rsc\":2001", "\"rn\":\"crate\"");
            assertThat(again.status()).isEqualTo(1);
            assertThat(again.out()).contains("\"rsc\":4105");
            assertThat(asCbor.out()).contains("\"mni\":4294967296", "\"ä\"").isEqualTo(asJson.out());
        }
    }

    @Test
    void content_may_be_in_a_file(@TempDir Path data) throws Exception {
        var file =
                Files.writeString(data.resolve("box.json"), "{\"m2m:cnt\": {\"rn\": \"crate\", \"lbl\": [\"a b\"]}}");
        try (var hub = new HubUnderTest(data.resolve("hub"), List.of())) {
            hub.fill();

            var created = run(hub, "create", "cse-in/app", "--type", "3", "--content", "@" + file);

            assertThat(created.out()).as(created.err()).contains("\"rsc\":2001", "\"a b\"");
        }
    }
}
