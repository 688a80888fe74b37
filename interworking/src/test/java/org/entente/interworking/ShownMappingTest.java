// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.interworking.DeviceModel.Kind;
import org.entente.interworking.DeviceModel.Module;
import org.entente.interworking.DeviceModel.Point;
import org.entente.model.Value;
import org.junit.jupiter.api.Test;

/** The file that the page shows does what the page says. */
class ShownMappingTest {
    @Test
    void file_of_the_page_makes_a_barometer_typed() throws IOException {
        var shown = Shown.file("interworking.md", "standard: lwm2m");
        var mapping =
                new MappingReader(Types.ALL).shipped("lwm2m").with(new MappingReader(Types.ALL).read(shown, "shown"));
        var points = List.of(point("5700", Kind.REAL), point("5701", Kind.TEXT));
        var barometer = new Module("3315/0", "3315", 0, "Barometer", points, List.of());
        var device = new DeviceModel("b", "", DeviceModel.Maker.UNKNOWN, List.of(barometer));

        var layout =
                Layout.of(device, mapping, Map.of("3315/0/5700", Value.of(101_325.0), "3315/0/5701", Value.of("Pa")));

        assertThat(layout.mistakes()).isEmpty();
        assertThat(layout.typed()).singleElement().satisfies(typed -> {
            assertThat(typed.name()).isEqualTo("barometer");
            assertThat(typed.values()).containsEntry("atmPe", Value.of(1013.25));
            assertThat(typed.links().getFirst().rule().pace().least()).hasValue(Duration.ofSeconds(10));
        });
    }

    private static Point point(String name, Kind kind) {
        return new Point(name, name, kind, "", Optional.empty(), true, false, true);
    }
}
