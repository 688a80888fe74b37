// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.entente.interworking.NodeProcess;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client of another maker, coap-node, in TLV as it registers by itself, and in the JSON of LwM2M 1.0. */
class CoapNodeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LIGHT = "other/light/binarySwitch";
    private static final String TEMPERATURE = "other/thermometer/temperature";

    private final Field field = new Field(Lwm2mSettings.DEFAULT.withPorts(OptionalInt.of(0), OptionalInt.empty()));

    @AfterEach
    void stop() {
        field.close();
    }

    private NodeProcess registered(String format) throws Exception {
        var port = String.valueOf(URI.create(field.address("coap")).getPort());
        var node = NodeProcess.start("coap-node-0.2.5", CoapNodeTest.class, "coap-node.cjs", port, "other", format);
        assertThat(node.ask("register")).isEqualTo("2.01");
        await().atMost(PATIENCE).until(() -> field.isThere("other"));
        return node;
    }

    @ParameterizedTest
    @ValueSource(strings = {"tlv", "json"})
    @Spec("TS-0014 §6.2")
    void client_of_another_maker_is_read_observed_written_and_executed(String format) throws Exception {
        try (var node = registered(format)) {
            isTyped();
            assertThat(node.ask("update")).isEqualTo("2.04");
            isObserved(node);
            isWritten(node);
            isExecuted(node);
            leaves(node);
        }
    }

    private void isTyped() {
        assertThat(field.cse.text("node-other/deviceInfo", "man")).isEqualTo("Acme");
        assertThat(field.cse.text("node-other/deviceInfo", "mod")).isEqualTo("CN-1");
        assertThat(field.cse.text(TEMPERATURE, "curT0")).isEqualTo("21.5");
        assertThat(field.cse.text(LIGHT, "state")).isEqualTo("false");
        assertThat(field.cse.text("other/light/brightness", "brigs")).isEqualTo("30");
    }

    private void isObserved(NodeProcess node) {
        field.cse.subscribe(TEMPERATURE);

        // It tells nobody of what changed before it was observed.
        var degrees = new double[] {22};
        await().atMost(PATIENCE).until(() -> {
            node.ask("set temperature sensorValue " + degrees[0]++);
            return !field.cse.text(TEMPERATURE, "curT0").equals("21.5");
        });
    }

    private void isWritten(NodeProcess node) {
        var on = field.cse.update(LIGHT, "cod:binSh", Map.of("state", Value.of(true)));
        var dimmed = field.cse.update("other/light/brightness", "cod:brigs", Map.of("brigs", Value.of(70)));

        assertThat(on.code()).as(on.sentence()).isEqualTo(ResultCode.UPDATED);
        assertThat(dimmed.code()).as(dimmed.sentence()).isEqualTo(ResultCode.UPDATED);
        assertThat(node.ask("get lightCtrl onOff")).isEqualTo("true");
        assertThat(node.ask("get lightCtrl dimmer")).isEqualTo("70");
    }

    private void isExecuted(NodeProcess node) {
        var again = field.cse.update("node-other/reboot", "m2m:rbo", Map.of("rbo", Value.of(true)));

        assertThat(again.code()).as(again.sentence()).isEqualTo(ResultCode.UPDATED);
        assertThat(node.ask("reboots")).isEqualTo("1");
    }

    private void leaves(NodeProcess node) {
        assertThat(node.ask("deregister")).isEqualTo("2.02");

        await().atMost(PATIENCE).until(() -> field.cse.text("other", "rr").equals("false"));
    }
}
