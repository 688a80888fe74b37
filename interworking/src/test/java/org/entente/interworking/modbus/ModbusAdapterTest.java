// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.entente.interworking.FakeCse;
import org.entente.interworking.Interworking;
import org.entente.interworking.InterworkingSettings;
import org.entente.interworking.MappingReader;
import org.entente.interworking.Sheet;
import org.entente.interworking.Shown;
import org.entente.interworking.Types;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The boiler of docs/modbus.md, played by a Modbus server of another maker; only the CSE is in memory. */
class ModbusAdapterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TEMPERATURE = "boiler-7/temperature";

    private final FakeCse cse = new FakeCse(Types.ALL);
    private final Interworking engine =
            new Interworking(InterworkingSettings.DEFAULT, cse, cse.access(), Clock.systemUTC());

    @AfterEach
    void stop() {
        engine.close();
    }

    private ModbusPeer boiler(String framing) throws Exception {
        var peer = ModbusPeer.start(framing);
        peer.set("input", 0, 655);
        peer.set("input", 2, 0x4100, 0);
        peer.set("input", 4, 1, 2);
        peer.set("coil", 3, 1);
        peer.set("holding", 0, 600);
        peer.set("holding", 10, 0x4142, 0x3700, 0, 0);
        attach(peer.port(), framing);
        await().atMost(PATIENCE).until(() -> cse.find("boiler-7/semantics").isPresent());
        return peer;
    }

    private void attach(int port, String framing) throws Exception {
        var file = Shown.file("modbus.md", "standard: modbus")
                .replace("port: 502", "port: " + port)
                .replace("framing: tcp", "framing: " + (framing.equals("rtu") ? "rtu-over-tcp" : "tcp"))
                .replace("every: 2s", "every: 20ms");
        var sheet = Sheet.of(file, "modbus.md");
        var reader = new MappingReader(Types.ALL);
        var mapping = reader.shipped("modbus").with(reader.read(sheet));
        var installation = InstallationReader.read(sheet);
        sheet.refuseMistakes();
        engine.start();
        engine.attach(new ModbusAdapter(installation, PATIENCE), mapping);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "rtu"})
    @Spec({"TS-0033 §6", "TS-0040 §6.3"})
    void device_appears_typed_and_in_the_units_of_its_attributes(String framing) throws Exception {
        try (var _ = boiler(framing)) {
            assertThat(cse.text(TEMPERATURE, "curT0")).isEqualTo("65.5");
            assertThat(cse.text(TEMPERATURE, "tarTe")).isEqualTo("60.0");
            assertThat(cse.text("boiler-7/energyConsumption", "power")).isEqualTo("8000.0");
            assertThat(cse.text("boiler-7/energyConsumption", "abECn")).isEqualTo("6.5538E7");
            assertThat(cse.text("boiler-7/binarySwitch", "state")).isEqualTo("true");
            assertThat(cse.text("boiler-7", "lbl")).contains("Iwked-Technology:Modbus");
            assertThat(cse.text("boiler-7/modbus-boiler-0", "lbl")).contains("Unit-energy:kWh");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "rtu"})
    @Spec("TS-0004 §7.5.1.2.19")
    void update_reaches_the_device_before_it_is_answered(String framing) throws Exception {
        try (var peer = boiler(framing)) {
            var warmer = cse.update(TEMPERATURE, "cod:tempe", "tarTe", Value.of(55.5));
            var off = cse.update("boiler-7/binarySwitch", "cod:binSh", "state", Value.of(false));

            assertThat(warmer.code()).as(warmer.sentence()).isEqualTo(ResultCode.UPDATED);
            assertThat(off.code()).as(off.sentence()).isEqualTo(ResultCode.UPDATED);
            assertThat(peer.words("holding", 0, 1)).containsExactly(555);
            assertThat(peer.words("coil", 3, 1)).containsExactly(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "rtu"})
    @Spec("TS-0040 §6.5.1")
    void values_flow_while_somebody_subscribes(String framing) throws Exception {
        try (var peer = boiler(framing)) {
            cse.subscribe(TEMPERATURE);
            cse.subscribe("boiler-7/binarySwitch");

            peer.set("input", 0, 700);
            peer.set("coil", 3, 0);

            await().atMost(PATIENCE).until(() -> cse.text(TEMPERATURE, "curT0").equals("70.0"));
            await().atMost(PATIENCE)
                    .until(() -> cse.text("boiler-7/binarySwitch", "state").equals("false"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "rtu"})
    @Spec("TS-0004 §7.3.2.9")
    void device_that_is_gone_is_away_and_what_it_cannot_be_is_denied(String framing) throws Exception {
        try (var peer = boiler(framing)) {
            var tooHot = cse.update(TEMPERATURE, "cod:tempe", "tarTe", Value.of(99));
            assertThat(tooHot.code()).isEqualTo(ResultCode.OPERATION_DENIED_BY_REMOTE_ENTITY);
            assertThat(tooHot.sentence()).contains("5.0 to 80.0, not 99.0");
            cse.subscribe(TEMPERATURE);

            peer.end();

            await().atMost(PATIENCE).until(() -> cse.text("boiler-7", "rr").equals("false"));
            var late = cse.update(TEMPERATURE, "cod:tempe", "tarTe", Value.of(50));
            assertThat(late.code()).isEqualTo(ResultCode.REMOTE_ENTITY_NOT_REACHABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "rtu"})
    void registers_that_the_device_lacks_are_named_in_its_problems(String framing) throws Exception {
        try (var peer = ModbusPeer.start(framing)) {
            var file = """
                    standard: modbus
                    parts:
                      - from: odd
                        registers: { here: { input: 0 }, beyond: { input: 900 } }
                        modules: [ { class: cod:relHy, name: humidity, points: { relHy: here } } ]
                    devices:
                      - { name: odd-1, host: 127.0.0.1, port: %d, unit: 7, framing: %s, parts: [odd] }
                    """.formatted(peer.port(), framing.equals("rtu") ? "rtu-over-tcp" : "tcp");
            var sheet = Sheet.of(file, "odd.yaml");
            var mapping = new MappingReader(Types.ALL).read(sheet);
            var adapter = new ModbusAdapter(InstallationReader.read(sheet), PATIENCE);
            engine.start();
            engine.attach(adapter, mapping);

            await().atMost(PATIENCE).until(() -> !cse.children("odd-1/problems").isEmpty());

            var first = cse.children("odd-1/problems").getFirst();
            assertThat(cse.text("odd-1/problems/" + first, "con")).contains("exception 2 illegal data address");
            assertThat(adapter.write("odd-1", Map.of("odd/0/here", Value.of(1)), PATIENCE)
                            .toString())
                    .contains("read");
        }
    }
}
