// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import org.entente.interworking.FakeCse;
import org.entente.interworking.Interworking;
import org.entente.interworking.InterworkingSettings;
import org.entente.interworking.MappingReader;
import org.entente.interworking.Sheet;
import org.entente.interworking.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A device one of whose registers holds what is no value; the others count. */
class RestlessModbusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FakeCse cse = new FakeCse(Types.ALL);
    private final Interworking engine =
            new Interworking(InterworkingSettings.DEFAULT, cse, cse.access(), Clock.systemUTC());

    @AfterEach
    void stop() {
        engine.close();
    }

    private void attach(int port) {
        var file = """
                standard: modbus
                parts:
                  - from: meter
                    registers: { warmth: { input: 2, as: float32, unit: Cel }, humidity: { input: 0 } }
                    modules:
                      - { class: cod:tempe, name: warmth, points: { curT0: warmth } }
                      - { class: cod:relHy, name: humidity, points: { relHy: humidity } }
                devices:
                  - { name: meter-1, host: 127.0.0.1, port: %d, unit: 7, every: 20ms, parts: [meter] }
                """.formatted(port);
        var sheet = Sheet.of(file, "meter.yaml");
        var mapping = new MappingReader(Types.ALL).read(sheet);
        var adapter = new ModbusAdapter(InstallationReader.read(sheet), PATIENCE);
        sheet.refuseMistakes();
        engine.start();
        engine.attach(adapter, mapping);
    }

    private String problems() {
        return String.join(
                "\n",
                cse.children("meter-1/problems").stream()
                        .map(each -> cse.text("meter-1/problems/" + each, "con"))
                        .toList());
    }

    @Test
    void float_that_is_no_number_is_said_and_the_last_one_stays() throws Exception {
        try (var peer = ModbusPeer.start("tcp")) {
            peer.set("input", 0, 40);
            peer.set("input", 2, 0x4100, 0);
            attach(peer.port());
            await().atMost(PATIENCE).until(() -> cse.find("meter-1/semantics").isPresent());
            cse.subscribe("meter-1/warmth");
            cse.subscribe("meter-1/humidity");

            peer.set("input", 2, 0x7fc0, 0);
            peer.set("input", 0, 41);

            await().atMost(PATIENCE).until(() -> problems().contains("warmth"));
            await().atMost(PATIENCE)
                    .until(() -> cse.text("meter-1/humidity", "relHy").equals("41.0"));
            assertThat(cse.text("meter-1/warmth", "curT0")).isEqualTo("8.0");
        }
    }
}
