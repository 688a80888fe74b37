// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

class MappingTest {
    private static final Mapping LWM2M = new MappingReader(Types.ALL).shipped("lwm2m");

    private static Example row(String from, Object said, String type, String attribute, Object expected) {
        int slash = from.indexOf('/');
        return Example.of(from.substring(0, slash), from.substring(slash + 1), said, type, attribute, expected);
    }

    static Stream<Example> rows() {
        return Stream.concat(rowsOfLwm2mItself(), rowsOfIpso());
    }

    private static Stream<Example> rowsOfLwm2mItself() {
        return Stream.of(
                row("3/0", "Acme", "m2m:dvi", "man", "Acme"),
                row("3/1", "Glow", "m2m:dvi", "mod", "Glow"),
                row("3/2", "0007", "m2m:dvi", "dlb", "0007"),
                row("3/17", "lamp", "m2m:dvi", "dty", "lamp"),
                row("3/3", "1.0", "m2m:dvi", "fwv", "1.0"),
                row("3/18", "A", "m2m:dvi", "hwv", "A"),
                row("3/19", "2", "m2m:dvi", "swv", "2"),
                row("3/13", "20261122T103000,000000", "m2m:dvi", "syst", "20261122T103000,000000"),
                row("3/9", 87, "m2m:bat", "btl", 87),
                row("3/20", 5, "m2m:bat", "bts", 6),
                row("3/10", 64, "m2m:mem", "mma", 64_000),
                row("3/21", 128, "m2m:mem", "mmt", 128_000),
                row("4/2", -71, "cod:sigSh", "rssi", -71.0),
                row("4/3", 3, "cod:sigSh", "lqi", 3),
                row("5/7", "2.1", "m2m:fwr", "vr", "2.1"),
                row("5/6", "glow-fw", "m2m:fwr", "fwn", "glow-fw"),
                row("5/1", "coap://host/fw", "m2m:fwr", "url", "coap://host/fw"),
                row("5/status", 3, "m2m:fwr", "uds", Value.field("sus", Value.of(3))),
                row("6/0", 48.1, "cod:geoLn", "latie", 48.1),
                row("6/1", 11.6, "cod:geoLn", "longe", 11.6),
                row("6/2", 519.0, "cod:geoLn", "altie", 519.0),
                row("6/3", 3.5, "cod:geoLn", "horAy", 3.5),
                row("9/0", "glow-app", "m2m:swr", "swn", "glow-app"),
                row("9/1", "3.0", "m2m:swr", "vr", "3.0"),
                row("9/3", "coap://host/app", "m2m:swr", "url", "coap://host/app"),
                row("9/status", 1, "m2m:swr", "ins", Value.field("sus", Value.of(1))),
                row("9/active", 0, "m2m:swr", "acts", Value.field("sus", Value.of(0))));
    }

