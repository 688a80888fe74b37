// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.cse.access.AccessOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where settings come from, and what is said of wrong ones. */
class ConfigurationTest {
    @TempDir
    private Path folder = Path.of(".");

    @Test
    void every_default_can_be_read() {
        var config = Configuration.read(Optional.empty(), Map.of(), List.of());

        for (var key : Keys.ALL) assertThat(config.value(key)).as(key.name()).isNotNull();
        assertThat(new CseConfiguration(config).settings().access().registrants())
                .isEmpty();
    }

    @Test
    void every_key_of_every_component_is_known() throws IllegalAccessException {
        var components = List.of(
                Keys.class,
                StoreKeys.class,
                HttpKeys.class,
                TlsKeys.class,
                RequestKeys.class,
                DeviceKeys.class,
                LogLevel.class);
        for (var component : components)
            for (var field : component.getDeclaredFields())
                if (field.getType() == Key.class)
                    assertThat(Keys.ALL).as(field.getName()).contains((Key<?>) field.get(null));
    }

    @Test
    void file_environment_and_command_line_win_in_this_order() throws IOException {
        var file = file("""
                lifetimes:
                  standard: 1d
                  sweep: 2s
                discovery.most-resources: 7
                """);

        var config = Configuration.read(
                Optional.of(file),
                Map.of("ENTENTE_LIFETIMES_SWEEP", "3s", "ENTENTE_DISCOVERY_MOST_RESOURCES", "8"),
                List.of("discovery.most-resources=9"));

        assertThat(config.value(Keys.LIFETIME)).isEqualTo(Duration.ofDays(1));
        assertThat(config.value(Keys.SWEEP)).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.value(Keys.MOST_RESOURCES)).isEqualTo(9);
    }

    @Test
    void lists_are_yaml_lists_or_separated_by_commas() throws IOException {
        var file = file("""
                access:
                  registrants: [C, "C*"]
                targets:
                  hosts: a.example, b.example
                """);

        var config = Configuration.read(Optional.of(file), Map.of(), List.of());

        assertThat(config.value(Keys.REGISTRANTS)).containsExactly("C", "C*");
        assertThat(config.value(Keys.TARGET_HOSTS)).containsExactly("a.example", "b.example");
    }

    @Test
    void all_mistakes_are_told_at_once_and_unknown_keys_with_their_nearest() throws IOException {
        var file = file("acess.administrator: CMe\nlifetimes.standard: soon\n");

        assertThatThrownBy(() -> Configuration.read(
                        Optional.of(file), Map.of("ENTENTE_CSE_IDD", "/x"), List.of("cse.type=XN", "cse.id=no-slash")))
                .isInstanceOf(Configuration.Mistakes.class)
                .hasMessageContaining("acess.administrator, which is unknown; did you mean access.administrator?")
                .hasMessageContaining("lifetimes.standard must be a duration")
                .hasMessageContaining("did you mean ENTENTE_CSE_ID?")
                .hasMessageContaining("cse.type must be one of in, mn, asn")
                .hasMessageContaining("cse.id must look like /id-in");
    }

    @Test
    void topics_of_zigbee2mqtt_have_no_wildcards() {
        assertThatThrownBy(() ->
                        Configuration.read(Optional.empty(), Map.of(), List.of("things.zigbee2mqtt=zigbee2mqtt,#")))
                .isInstanceOf(Configuration.Mistakes.class)
                .hasMessageContaining("things.zigbee2mqtt must have topics without wildcards, not #");
    }

    @Test
    void file_that_is_no_yaml_is_a_mistake() throws IOException {
        var file = file("a: [");

        assertThatThrownBy(() -> Configuration.read(Optional.of(file), Map.of(), List.of()))
                .isInstanceOf(Configuration.Mistakes.class)
                .hasMessageContaining("is no YAML");
    }

    @Test
    void grants_name_originators_operations_and_types() {
        var config = Configuration.read(Optional.empty(), Map.of(), List.of("access.base=C*:create+retrieve:1+3"));

        var grant = config.value(Keys.BASE_GRANTS).getFirst();

        assertThat(grant.originators()).containsExactly("C*");
        assertThat(grant.operations()).containsExactlyInAnyOrder(AccessOperation.CREATE, AccessOperation.RETRIEVE);
        assertThat(grant.childTypes()).containsExactlyInAnyOrder(1, 3);
    }

    @Test
    void printed_keys_can_be_read_back() throws IOException {
        var printed = new StringWriter();
        ConfigCommand.print(new PrintWriter(printed));
        var uncommented = printed.toString()
                .lines()
                .filter(line -> line.matches("# [a-z0-9.-]+: .*"))
                .map(line -> line.substring(2))
                .toList();

        var config = Configuration.read(Optional.of(file(String.join("\n", uncommented))), Map.of(), List.of());

        assertThat(uncommented).hasSameSizeAs(Keys.ALL);
        for (var key : Keys.ALL)
            assertThat(config.value(key)).as(key.name()).isEqualTo(key.read().apply(key.standard()));
    }

    /** With {@code -Dentente.reprint=true} the page is written instead. */
    @Test
    void committed_page_is_what_the_program_prints() throws IOException {
        var page = Path.of("../docs/reference/configuration.md");
        var printed = ConfigCommand.markdown();
        if (Boolean.getBoolean("entente.reprint")) Files.writeString(page, printed);

        assertThat(Files.readString(page)).as("print again: ./verify --reprint").isEqualTo(printed);
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("entente.yaml"), yaml);
    }

    /** Whatever begins with ENTENTE_ is taken for a key, and a wrong one stops the start. */
    @Test
    void launcher_hands_no_variable_to_the_hub_that_is_no_key() throws Exception {
        assertThat(Sources.lines(Path.of("entente"))).noneMatch(line -> line.contains("export ENTENTE_"));
    }
}
