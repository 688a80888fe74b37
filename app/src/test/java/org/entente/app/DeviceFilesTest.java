// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceFilesTest {
    private static final String BOILER = """
            standard: modbus
            parts: [ { from: boiler, registers: { on: { coil: 0 } } } ]
            devices: [ { name: boiler-7, host: 127.0.0.1, parts: [boiler] } ]
            """;

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void mistakes_of_all_files_are_told_together() throws IOException {
        var files = List.of(
                write("one.yaml", BOILER),
                write("two.yaml", BOILER),
                write("three.yaml", "standard: zigbee"),
                write(
                        "four.yaml",
                        "{standard: lwm2m, parts: [{from: 1, modules: [{class: cod:binSh, name: light, "
                                + "points: {state: 1}}]}]}"));

        assertThatThrownBy(() -> DeviceFiles.read(files, RequestCommand.TYPES))
                .isInstanceOf(Configuration.Mistakes.class)
                .hasMessageContainingAll(
                        "two.yaml",
                        "device boiler-7 stands in another file too",
                        "three.yaml",
                        "standard must be one of lwm2m, modbus, opcua, ocf, mqtt, zigbee2mqtt, not zigbee",
                        "four.yaml",
                        "parts 3311 and 1 both make a light");
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
