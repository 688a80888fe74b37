// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.entente.testware.Octets;
import org.entente.testware.fuzz.Fuzzer.Finding;
import org.entente.testware.fuzz.Fuzzer.Outcome;
import org.junit.jupiter.api.Test;

/** The page of a fuzz run: what it says, and that nothing of the endpoint becomes part of it. */
class FuzzPageTest {
    private static final Session CULPRIT = new Session(List.of(Octets.hex("10 00"), Octets.hex("a2 00")));

    private static String page(Optional<Pace> pace, Finding... findings) {
        var outcome = new Outcome(12_000, 7, Duration.ofSeconds(2), 31, List.of(findings));
        var page = new FuzzPage("mqtt://127.0.0.1:1883", Instant.EPOCH, "entente test --seed 4", outcome, pace);
        var text = new StringWriter();
        page.write(text);
        return text.toString();
    }

    @Test
    void survivor_is_called_one_with_the_numbers_beside_their_scale() {
        var text = page(Optional.of(new Pace(9000, 3.25, 2)));

        assertThat(text)
                .contains("<p class=\"conclusion pass\">The endpoint served to the end.</p>")
                .contains("<td>sessions a second</td><td>6000</td>")
                .contains("<td>kinds of reactions</td><td>31</td>")
                .contains("<td>sessions of earlier runs sent first</td><td>7</td>")
                .contains("<td>bare exchanges a second</td><td>9000</td>")
                .contains("<pre>entente test --seed 4</pre>")
                .doesNotContain("src=")
                .doesNotContain("href=");
    }

    @Test
    void culprit_is_shown_packet_by_packet() {
        var text = page(Optional.empty(), new Finding("down: refused", 41, 44, Optional.of(CULPRIT)));

        assertThat(text)
                .contains("<p class=\"conclusion fail\">The endpoint did not survive: down: refused</p>")
                .contains("<h2>down: refused, after session 41 to 44</h2>")
                .contains("<pre>1000\na200\n</pre>")
                .doesNotContain("bare exchanges");
    }

    @Test
    void culprit_that_was_not_looked_for_is_said_to_be_so() {
        assertThat(page(Optional.empty(), new Finding("hangs", 1, 9, Optional.empty())))
                .contains("Nobody said how the endpoint is brought up again");
    }

    @Test
    void what_the_endpoint_says_is_text_and_nothing_else() {
        assertThat(page(Optional.empty(), new Finding("<script>alert(1)</script>", 1, 1, Optional.empty())))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>");
    }
}
