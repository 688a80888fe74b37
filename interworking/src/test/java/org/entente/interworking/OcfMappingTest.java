// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.interworking.DeviceModel.Action;
import org.entente.interworking.DeviceModel.Kind;
import org.entente.interworking.DeviceModel.Module;
import org.entente.interworking.DeviceModel.Point;
import org.entente.interworking.Mapping.Source;
import org.entente.model.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of ocf.yaml by an example of its resource type: what is said, and what the attribute is then. */
class OcfMappingTest {
    private static final Mapping OCF = new MappingReader(Types.ALL).shipped("ocf");

    private static final Value RGB = Value.of(List.of(Value.of(255), Value.of(10), Value.of(0)));
    private static final Value RANGE = Value.of(List.of(Value.of(2), Value.of(9)));

    private static Example row(String type, String property, Object said, String attribute, Object expected) {
        return Example.of(type, property, said, "", attribute, expected);
    }

    private static Example row(
            String type, String property, Object said, String needed, Object of, String attribute, Object expected) {
        return row(type, property, said, attribute, expected).beside(Map.of(needed, Example.value(of)));
    }

    private static Example position(String property, String attribute) {
        return row("oic.r.sensor.geolocation", property, 7.5, attribute, 7.5)
                .beside(Map.of("latitude", Value.of(52.5), "longitude", Value.of(13.4)));
    }

    private static Example pressure(String property, double said, String attribute) {
        return row("oic.r.blood.pressure", property, said, attribute, said)
                .beside(Map.of("systolic", Value.of(1), "diastolic", Value.of(1), "map", Value.of(1)));
    }

    static Stream<Example> rows() {
        return Stream.of(platform(), actuators(), energy(), surroundings(), people())
                .flatMap(Function.identity());
    }

    private static Stream<Example> platform() {
        return Stream.of(
                row("oic.wk.p", "pi", "6f0a", "dlb", "6f0a"),
                row("oic.wk.p", "mnmn", "Acme", "man", "Acme"),
                row("oic.wk.p", "mnmo", "L-1", "mod", "L-1"),
                row("oic.wk.p", "mnfv", "1.2", "fwv", "1.2"),
                row("oic.wk.p", "mnhw", "B", "hwv", "B"),
                row("oic.wk.p", "mnos", "Zephyr", "osv", "Zephyr"),
                row("oic.wk.p", "mnpv", "3", "swv", "3"),
                row("oic.r.signalstrength", "lqi", 90, "lqi", 90),
                row("oic.r.signalstrength", "rssi", -60.5, "lqi", 90, "rssi", -60.5));
    }

    private static Stream<Example> actuators() {
        return Stream.of(
                row("oic.r.switch.binary", "value", true, "state", true),
                row("oic.r.light.brightness", "brightness", 50, "brigs", 50),
                row("oic.r.light.dimming", "dimmingSetting", 30, "brigs", 30),
                row("oic.r.colour.rgb", "rgbValue", RGB, "red", 255),
                row("oic.r.colour.rgb", "rgbValue", RGB, "green", 10),
                row("oic.r.colour.rgb", "rgbValue", RGB, "blue", 0),
                row("oic.r.colour.saturation", "colourSaturation", 5, "colSn", 5),
                row("oic.r.temperature", "temperature", 20, "curT0", 20.0),
                row("oic.r.temperature", "temperature", 50.0, "units", "F", "curT0", 10.0),
                row("oic.r.temperature", "temperature", 300, "units", "K", "curT0", 26.85),
                row("oic.r.humidity", "humidity", 40, "relHy", 40.0),
                row("oic.r.humidity", "desiredHumidity", 45, "humidity", 40, "desHy", 45.0),
                row("oic.r.openlevel", "openLevel", 7, "opeLl", 7),
                row("oic.r.openlevel", "range", RANGE, "openLevel", 7, "minLl", 2),
                row("oic.r.openlevel", "range", RANGE, "openLevel", 7, "maxLl", 9),
                row("oic.r.openlevel", "step", 1, "openLevel", 7, "steVe", 1),
                row("oic.r.lock.status", "lockState", "Locked", "lock", true),
                row("oic.r.lock.status", "lockState", "Unlocked", "lock", false));
    }

    private static Stream<Example> energy() {
        return Stream.of(
                row("oic.r.energy.consumption", "power", 12.5, "energy", 3, "power", 12.5),
                row("oic.r.energy.consumption", "energy", 100, "abECn", 100.0),
                row("oic.r.energy.battery", "charge", 87, "lvl", 87),
                row("oic.r.energy.battery", "charging", true, "charge", 87, "charg", true),
                row("oic.r.energy.battery", "discharging", false, "charge", 87, "discg", false),
                row("oic.r.energy.battery", "lowbattery", false, "charge", 87, "lowBy", false),
                row("oic.r.energy.battery", "batterythreshold", 20, "charge", 87, "batTd", 20));
    }

