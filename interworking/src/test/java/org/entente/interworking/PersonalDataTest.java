// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.interworking.DeviceModel.Kind;
import org.entente.interworking.DeviceModel.Maker;
import org.entente.interworking.DeviceModel.Module;
import org.entente.interworking.DeviceModel.Point;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the devices of each standard tell about people is labelled, and by default nobody may read it. */
class PersonalDataTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String MODBUS = """
            standard: modbus
            technology: Modbus
            parts:
              - from: meter
                personal: [energy-use]
                modules:
                  - { class: cod:eneCn, name: energyConsumption, points: { power: power, abECn: { value: 0.0 } } }
            """;
    private static final String MQTT = """
            standard: mqtt
            technology: MQTT
            parts:
              - from: room
                modules:
                  - { class: cod:motSr, name: motion, personal: [presence], points: { alarm: moving } }
                  - { class: cod:tempe, name: temperature, points: { curT0: warmth } }
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            lwm2m       | 3                                             | 0           | node-it/deviceInfo    | identity
            lwm2m       | 3302                                          | 5500        | it/presence           | presence
            lwm2m       | 3303                                          | 5700        | it/thermometer        |
            lwm2m       | 3336                                          | 6051 6052   | it/position           | location
            lwm2m       | 33000                                         | 1           | it/lwm2m-x            | unclassified
            opcua       | nsu=http://opcfoundation.org/UA/DI/;i=1002    | Model       | node-it/deviceInfo    | identity
            opcua       | nsu=http://opcfoundation.org/UA/;i=2373       | Value       | it/binarySwitch       |
            opcua       | nsu=http://example.org/;i=1                   | Value       | it/opcua-x            | unclassified
            zigbee2mqtt | zigbee-device                                 | name        | node-it/deviceInfo    | identity
            zigbee2mqtt | zigbee-lock                                   | state       | it/doorLock           | presence
            zigbee2mqtt | zigbee-sensors                                | occupancy   | it/motion             | presence
            zigbee2mqtt | zigbee-sensors                                | contact     | it/door               | presence
            zigbee2mqtt | zigbee-sensors                                | humidity    | it/humidity           |
            zigbee2mqtt | zigbee-sensors                                | tamper      | it/zigbee2mqtt-x      | presence energy-use
            modbus      | meter                                         | power       | it/energyConsumption  | energy-use
            mqtt        | room                                          | moving      | it/motion             | presence
            mqtt        | room                                          | warmth      | it/temperature        |
            """)
    void what_tells_something_about_people_says_which_category(
            String standard, String kind, String points, String resource, String categories) {
        var cse = new FakeCse(Types.ALL);
        var adapter = new FakeAdapter(standard);
        var names = List.of(points.split(" "));
        names.forEach(name -> adapter.values.put("x/" + name, value(name)));
        try (var engine = new Interworking(InterworkingSettings.DEFAULT, cse, cse.access(), Clock.systemUTC())) {
            engine.start();
            engine.attach(adapter, mapping(standard));

            adapter.engine().appeared(device(kind, names));

            await().atMost(PATIENCE).until(() -> cse.find("it/semantics").isPresent());
            var expected = categories == null ? List.<String>of() : List.of(categories.split(" "));
            assertThat(labels(cse, resource))
                    .containsExactlyElementsOf(expected.stream()
                            .map(each -> "Personal-Data:" + each)
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lwm2m", "opcua", "zigbee2mqtt", "modbus", "mqtt"})
    @Spec("TS-0001 §9.6.2")
    void device_of_whatever_standard_is_open_to_nobody_but_the_engine(String standard) {
        var cse = new FakeCse(Types.ALL);
        var adapter = new FakeAdapter(standard);
        adapter.values.put("x/odd", Value.of("seven"));
        try (var engine = new Interworking(InterworkingSettings.DEFAULT, cse, cse.access(), Clock.systemUTC())) {
            engine.start();
            engine.attach(adapter, mapping(standard));

            adapter.engine().appeared(device("odd", List.of("odd")));

            await().atMost(PATIENCE).until(() -> cse.find("it/semantics").isPresent());
            var policy = cse.find("interworking/policy-it").orElseThrow();
            assertThat(policy.attributes())
                    .containsEntry(
                            "pv",
                            Value.field(
                                    "acr",
                                    Value.of(List.of(Value.field("acor", Value.texts(List.of("CInterworking")))
                                            .with("acop", Value.of(63))))));
            for (var each : List.of("it", "node-it", "it/" + standard + "-x", "it/semantics"))
                assertThat(cse.text(each, "acpi")).as(each).isEqualTo("[" + policy.ri() + "]");
        }
    }

    private static Mapping mapping(String standard) {
        var reader = new MappingReader(Types.ALL);
        return switch (standard) {
            case "modbus" -> reader.read(MODBUS, "modbus.yaml");
            case "mqtt" -> reader.read(MQTT, "mqtt.yaml");
            default -> reader.shipped(standard);
        };
    }

    private static List<String> labels(FakeCse cse, String resource) {
        return cse.find(resource).stream()
                .flatMap(each -> each.attributes().get("lbl") instanceof Value.Items(var labels)
                        ? labels.stream().map(Fitting::word)
                        : Stream.<String>of())
                .filter(label -> label.startsWith("Personal-Data:"))
                .toList();
    }

    private static DeviceModel device(String kind, List<String> points) {
        var all = points.stream()
                .map(name -> new Point(name, name, kindOf(value(name)), "", Optional.empty(), true, false, true))
                .toList();
        return new DeviceModel("it", "device", Maker.UNKNOWN, List.of(new Module("x", kind, 0, "It", all, List.of())));
    }

    private static Value value(String point) {
        return Map.<String, Value>ofEntries(
                        Map.entry("0", Value.of("Acme")),
                        Map.entry("5500", Value.of(true)),
                        Map.entry("5700", Value.of(20.5)),
                        Map.entry("6051", Value.of("1.5")),
                        Map.entry("6052", Value.of("2.5")),
                        Map.entry("Value", Value.of(true)),
                        Map.entry("state", Value.of(true)),
                        Map.entry("occupancy", Value.of(true)),
                        Map.entry("contact", Value.of(true)),
                        Map.entry("humidity", Value.of(40.0)),
                        Map.entry("moving", Value.of(true)),
                        Map.entry("warmth", Value.of(20.5)),
                        Map.entry("power", Value.of(8.0)))
                .getOrDefault(point, Value.of("seven"));
    }

    private static Kind kindOf(Value value) {
        return switch (value) {
            case Value.Bool _ -> Kind.TRUTH;
            case Value.Real _ -> Kind.REAL;
            case Value.Whole _ -> Kind.WHOLE;
            case Value.Text _ -> Kind.TEXT;
            case Value.Items _, Value.Fields _, Value.Deleted _ -> Kind.STRUCTURE;
        };
    }
}