    private static Stream<Example> rowsOfIpso() {
        return Stream.of(
                row("3201/5550", true, "cod:binSh", "state", true),
                row("3302/5500", true, "cod:motSr", "alarm", true),
                row("3312/5850", true, "cod:binSh", "state", true),
                row("3322/5700", 81.5, "cod:weigt", "weigt", 81.5),
                row("3324/5700", 63.2, "cod:acoSr", "louds", 63.2),
                row("3332/5705", 270.0, "cod:heaSr", "headg", 270.0),
                row("3336/6051", 48.1, "cod:geoLn", "latie", 48.1),
                row("3336/6052", 11.6, "cod:geoLn", "longe", 11.6),
                row("3336/6053", 3.5, "cod:geoLn", "horAy", 3.5),
                row("3336/5705", 90.0, "cod:geoLn", "headg", 90.0),
                row("3338/5850", true, "cod:alaSr", "alaSs", true),
                row("3347/5500", true, "cod:pusBn", "pushd", true),
                row("3303/5700", 21.5, "cod:tempe", "curT0", 21.5),
                row("3303/5603", -40, "cod:tempe", "minVe", -40.0),
                row("3303/5604", 85, "cod:tempe", "maxVe", 85.0),
                row("3303/5701", "Cel", "cod:tempe", "unit", 1),
                row("3304/5700", 41, "cod:relHy", "relHy", 41.0),
                row("3305/5800", 12.5, "cod:eneCn", "power", 12.5),
                row("3305/5805", 1000, "cod:eneCn", "abECn", 1000.0),
                row("3306/5850", true, "cod:binSh", "state", true),
                row("3311/5850", true, "cod:binSh", "state", true),
                row("3311/5851", 40, "cod:brigs", "brigs", 40),
                row("3311/5706", "#0A141E", "cod:color", "red", 10),
                row("3311/5706", "#0A141E", "cod:color", "green", 20),
                row("3311/5706", "0A141E", "cod:color", "blue", 30),
                row("3342/5500", true, "cod:binSh", "state", true));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void row_of_the_table_gives_the_attribute(Example row) {
        var typed = laidOut(row).typed().stream()
                .filter(each -> each.type().root().equals(row.type()))
                .findFirst()
                .orElseThrow();

        assertThat(typed.values().get(row.attribute()))
                .usingComparator((one, other) -> Fitting.same(one, other) ? 0 : 1)
                .isEqualTo(row.expected());
        typed.type().checkCreate(complete(typed));
    }

    @Test
    void table_of_this_test_has_every_row_of_the_mapping() {
        var tried = new HashSet<String>();
        rows().forEach(row -> tried.add(row.part() + "/" + row.point() + " " + row.type() + " " + row.attribute()));

        for (var part : LWM2M.parts().values())
            for (var module : part.modules())
                for (var point : module.points())
                    if (point.source() instanceof Source.Point(var name))
                        assertThat(tried)
                                .contains(part.kind() + "/" + name + " "
                                        + module.type().root() + " " + point.attribute());
    }

    @Test
    void actions_become_attributes_that_start_them() {
        var part = new Module("3/0", "3", 0, "Device", List.of(), List.of(new Action("4", ""), new Action("5", "")));

        var layout = Layout.of(device(part), LWM2M, Map.of());

        assertThat(layout.typed()).anySatisfy(typed -> {
            assertThat(typed.type().root()).isEqualTo("m2m:rbo");
            assertThat(typed.values()).containsEntry("rbo", Value.of(false)).containsEntry("far", Value.of(false));
        });
    }

    @Test
    void second_instance_has_a_name_of_its_own() {
        var part = new Module("3303/2", "3303", 2, "Temperature", List.of(point("5700", Kind.REAL)), List.of());

        var layout = Layout.of(device(part), LWM2M, Map.of("3303/2/5700", Value.of(1.5)));

        assertThat(layout.typed()).extracting(Layout.Typed::name).containsExactly("thermometer-2", "temperature");
    }

    @Test
    void part_that_lacks_what_its_type_must_have_stays_transparent() {
        var part = new Module("3305/0", "3305", 0, "Power", List.of(point("5800", Kind.REAL)), List.of());

        var layout = Layout.of(device(part), LWM2M, Map.of("3305/0/5800", Value.of(1.5)));

        assertThat(layout.typed()).isEmpty();
        assertThat(layout.transparent()).extracting(Layout.Transparent::name).containsExactly("lwm2m-3305-0");
    }

    @Test
    void every_mistake_of_a_file_is_named_at_once() {
        var text = """
                standard: x
                technology: X
                entity: Thing
                namespace: "x:"
                parts:
                  - from: 1
                    colour: red
                    modules:
                      - class: cod:none
                        name: a
                      - class: cod:tempe
                        name: t
                        points: { curT9: 1, minVe: { scaled: 0 } }
                  - from: 2
                    modules: [ { class: cod:relHy, name: t, points: { relHy: { from: 1, rgb: pink } } } ]
                """;

        assertThatThrownBy(() -> new MappingReader(Types.ALL).read(text, "x.yaml"))
                .hasMessageContainingAll(
                        "x.yaml",
                        "unknown key colour",
                        "no resource type cod:none",
                        "no attribute curT9",
                        "needs a point for curT0",
                        "needs one of from, invoke, value",
                        "rgb must be one of",
                        "parts 1 and 2 both make a t");
    }

    @Test
    void a_users_part_takes_the_place_of_ours() {
        var text = """
                standard: lwm2m
                technology: LWM2M
                entity: LwM2M_Client
                namespace: "urn:oma:lwm2m:"
                parts:
                  - from: 3304
                    modules: [ { class: cod:relHy, name: moisture, points: { relHy: 5700 } } ]
                """;

        var both = LWM2M.with(new MappingReader(Types.ALL).read(text, "mine.yaml"));

        assertThat(both.part("3304").orElseThrow().modules().getFirst().name()).isEqualTo("moisture");
        assertThat(both.part("3303")).isPresent();
    }

    private static Example sample(String part, String point) {
        return rows().filter(each -> each.part().equals(part) && each.point().equals(point))
                .findFirst()
                .orElseThrow();
    }

    private static void say(Map<String, Value> values, Example row) {
        row.said().forEach((point, said) -> values.put(row.part() + "/0/" + point, said));
    }

    /** A part that has what its type must have, and says at one point what the row tells. */
    private static Layout laidOut(Example row) {
        var values = new LinkedHashMap<String, Value>();
        for (var module : LWM2M.part(row.part()).orElseThrow().modules())
            for (var point : module.points())
                if (point.source() instanceof Source.Point(var name)) say(values, sample(row.part(), name));
        say(values, row);
        var points = values.keySet().stream()
                .map(path -> point(path.substring(path.lastIndexOf('/') + 1), Kind.TEXT))
                .toList();
        return Layout.of(
                device(new Module(row.part() + "/0", row.part(), 0, "", points, List.of(new Action("2", "")))),
                LWM2M,
                values);
    }

    private static Value.Fields complete(Layout.Typed typed) {
        var name = typed.managed() ? "mgd" : "cnd";
        return new Value.Fields(typed.creatable())
                .with(name, typed.type().discriminator().orElseThrow());
    }

    private static DeviceModel device(Module part) {
        return new DeviceModel("d", "", DeviceModel.Maker.UNKNOWN, List.of(part));
    }

    private static Point point(String name, Kind kind) {
        return new Point(name, "", kind, "", Optional.empty(), true, false, true);
    }
}