    private static Stream<Example> surroundings() {
        return Stream.of(
                row("oic.r.airflow", "speed", 5, "speed", 5),
                row("oic.r.airflow", "range", RANGE, "speed", 5, "minSd", 2),
                row("oic.r.airflow", "range", RANGE, "speed", 5, "maxSd", 9),
                row("oic.r.airflow", "automode", "On", "speed", 5, "autoe", true),
                row("oic.r.door", "openState", "Open", "dooSe", 2),
                row("oic.r.door", "openAlarm", true, "openState", "Closed", "opeAm", true),
                row("oic.r.sensor.contact", "value", false, "dooSe", 1),
                row("oic.r.sensor.motion", "value", true, "alarm", true),
                row("oic.r.sensor.smoke", "value", true, "alarm", true),
                row("oic.r.sensor.water", "value", false, "alarm", false),
                row("oic.r.sensor.atmosphericpressure", "atmosphericPressure", 1000.4, "atmPe", 1000.4),
                row("oic.r.sensor.presence", "value", true, "alarm", true),
                row("oic.r.sensor.geolocation", "latitude", 52.5, "longitude", 13.4, "latie", 52.5),
                row("oic.r.sensor.geolocation", "longitude", 13.4, "latitude", 52.5, "longe", 13.4),
                position("alt", "altie"),
                position("heading", "headg"),
                position("accuracy", "horAy"),
                position("altitudeAccuracy", "verAy"),
                row("oic.r.sensor.carbondioxide", "measurement", 800, "co2", 800.0),
                row("oic.r.sensor.carbonmonoxide", "measurement", 1.5, "co", 1.5),
                row("oic.r.sensor.radiation.uv", "measurement", 4, "uvaVe", 4.0),
                row("oic.r.sound.pressurelevel", "sounddB", 55.5, "louds", 55.5),
                row("oic.r.impactsensor", "impactstatus", true, "impSs", true),
                row("oic.r.impactsensor", "impactlevel", 2.5, "impactstatus", true, "impLl", 2.5),
                row("oic.r.impactsensor", "impactdirectionhorizontal", 90, "impactstatus", true, "imDHl", 90.0),
                row("oic.r.impactsensor", "impactdirectionvertical", -5, "impactstatus", true, "imDVl", -5.0),
                row("oic.r.button", "value", true, "pushd", true),
                row("oic.r.heatingzone", "heatinglevel", 3, "maxheatinglevel", 9, "heaLl", 3),
                row("oic.r.heatingzone", "maxheatinglevel", 9, "heatinglevel", 3, "maHLl", 9));
    }

    private static Stream<Example> people() {
        return Stream.of(
                row("oic.r.weight", "weight", 72.5, "weigt", 72.5),
                row("oic.r.weight", "weight", 100, "units", "lb", "weigt", 45.359237),
                pressure("systolic", 120, "sysPe"),
                pressure("diastolic", 80, "diaPe"),
                pressure("map", 93.5, "meaPe"),
                row("oic.r.heartrate", "heartrate", 64, "pulRe", 64.0),
                row("oic.r.pulserate", "pulserate", 65, "pulRe", 65.0),
                row("oic.r.spo2", "spo2", 97, "oxySn", 97));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void row_gives_the_attribute(Example row) {
        var typed = laidOut(row.part(), row.said()).typed().stream()
                .filter(each -> !each.links().isEmpty())
                .findFirst()
                .orElseThrow();

        assertThat(typed.values()).containsEntry(row.attribute(), row.expected());
    }

    private static Layout laidOut(String type, Map<String, Value> properties) {
        return Layout.of(
                new DeviceModel("d", "", DeviceModel.Maker.UNKNOWN, List.of(part(type, "r", properties))),
                OCF,
                values("r", properties));
    }

    private static Map<String, Value> values(String path, Map<String, Value> properties) {
        return properties.entrySet().stream()
                .collect(Collectors.toMap(entry -> path + "/" + entry.getKey(), Map.Entry::getValue));
    }

    private static Module part(String type, String path, Map<String, Value> properties) {
        var points = properties.keySet().stream()
                .map(name -> new Point(name, "", Kind.STRUCTURE, "", Optional.empty(), true, false, true))
                .toList();
        return new Module(path, type, 0, "", points, List.of(new Action("rb", ""), new Action("fr", "")));
    }

    @Test
    void every_row_has_its_example() {
        var given = rows().map(row -> row.part() + "/" + row.point() + " " + row.attribute())
                .collect(Collectors.toCollection(TreeSet::new));

        var shipped = OCF.parts().values().stream()
                .flatMap(part -> part.modules().stream()
                        .flatMap(module -> module.points().stream()
                                .filter(point -> point.source() instanceof Source.Point)
                                .map(point -> part.kind() + "/" + ((Source.Point) point.source()).name() + " "
                                        + point.attribute().shortName())))
                .toList();

        assertThat(given).containsAll(shipped);
    }

    @Test
    void maintenance_is_invoked() {
        var reboot =
                laidOut("oic.wk.mnt", Map.of("rb", Value.of(false))).typed().getFirst();

        assertThat(reboot.type().root()).isEqualTo("m2m:rbo");
        assertThat(reboot.links()).extracting(Layout.Link::path).containsExactly("r/rb", "r/fr");
    }

    /** Light and plug take their switch; a humidity stands beside a light, which may have none. */
    @Test
    void device_holds_what_a_device_of_its_class_may() {
        var on = Map.<String, Value>of("value", Value.of(true));
        var damp = Map.<String, Value>of("humidity", Value.of(40));
        var values = new LinkedHashMap<String, Value>(values("s", on));
        values.putAll(values("h", damp));

        var layout = Layout.of(
                new DeviceModel(
                        "d",
                        "",
                        DeviceModel.Maker.UNKNOWN,
                        List.of(
                                part("oic.r.humidity", "h", damp),
                                part("oic.d.light", "oic-d", Map.of()),
                                part("oic.r.switch.binary", "s", on))),
                OCF,
                values);

        assertThat(layout.typed())
                .extracting(each -> String.join("/", each.folder()) + "/" + each.name())
                .containsExactly("/humidity", "/light", "light/binarySwitch");
    }
}
