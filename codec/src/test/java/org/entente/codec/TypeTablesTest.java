// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.type.AccessControlPolicy;
import org.entente.model.type.Battery;
import org.entente.model.type.Container;
import org.entente.model.type.ResourceTypes;
import org.entente.model.type.Token;
import org.junit.jupiter.api.Test;

/** The printed tables, and that the committed ones are these. */
class TypeTablesTest {
    private static final Path REFERENCE = Path.of("../docs/reference");

    @Test
    @Spec("TS-0004 §7.4")
    void committed_tables_are_what_the_program_prints() throws IOException {
        compare("types.md", TypeTables.markdown(ResourceTypes.standard()));
        compare("domain-types.md", TypeTables.markdown("Domain types of TS-0023", TypeFile.ts0023()));
    }

    /** With {@code -Dentente.reprint=true} the page is written instead. */
    private static void compare(String name, String printed) throws IOException {
        var page = REFERENCE.resolve(name);
        if (Boolean.getBoolean("entente.reprint")) Files.writeString(page, printed);

        assertThat(Files.readString(page)).as("print again: ./verify --reprint").isEqualTo(printed);
    }

    @Test
    void a_type_is_a_table_with_its_children() {
        assertThat(TypeTables.markdown("T", List.of(Container.TYPE)))
                .contains("\n## container\n\n`m2m:cnt`, type 3.\n")
                .contains("| maxNrOfInstances | `mni` | O | O | OA | xs:nonNegativeInteger |\n")
                .contains("| expirationTime | `et` | O | O, always | MA | m2m:timestamp |\n")
                .contains("\nChildren: `cin`, `cnt`, ");
    }

    @Test
    void a_specialisation_shows_what_it_adds() {
        assertThat(TypeTables.markdown("T", List.of(Battery.TYPE)))
                .contains("`m2m:bat`, type 13, mgmtDefinition 1006.\n")
                .contains("batteryLevel")
                .doesNotContain("labels");
    }

    @Test
    @Spec({"TS-0001 §9.6.1.1", "TS-0004 §6.3.4.2.1"})
    void every_type_of_the_specification_has_its_state() {
        assertThat(TypeTables.markdown(ResourceTypes.standard()))
                .contains("\n| 3 | container | 1 | implemented | 10003")
                .contains("\n| 5 | CSEBase | 1 | made by the CSE itself | 10005")
                .contains("\n| 32 | token | 2 | NOT_IMPLEMENTED: roles, ")
                .contains("\n| 52 to 57 | reasoningRules | 4 | NOT_IMPLEMENTED: mashup, ")
                .contains("\n| 13, 1006 | battery |  | implemented | 10013, 1006")
                .contains("\n| 13, 1020 | registration |  | NOT_IMPLEMENTED: ")
                .contains("\n| virtual | latest |  | comes with container |  |\n");
    }

    @Test
    void a_type_without_behaviour_says_so() {
        assertThat(TypeTables.markdown("T", List.of(Token.TYPE))).contains("type 32, not implemented yet.");
    }

    @Test
    void data_types_follow_with_their_members_and_choices() {
        assertThat(TypeTables.markdown("T", List.of(AccessControlPolicy.TYPE)))
                .contains("| [m2m:setOfAcrs](#m2msetofacrs) |")
                .contains("\n### m2m:accessControlRule\n\n")
                .contains("| accessControlOperations | `acop` | M | m2m:accessControlOperations |\n")
                .contains("\nExactly one of `accc`, `accr`.\n")
                .contains("\n### m2m:mgmtDefinition\n\n0 Self-defined, 1001 firmware, ");
    }

    @Test
    void programs_get_the_same_as_json() {
        var json = Json.STRICT.read(TypeTables.json(List.of(Battery.TYPE)));

        assertThat(json)
                .isInstanceOfSatisfying(
                        Value.Items.class,
                        types -> assertThat(types.values().getFirst())
                                .isInstanceOfSatisfying(Value.Fields.class, type -> {
                                    assertThat(type.text("root")).contains("m2m:bat");
                                    assertThat(type.find("definition")).contains(Value.of(1006));
                                    assertThat(type.find("attributes")
                                                    .orElseThrow()
                                                    .toString())
                                            .contains("batteryLevel");
                                }));
    }
}
