// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is wrong in the data of purposes and statements is found, all of it at once. */
class LintTest {
    private static final Statement TESTED = new Statement("S-1", "server", "It answers.", Optional.empty());

    @Test
    void sound_data_has_no_mistakes() {
        assertThat(Lint.of(List.of(purpose("TP_X_1", "It answers.", "S-1")), statements(TESTED)))
                .isEmpty();
    }

    @Test
    void every_mistake_is_named() {
        var idle = new Statement("S-2", "server", "It rests.", Optional.empty());
        var both = new Statement("S-1", "server", "It answers.", Optional.of("nobody can see it"));
        var mute = new Statement("S-3", "", "", Optional.of("nothing to see"));
        var bad = purpose("tp-x", "It answers", "S-1", "S-9");

        assertThat(Lint.of(List.of(bad), statements(both, idle, mute)))
                .containsExactlyInAnyOrder(
                        "tp-x: not an id of a purpose",
                        "tp-x: the objective is not a sentence",
                        "tp-x: unknown statement S-9",
                        "S-1: needs either a purpose or a reason why it has none",
                        "S-2: needs either a purpose or a reason why it has none",
                        "S-3: text or binds missing");
    }

    @Test
    void fields_continue_on_lines_indented_further() {
        var blocks = Blocks.read("some", "# remark\nA_1\n  objective  One\n             thing.\n\nA_2\n  given  x\n");

        assertThat(blocks).extracting(Blocks.Block::name).containsExactly("A_1", "A_2");
        assertThat(blocks.getFirst().fields()).containsEntry("objective", "One thing.");
    }

    @Test
    void field_that_comes_twice_or_before_a_name_is_refused_with_its_line() {
        assertThatThrownBy(() -> Blocks.read("some", "A_1\n  given  x\n  given  y\n"))
                .hasMessage("some:3: field given twice");
        assertThatThrownBy(() -> Blocks.read("some", "  given  x\n"))
                .hasMessage("some:1: a field before the first name");
    }

    @Test
    void selection_is_alternatives_of_conjunctions() {
        var selection = Selection.parse("A and B or C");

        assertThat(selection.holds(Set.of("A"))).isFalse();
        assertThat(selection.holds(Set.of("A", "B"))).isTrue();
        assertThat(selection.holds(Set.of("C"))).isTrue();
        assertThat(selection).hasToString("A and B or C");
    }

    private static Purpose purpose(String id, String objective, String... statements) {
        return new Purpose(
                id,
                objective,
                List.of(statements),
                Selection.parse("A"),
                List.of(),
                "a client",
                "an answer",
                Optional.empty(),
                Optional.empty());
    }

    private static Map<String, Statement> statements(Statement... all) {
        return Stream.of(all).collect(Collectors.toMap(Statement::id, statement -> statement));
    }
}
