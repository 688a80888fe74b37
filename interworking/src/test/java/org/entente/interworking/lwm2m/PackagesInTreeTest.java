// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.entente.interworking.Shown;
import org.entente.interworking.lwm2m.RawDevice.Answer;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A device for each state and result of objects 5 and 9, and what the tree shows: 0 nothing, 1 done, 2 failed, 3 going on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackagesInTreeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int JSON = 11543;

    private static final Shape FIRMWARE = new Shape(5, 3, 5, "firmware", "uds");
    private static final Shape SOFTWARE = new Shape(9, 7, 9, "software", "ins");

    private final Field field = new Field(Lwm2mSettings.DEFAULT.withPorts(OptionalInt.of(0), OptionalInt.empty()));

    /** Where an object has state and result, and where the tree shows what follows. */
    private record Shape(int object, int state, int result, String resource, String attribute) {
        Answer says(int state, int result) {
            var said = "{\"bn\":\"/%d/0/\",\"e\":[{\"n\":\"%d\",\"v\":%d},{\"n\":\"%d\",\"v\":%d}]}"
                    .formatted(object, this.state, state, this.result, result);
            return new Answer(ResponseCode.CONTENT, JSON, said.getBytes(StandardCharsets.UTF_8));
        }
    }

    @AfterAll
    void stop() {
        field.close();
    }

    private static Stream<Arguments> firmware() throws IOException {
        return Shown.cases("lwm2m.md", "| state of the firmware | its result | `uds` | `problems` say |");
    }

    private static Stream<Arguments> software() throws IOException {
        return Shown.cases("lwm2m.md", "| state of the software | its result | `ins` | `problems` say |");
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("firmware")
    @Spec({"TS-0001 §D.2", "TS-0004 §6.3.4.2.36"})
    void firmware_is_shown(String state, String result, String status, String reason) throws Exception {
        check(FIRMWARE, number(state), number(result), Long.parseLong(status), reason);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("software")
    @Spec({"TS-0001 §D.3", "TS-0004 §6.3.4.2.36"})
    void software_is_shown(String state, String result, String status, String reason) throws Exception {
        check(SOFTWARE, number(state), number(result), Long.parseLong(status), reason);
    }

    private void check(Shape shape, int state, int result, long status, String reason) throws Exception {
        var name = "d" + shape.object() + "-" + state + "-" + result;
        try (var device = new RawDevice(String.valueOf(shape.object()), shape.says(state, result))) {
            var links = "</>;rt=\"oma.lwm2m\";ct=11543,</" + shape.object() + "/0>";
            assertThat(device.register(URI.create(field.address("coap")), name, 60, links))
                    .isEqualTo(ResponseCode.CREATED);
            await().atMost(PATIENCE).until(() -> field.isThere(name));

            var node = "node-" + name + "/" + shape.resource();
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(field.cse.find(node).orElseThrow().attributes())
                                    .containsEntry(shape.attribute(), Value.field("sus", Value.of(status))));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(problems(name)).contains(reason));
            if (reason.isEmpty()) assertThat(problems(name)).isEmpty();
        }
    }

    private String problems(String device) {
        return field.cse.children(device + "/problems").stream()
                .map(each -> field.cse.text(device + "/problems/" + each, "con"))
                .collect(Collectors.joining("\n"));
    }

    private static int number(String cell) {
        return Integer.parseInt(cell.split("\\D", 2)[0]);
    }
}
