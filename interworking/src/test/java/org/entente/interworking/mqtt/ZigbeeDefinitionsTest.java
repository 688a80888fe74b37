// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.entente.codec.Json;
import org.entente.interworking.DeviceModel;
import org.entente.interworking.LaidOut;
import org.entente.interworking.Mapping;
import org.entente.interworking.MappingReader;
import org.entente.interworking.NodeProcess;
import org.entente.interworking.Types;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.junit.jupiter.api.Test;

/** The exposes of every device that zigbee2mqtt knows without asking it, of its own library of definitions. */
class ZigbeeDefinitionsTest {
    private static final String LIBRARY = "zigbee-herdsman-converters-21.0.0";
    /** What must not stay untyped: the root of what an expose of a type becomes, and that of one with a name. */
    private static final Map<String, String> BY_TYPE =
            Map.of("light", "cod:devLt", "switch", "cod:devSh", "lock", "cod:deDLk");

    private static final Map<String, String> BY_NAME = Map.of(
            "temperature", "cod:tempe",
            "humidity", "cod:relHy",
            "battery", "cod:bat",
            "contact", "cod:dooSs",
            "occupancy", "cod:motSr",
            "water_leak", "cod:watSr",
            "linkquality", "cod:sigSh");

    private static final Mapping MAPPING = new MappingReader(Types.ALL).shipped("zigbee2mqtt");

    private final List<String> mistakes = new ArrayList<>();
    private final Map<String, Integer> typed = new TreeMap<>();

    @Test
    void every_definition_is_read_and_each_of_its_states_is_understood() throws Exception {
        int definitions = 0;
        try (var library = NodeProcess.start(LIBRARY, ZigbeeDefinitionsTest.class, "definitions.cjs")) {
            for (var line = library.line(); !line.equals("end"); line = library.line()) {
                take(Json.STRICT.readObject(line.getBytes(UTF_8)));
                definitions++;
            }
        }

        System.out.printf("zigbee definitions: %d, typed resources of them: %s%n", definitions, typed);
        assertThat(mistakes).isEmpty();
        assertThat(definitions).isGreaterThan(3000);
    }

    private void take(Value.Fields line) {
        var device = (Value.Fields) line.find("device").orElseThrow();
        try {
            var thing = Exposes.read("zigbee2mqtt", device);
            var payload = Json.STRICT.write(line.find("state").orElseThrow());
            var values = new HashMap<>(thing.known());
            values.putAll(new Reading(thing)
                    .values(new Message("zigbee2mqtt/" + thing.name(), payload, false), each -> say(device, each)));
            var model = new DeviceModel(thing.name(), thing.kind(), thing.maker(), thing.modules());
            var laid = LaidOut.of(model, MAPPING, values);
            laid.mistakes().forEach(each -> say(device, each));
            demanded(device).filter(root -> !laid.typed().contains(root)).forEach(root -> say(device, "no " + root));
            laid.typed().stream().distinct().forEach(each -> typed.merge(each, 1, Integer::sum));
        } catch (Refused refused) {
            say(device, refused.sentence());
        }
    }

    private static Stream<String> demanded(Value.Fields device) {
        var exposes = (Value.Items)
                new Pointer(List.of("definition", "exposes")).find(device).orElseThrow();
        return exposes.values().stream()
                .map(Value.Fields.class::cast)
                .flatMap(each -> Stream.of(
                        BY_TYPE.getOrDefault(each.text("type").orElse(""), ""),
                        BY_NAME.getOrDefault(each.text("name").orElse(""), "")))
                .filter(root -> !root.isEmpty());
    }

    private void say(Value.Fields device, String mistake) {
        var model = new Pointer(List.of("definition", "model")).find(device);
        mistakes.add(model + ": " + mistake);
    }
}
