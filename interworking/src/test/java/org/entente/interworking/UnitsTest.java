// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.interworking.DeviceModel.Kind;
import org.entente.interworking.DeviceModel.Module;
import org.entente.interworking.DeviceModel.Point;
import org.entente.model.Value;
import org.entente.model.type.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
    private static final Mapping BAROMETER = new MappingReader(Types.ALL).read("""
            standard: modbus
            parts:
              - from: barometer
                modules:
                  - class: cod:baror
                    name: barometer
                    points:
                      atmPe: { from: pressure, unit: hPa, unit-from: unit }
            """, "barometer.yaml");

    @ParameterizedTest
    @CsvSource({
        "68, degF, Cel, 20",
        "20, CEL, FAH, 68",
        "0, K, °C, -273.15",
        "101325, Pa, mbar, 1013.25",
        "1.5, kW.h, Wh, 1500",
        "3.6, MJ, kWh, 1",
        "42, %RH, P1, 42",
        "10, L/min, m3/h, 0.6",
        "1, [psi], kPa, 6.89475729317"
    })
    void value_is_the_same_in_another_unit(double value, String from, String to, double expected) {
        var conversion = Units.find(from).orElseThrow().to(Units.find(to).orElseThrow());

        assertThat(conversion.orElseThrow().up(Value.of(value), Scalar.FLOAT, "t"))
                .isEqualTo(Value.of(expected));
    }

    @Test
    void units_of_different_quantities_do_not_meet() {
        assertThat(Units.find("kW").orElseThrow().to(Units.find("kWh").orElseThrow()))
                .isEmpty();
        assertThat(Units.find("furlong")).isEmpty();
    }

    @Test
    void attribute_is_in_its_own_unit_and_the_native_value_is_kept() {
        var layout = laidOut("", "kPa");

        assertThat(layout.typed().getFirst().values()).containsEntry("atmPe", Value.of(1013.25));
        assertThat(layout.transparent())
                .singleElement()
                .satisfies(kept -> assertThat(kept.name("b/pressure")).contains("pressure"));
    }

    @Test
    void unit_that_the_device_tells_wins_over_its_description() {
        assertThat(laidOut("kPa", "hPa").typed().getFirst().values()).containsEntry("atmPe", Value.of(101.325));
    }

    @Test
    void value_in_a_unit_that_measures_something_else_stays_transparent_and_is_complained_of() {
        var layout = laidOut("", "degF");

        assertThat(layout.typed()).isEmpty();
        assertThat(layout.transparent()).hasSize(1);
        assertThat(layout.mistakes()).singleElement().asString().contains("b/pressure", "degF", "hPa");
    }

    private static Layout laidOut(String described, String told) {
        var points = List.of(point("pressure", Kind.REAL, described), point("unit", Kind.TEXT, ""));
        var device = new DeviceModel(
                "d",
                "",
                DeviceModel.Maker.UNKNOWN,
                List.of(new Module("b", "barometer", 0, "Barometer", points, List.of())));
        return Layout.of(device, BAROMETER, Map.of("b/pressure", Value.of(101.325), "b/unit", Value.of(told)));
    }

    private static Point point(String name, Kind kind, String unit) {
        return new Point(name, name, kind, unit, Optional.empty(), true, false, true);
    }
}
