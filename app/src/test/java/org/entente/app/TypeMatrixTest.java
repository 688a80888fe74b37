// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import org.entente.model.type.ResourceTypes;
import org.junit.jupiter.api.Test;

/** Each resource type that is here has a test for each of its operations. */
class TypeMatrixTest {
    private static final ResourceTypes TYPES = ResourceTypes.standard();

    private static final Matrix MATRIX = new Matrix(TYPES, Proofs.read(Matrix.clauses()));

    @Test
    void tests_name_types_that_there_are() {
        assertThat(MATRIX.mistakes(TYPES)).isEmpty();
    }

    @Test
    void every_operation_on_every_type_is_exercised() throws IOException {
        var known = known();

        assertThat(MATRIX.open())
                .as(
                        "no test shows an effect of these; write one with @Spec(\"TS-0004 §7.4.N.2.M\") or @Spec(value = ...,"
                                + " proves = \"cnt CU\"), CONTRIBUTING.md says more")
                .isSubsetOf(known);
        assertThat(known)
                .as("these have their test now: take them out of matrix-open.txt")
                .isSubsetOf(MATRIX.open());
    }

    private static List<String> known() throws IOException {
        try (var in = Objects.requireNonNull(TypeMatrixTest.class.getResourceAsStream("matrix-open.txt"))) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    /** With {@code -Dentente.reprint=true} the page is written instead. */
    @Test
    void committed_matrix_is_what_the_tests_say() throws IOException {
        var page = Sources.root().resolve("docs/reference/matrix.md");
        if (Boolean.getBoolean("entente.reprint")) Files.writeString(page, MATRIX.markdown());

        assertThat(Files.readString(page)).as("print again: ./verify --reprint").isEqualTo(MATRIX.markdown());
    }
}
