// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The page of a run of measurements. */
class LoadPageTest {
    private static final List<Measured> MEASURED = List.of(
            new Measured("throughput QoS 1", "delivered", 12_345.6, "messages/s"),
            new Measured("restart", "lost", 3, "messages"));

    private static String page(Optional<String> brokeDown) {
        var text = new StringWriter();
        new LoadPage("mqtt://127.0.0.1:1883", Instant.EPOCH, "entente test --seed 4", MEASURED, brokeDown).write(text);
        return text.toString();
    }

    @Test
    void every_number_stands_with_its_step_and_unit() {
        assertThat(page(Optional.empty()))
                .contains(
                        "<p class=\"conclusion pass\">Every step was carried out. Numbers are evidence, not verdicts.</p>")
                .contains("<td>throughput QoS 1</td><td>delivered</td><td>12,346</td><td>messages/s</td>")
                .contains("<td>restart</td><td>lost</td><td>3</td><td>messages</td>")
                .contains("<pre>entente test --seed 4</pre>")
                .doesNotContain("src=")
                .doesNotContain("href=");
    }

    @Test
    void broker_that_broke_down_is_said_to_have_with_the_reason_as_text() {
        assertThat(page(Optional.of("closed <while> sending")))
                .contains(
                        "<p class=\"conclusion inconclusive\">The broker did not bear it: closed &lt;while&gt; sending</p>")
                .contains("<td>throughput QoS 1</td>");
    }
}
