// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorded primitives in a real browser, under the console's content policy. */
class TraceBrowserTest {
    private static final List<String> SETTINGS = List.of(
            "http.port=0", "access.strangers=believed", "access.administrator-credential=false", "trace.primitives=50");

    @Test
    void administrator_sees_a_sequence_diagram_and_others_why_not(@TempDir Path data) {
        var program = Browser.installed();
        if (program.isEmpty()) System.out.println("TraceBrowserTest is skipped: there is no chromium on PATH");
        assumeTrue(program.isPresent(), "there is no chromium on PATH");
        try (var hub = RunningHub.start(Configuration.read(Optional.empty(), Map.of(), SETTINGS), data);
                var browser = Browser.start(program.orElseThrow());
                var mca = HubUnderTest.client(hub)) {
            var content = Value.field("m2m:cnt", Value.field("rn", Value.of("box")));
            mca.send(Request.create("cse-in", "CAdmin", 3, content).withId("r1"));
            var page = browser.page(ColorScheme.LIGHT);
            var console = hub.consoleAddresses().getFirst();

            page.navigate(console + "?as=CAdmin#/trace");
            assertThat(page.locator("svg polygon").first()).isVisible();
            assertThat(page.locator("svg")).containsText("CREATE cse-in ty=3 m2m:cnt{rn} [r1]");
            assertThat(page.locator("svg")).containsText("2001 CREATED [r1]");

            page.navigate(console + "?as=CStranger#/trace");
            page.reload();
            assertThat(page.getByText("the administrator sees it if trace.primitives is set"))
                    .isVisible();
            org.assertj.core.api.Assertions.assertThat(browser.complaints()).isEmpty();
        }
    }
}
