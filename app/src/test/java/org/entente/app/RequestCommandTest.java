// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command sends to a whole hub, in either serialization. */
class RequestCommandTest {
    private record Ran(int status, String out) {}

    private static Ran run(HubUnderTest hub, String... words) {
        var out = new StringWriter();
        var line = new ArrayList<>(List.of("request"));
        line.addAll(List.of(words));
        line.addAll(List.of("--over", hub.address().toString(), "--from", HubUnderTest.APP, "--json"));
        int status = new CommandLine(new Main()).setOut(new PrintWriter(out)).execute(line.toArray(String[]::new));
        return new Ran(status, out.toString());
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
}
