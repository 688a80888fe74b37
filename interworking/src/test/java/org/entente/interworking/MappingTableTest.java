// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.entente.interworking.Mapping.ModuleRule;
import org.entente.interworking.Mapping.PartRule;
import org.entente.interworking.Mapping.PointRule;
import org.entente.interworking.Mapping.Source;
import org.junit.jupiter.api.Test;

/** The table that people read is the mapping that the program uses. */
class MappingTableTest {
    private static final Path PAGE = Path.of("..", "docs", "lwm2m.md");

    @Test
    void table_on_the_page_is_the_mapping() throws IOException {
        var expected = rows(new MappingReader(Types.ALL).shipped("lwm2m"));

        var shown = Files.readAllLines(PAGE).stream()
                .filter(line -> line.matches("\\| \\d+/.*"))
                .toList();

        assertThat(shown).as("the rows to stand in %s", PAGE).isEqualTo(expected);
    }

    private static List<String> rows(Mapping mapping) {
        return mapping.parts().values().stream()
                .flatMap(part -> part.modules().stream()
                        .flatMap(module -> module.points().stream().map(point -> row(part, module, point))))
                .filter(row -> !row.isEmpty())
                .toList();
    }

    private static String row(PartRule part, ModuleRule module, PointRule point) {
        var from = part.kind() + "/"
                + switch (point.source()) {
                    case Source.Point(var name) -> name;
                    case Source.Action(var name) -> name + " (execute)";
                    case Source.Fixed _ -> "";
                };
        if (from.endsWith("/")) return "";
        var place = module.managed()
                ? "node"
                : part.device().map(device -> device.name()).orElse("AE");
        return "| " + from + " | " + place + "/" + module.name() + " | "
                + module.type().root() + " | " + point.attribute().shortName() + " ("
                + point.attribute().longName() + ") |";
    }
}
