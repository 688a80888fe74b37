// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The verdicts other than pass that the docs explain, one file for each product and version. */
final class Adjudications {
    private static final Path FOLDER = Path.of("..", "docs", "testware", "verdicts");

    private Adjudications() {}

    /** The words of the verdicts by purpose, if this version was judged by people. */
    static Optional<Map<String, String>> of(String product, String version) throws IOException {
        var file = FOLDER.resolve(product + "-" + version + ".tsv");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.of(Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .collect(Collectors.toMap(columns -> columns[0], columns -> columns[1])));
    }
}
