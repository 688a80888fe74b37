// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.type.MistakenTypes;
import org.entente.model.type.Presence;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Domain types from files: those of TS-0023 and those of a user. */
class TypeFileTest {

    @Nested
    @Spec({"TS-0023 §5", "TS-0023 §6", "TS-0004 §7.4.37"})
    class OfTs0023 {
        private final ResourceTypes types = ResourceTypes.standard().with(TypeFile.ts0023());

        @Test
        void has_module_classes_and_devices() {
            assertThat(TypeFile.ts0023()).hasSize(260);
            assertThat(types.byRoot("cod:binSh").orElseThrow().discriminator())
                    .contains(Value.of("org.onem2m.common.moduleclass.binarySwitch"));
            assertThat(types.byRoot("cod:devLt").orElseThrow().children()).contains("cod:binSh", "sub", "smd");
        }

        @Test
        void a_switch_must_say_whether_it_is_on() {
            var type = types.byRoot("cod:binSh").orElseThrow();
            var off = new Value.Fields(
                    Map.of("cnd", Value.of("org.onem2m.common.moduleclass.binarySwitch"), "state", Value.of(false)));

            assertThat(type.row("state").orElseThrow().create()).isEqualTo(Presence.M);
            assertThat(type.checkCreate(off)).isEqualTo(off);
            assertThatThrownBy(() -> type.checkUpdate(Value.field("state", Value.of("off"))))
                    .hasMessage("state must be true or false, not \"off\"");
        }

        @Test
        void each_has_its_announced_variant_and_its_instances() {
            assertThat(types.byRoot("cod:tempeAnnc").orElseThrow().number()).isEqualTo(10028);
            assertThat(types.byRoot("cod:tempeInst").orElseThrow().rows()).containsKey("curT0");
        }
    }

    @Nested
    class OfAUser {
        @Test
        void becomes_types_like_those_of_the_specification() {
            var type = read("""
                    {
                      "about": "our lamps",
                      "types": [{
                        "root": "acme:lamp", "name": "lamp", "definition": "com.acme.lamp",
                        "attributes": [
                          "mode  lampMode   M O  OA 0 off, 1 bright, 2 night light",
                          "since onSince    O NP NA timestamp",
                          "tags  lampTags   O O  OA list of string"
                        ],
                        "children": ["acme:lamp"]
                      }]
                    }
                    """).getFirst();

            assertThat(type.row("mode").orElseThrow().attribute().type().check(Value.of(2), "mode"))
                    .isEqualTo(Value.of(2));
            assertThatThrownBy(() -> type.checkUpdate(Value.field("mode", Value.of(3))))
                    .hasMessage("mode must be a value of mode [0, 1, 2], not 3");
            assertThatThrownBy(() -> type.checkUpdate(Value.field("since", Value.of("20261122T103000"))))
                    .hasMessageContaining("may not carry since");
            assertThat(type.checkUpdate(Value.field("tags", Value.texts(List.of("a", "b"))))
                            .find("tags"))
                    .isPresent();
        }

        @Test
        void has_all_its_mistakes_reported_with_their_lines() {
            var mistaken = catchThrowableOfType(MistakenTypes.class, () -> read("""
                    {
                      "types": [
                        { "root": "Lamp", "name": "lamp", "definition": "com.acme.lamp", "colour": "red",
                          "attributes": [
                            "mode lampMode",
                            "on isOn M O OA bool",
                            "up isUp X O OA boolean",
                            "a/b isAb M O OA boolean",
                            "m mode M O OA 1 off, on",
                            "n night M O OA 1 off, 1 on",
                            17
                          ] },
                        { "root": "acme:lampInst", "definition": "" },
                        3
                      ],
                      "version": {"x": 1}
                    }
                    """));

            assertThat(mistaken.mistakes())
                    .containsExactly(
                            "mine.json:3: unknown key colour, known are [attributes, children, definition, name, root]",
                            "mine.json:5: \"mode lampMode\" must have short name, long name, create, update,"
                                    + " announced and data type",
                            "mine.json:6: there is no data type bool",
                            "mine.json:7: X must be one of [M, O, NP]",
                            "mine.json:8: a/b is no attribute name",
                            "mine.json:9: on must be a number and a name",
                            "mine.json:10: the number 1 stands twice",
                            "mine.json:11: an attribute must be a text",
                            "mine.json:3: the root Lamp must look like cod:binSh",
                            "mine.json:13: a type lacks its name",
                            "mine.json:13: a type lacks its definition",
                            "mine.json:13: acme:lampInst is derived by the program, leave it out",
                            "mine.json:14: a type must be an object",
                            "mine.json:16: unknown key version, known are [about, licence, types]");
        }

        @Test
        void that_is_no_json_is_named_with_the_line() {
            assertThatThrownBy(() -> read("{\n \"types\": [\n  {]\n}"))
                    .isInstanceOf(MistakenTypes.class)
                    .hasMessageContaining("mine.json:3: not well-formed JSON");
            assertThatThrownBy(() -> read("[]")).hasMessageContaining("must be a JSON object");
            assertThatThrownBy(() -> read("")).hasMessageContaining("must be a JSON object");
        }

        @Test
        void that_stops_in_the_middle_is_not_half_taken() {
            assertThatThrownBy(() -> read("{\"types\": [{\"root\": \"acme:lamp\", \"name\": \"lamp\""))
                    .isInstanceOf(MistakenTypes.class);
        }

        private List<ResourceType> read(String text) {
            return TypeFile.read("mine.json", new ByteArrayInputStream(text.getBytes(UTF_8)));
        }
    }
}
