// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The verdicts other than pass that the docs explain, one file for each product and version. */
final class Adjudications {
    private static final Path FOLDER = Path.of("..", "docs", "testware", "verdicts");

    private Adjudications() {}

    /** The words of the verdicts by purpose, if this version was judged by people. */
    static Optional<Map<String, String>> of(String product, String version) throws IOException {
        var table = product + "-" + version;
        return Files.exists(file(table))
                ? Optional.of(rows(table).collect(Collectors.toMap(columns -> columns[0], columns -> columns[1])))
                : Optional.empty();
    }

    /** The verdicts of a product by purpose: several where it does not behave the same every time. */
    static Map<String, List<String>> of(String table) throws IOException {
        return rows(table)
                .collect(Collectors.toMap(columns -> columns[0], columns -> List.of(columns[1].split("/", -1))));
    }

    private static Stream<String[]> rows(String table) throws IOException {
        return Files.readAllLines(file(table)).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1));
    }

    private static Path file(String table) {
        return FOLDER.resolve(table + ".tsv");
    }
}
