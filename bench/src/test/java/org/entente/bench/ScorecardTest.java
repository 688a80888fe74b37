// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.entente.codec.Json;
import org.junit.jupiter.api.Test;

/** A goal is judged by the median of the rounds, a rate also by what bounds it. */
class ScorecardTest {
    private static final Rounds LIMIT = new Rounds(100, 200, 300);

    private final Scorecard card = new Scorecard();

    @Test
    void median_decides_not_the_best_round() {
        card.below(5, "late", "ms", new Rounds(1, 6, 9));
        card.below(5, "early", "ms", new Rounds(3, 4, 90));
        card.below(5, "just not", "ms", new Rounds(5));

        assertThat(card.bars()).extracting(Scorecard.Bar::reached).containsExactly(false, true, false);
        assertThat(card.bars()).extracting(Scorecard.Bar::share).containsExactly(1.2, 0.8, 1.0);
    }

    @Test
    void rate_needs_its_number_and_its_share_of_the_limit() {
        card.rate(150, 0.7, "both", new Rounds(150), LIMIT);
        card.rate(151, 0.7, "too few", new Rounds(150), LIMIT);
        card.rate(150, 0.8, "too small a share", new Rounds(150), LIMIT);
        card.rate(0, 0.75, "share alone", new Rounds(150), LIMIT);

        assertThat(card.bars()).extracting(Scorecard.Bar::reached).containsExactly(true, false, false, true);
    }

    @Test
    void note_has_neither_goal_nor_bar() {
        card.note("seen", "µs", new Rounds(3));

        assertThat(card.bars()).isEmpty();
        assertThat(table()).contains("| seen |").doesNotContain("reached").doesNotContain("missed");
    }

    @Test
    void table_tells_of_the_run_and_of_each_figure_in_a_line() {
        card.rate(20_000, 0.6, "CREATE", new Rounds(18_000, 21_234, 30_000), new Rounds(30_000));
        card.below(5, "p99", "ms", new Rounds(6.125));

        assertThat(table().lines())
                .startsWith("cores: 2", "")
                .anyMatch(line -> line.matches("\\| what +\\| measured .*"))
                .anyMatch(line ->
                        line.matches("\\| CREATE \\| 21,234 +\\| 18,000 .. 30,000 \\| 1/s +\\| 30,000 +\\| 0.71 +"
                                + "\\| >= 20,000/s and ratio 0.600 \\| reached \\|"))
                .anyMatch(line -> line.matches("\\| p99 +\\| 6.13 .*\\| < 5 ms +\\| missed +\\|"));
    }

    @Test
    void json_has_what_the_table_has() throws Exception {
        card.rate(20_000, 0.6, "CREATE", new Rounds(18_000, 21_234, 30_000), new Rounds(30_000));
        card.note("seen", "µs", new Rounds(3));
        var out = new ByteArrayOutputStream();

        card.printJson(Map.of("cores", "2"), new PrintStream(out, true, UTF_8));

        assertThat(Json.STRICT.read(out.toByteArray())).isEqualTo(Json.STRICT.read("""
                        {"run": {"cores": "2"}, "figures": [
                            {"what": "CREATE", "median": 21234.0, "least": 18000.0, "most": 30000.0, "unit": "1/s",
                                "limit": 30000.0, "ratio": 0.7078, "goal": ">= 20,000/s and ratio 0.600", "reached": true},
                            {"what": "seen", "median": 3.0, "least": 3.0, "most": 3.0, "unit": "µs"}]}
                        """.getBytes(UTF_8)));
    }

    @Test
    void median_of_rounds_does_not_hang_on_their_order() {
        assertThat(new Rounds(9, 1, 5).median()).isEqualTo(5);
        assertThat(new Rounds(9, 1, 5).least()).isEqualTo(1);
        assertThat(new Rounds(9, 1, 5).most()).isEqualTo(9);
    }

    private String table() {
        var out = new ByteArrayOutputStream();
        card.print(Map.of("cores", "2"), new PrintStream(out, true, UTF_8));
        return out.toString(UTF_8);
    }
}
