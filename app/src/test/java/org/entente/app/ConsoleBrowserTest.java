// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.entente.interworking.lwm2m.sample.SampleDevice;
import org.entente.interworking.lwm2m.sample.SampleSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console as a person has it before them: a real browser, a real hub, a device that registers over UDP. */
class ConsoleBrowserTest {
    private static final int LIGHT = 3311;
    private static final int TEMPERATURE = 3303;
    private static final int ON = 5850;
    private static final int VALUE = 5700;
    private static final double TIMEOUT_MILLIS = 60_000;

    @TempDir
    private static Path data = Path.of(".");

    private static RunningHub hub;
    private static SampleDevice device;
    private static Browser browser;

    private Page page;

    @BeforeAll
    static void start() {
        var program = Browser.installed();
        if (program.isEmpty()) System.out.println("ConsoleBrowserTest is skipped: there is no chromium on PATH");
        assumeTrue(program.isPresent(), "there is no chromium on PATH");
        PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MILLIS);
        hub = RunningHub.start(
                Configuration.read(
                        Optional.empty(),
                        Map.of(),
                        List.of(
                                "http.port=0",
                                "access.strangers=believed",
                                "access.registrants=C,C*,S",
                                "access.base=CDemo:retrieve+discovery,CDemo:create:23",
                                "lwm2m.enabled=true",
                                "lwm2m.coap-port=0",
                                "lwm2m.coaps-port=-1",
                                "interworking.operators=CDemo")),
                data);
        device = new SampleDevice(
                SampleSettings.DEFAULT
                        .withServer(hub.deviceAddresses().getFirst().toString())
                        .withPeriod(Duration.ofMillis(500)),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        device.start();
        // The last of what is made, so that all of it is there whichever test comes first.
        await().until(() -> send("GET", "/cse-in/sample-lamp/semantics", "", "").statusCode() == 200);
        browser = Browser.start(program.orElseThrow());
    }

    @AfterAll
    static void stop() {
        if (browser != null) browser.close();
        if (device != null) device.close();
        if (hub != null) hub.close();
    }

    @BeforeEach
    void open() {
        page = browser.page(ColorScheme.LIGHT);
    }

    @AfterEach
    void close() {
        page.context().close();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void visitor_says_in_whose_name_they_ask_and_sees_the_devices() {
        page.navigate(hub.addresses().getFirst().toString() + "/");

        page.getByLabel("Originator").fill("CDemo");
        page.keyboard().press("Enter");

        assertThat(page).hasURL(Pattern.compile(".*/console/.*"));
        var row = page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("sample-lamp"));
        assertThat(row).containsText("Reachable");
        assertThat(row).containsText("87 %");
    }

    @Test
    void tree_shows_children_when_they_are_asked_for_and_by_keys() {
        visit("tree");
        var tree = page.getByRole(AriaRole.TREE);
        assertThat(line("sample-lamp, AE")).isVisible();
        assertThat(line("light, deviceLight")).hasCount(0);

        line("sample-lamp, AE").focus();
        page.keyboard().press("ArrowRight");
        assertThat(line("light, deviceLight")).isVisible();
        page.keyboard().press("Enter");

        assertThat(tree.locator("[aria-selected=true]").last()).hasAttribute("data-address", "cse-in/sample-lamp");
        assertThat(page.locator(".details h2")).hasText("sample-lamp");
        assertThat(page.locator(".details")).containsText("App-ID");
    }

    @Test
    void resource_that_is_new_appears_by_itself() throws Exception {
        visit("tree");
        assertThat(line("sample-lamp, AE")).isVisible();

        send("POST", "/cse-in/sample-lamp", "{\"m2m:cnt\":{\"rn\":\"notes\"}}", ";ty=3");
        page.locator("[data-address='cse-in/sample-lamp'] > .row .caret").click();
        assertThat(line("notes, container")).isVisible();
        send("POST", "/cse-in/sample-lamp", "{\"m2m:cnt\":{\"rn\":\"later\"}}", ";ty=3");

        assertThat(line("later, container")).isVisible();
        send("DELETE", "/cse-in/sample-lamp/later", "", "");
        assertThat(line("later, container")).hasCount(0);
        send("DELETE", "/cse-in/sample-lamp/notes", "", "");
    }

    @Test
    void search_finds_by_name_and_opens_what_it_found() {
        visit("tree");

        page.getByRole(AriaRole.SEARCHBOX).fill("humid");
        page.keyboard().press("Enter");
        page.locator(".found a").first().click();

        assertThat(page.locator(".details h2")).hasText("humidity");
        assertThat(page.locator(".details")).containsText("relativeHumidity");
    }

    @Test
    void value_that_changes_at_the_device_changes_on_its_page() {
        visit("device/cse-in/node-sample-lamp");
        var reading = page.locator("[data-module=temperature] [data-point=curT0]");
        assertThat(reading).isVisible();
        var before = device.value(TEMPERATURE, VALUE);

        await().until(() -> !device.value(TEMPERATURE, VALUE).equals(before));
        var first = reading.innerText();

        assertThat(reading).not().hasText(first);
        assertThat(page.locator("#heard")).isVisible();
    }

    @Test
    void switch_reaches_the_device() {
        visit("device/cse-in/node-sample-lamp");
        var light = page.getByRole(AriaRole.SWITCH, new Page.GetByRoleOptions().setName("State"));
        assertThat(light).isVisible();
        var before = (boolean) device.value(LIGHT, ON);

        light.click();

        assertThat(light).hasAttribute("aria-checked", Boolean.toString(!before));
        assertThat(page.locator("[data-module=binarySwitch] .told")).hasText("The device has taken it.");
        assertThat(device.value(LIGHT, ON)).isEqualTo(!before);
    }

    @Test
    void refusal_of_the_device_is_shown_where_one_asked() {
        visit("device/cse-in/node-sample-lamp");
        var brightness = page.locator("[data-module=brightness]");

        brightness.locator("input").fill("400");
        brightness.locator("button").click();

        assertThat(brightness.locator(".told.problem")).containsText("the dimmer goes from 0 to 100, not to 400");
        assertThat(brightness.locator(".reading")).containsText("100");
    }

    @Test
    void workbench_shows_both_forms_of_a_request_and_explains_its_response() {
        visit("workbench");
        page.getByLabel("To").fill("cse-in/sample-lamp");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Send").setExact(true))
                .click();
        assertThat(page.locator(".verdict")).containsText("2000");
        assertThat(page.locator(".answer")).containsText("\"api\": \"Norg.entente.interworking\"");

        page.getByLabel("To").fill("cse-in/none");
        page.keyboard().press("Enter");

        assertThat(page.locator(".verdict")).containsText("4004 not found");
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("HTTP"))
                .first()
                .click();
        assertThat(page.locator(".sheet").first()).containsText("GET /cse-in/none HTTP/1.1");
        assertThat(page.locator(".sheet").first()).containsText("X-M2M-Origin: CDemo");
    }

    @Test
    void http_form_of_the_workbench_asks_the_same_over_http() throws Exception {
        visit("workbench");
        page.getByLabel("To").fill("cse-in");
        for (var each : List.of("fu", "1", "ty", "28,3", "atr", "rn=light*")) {
            if (each.length() < 4 && each.matches("[a-z]+")) {
                page.getByText("+ Add a filter").click();
                page.locator("[name=fc-name]").last().selectOption(each);
            } else page.locator("[name=fc-value]").last().fill(each);
        }
        var text = page.locator(".sheet pre").nth(1).textContent();

        var response = send("GET", text.split(" ", 3)[1], "", "");

        assertThat(text.split(" ", 3)[1]).isEqualTo("/cse-in?fu=1&ty=28+3&rn=light*");
        assertThat(response.body()).isEqualTo("{\"m2m:uril\":[\"cse-in/sample-lamp/light\"]}");
    }

    @Test
    void who_may_see_nothing_is_told_so() {
        page.navigate(hub.addresses().getFirst() + "/console/?as=CStranger#/devices");

        assertThat(page.locator(".empty .problem")).containsText("CStranger has no privilege");
    }

    @Test
    void administrator_signs_in_with_the_secret_that_was_shown() {
        page.navigate(hub.addresses().getFirst() + "/console/");
        page.getByText("Sign in with a secret instead").click();
        page.getByLabel("Secret").fill("admin.wrong");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("not known");

        page.getByLabel("Secret").fill(hub.firstSecret().orElseThrow().reveal());
        page.keyboard().press("Enter");

        assertThat(page.locator("#originator")).hasText("CAdmin");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Resources"))
                .click();
        assertThat(line("sample-lamp, AE")).isVisible();
    }

    @Test
    void every_field_has_a_label_and_every_page_one_heading() {
        for (var each : List.of("devices", "device/cse-in/node-sample-lamp", "tree", "workbench")) {
            visit(each);
            assertThat(page.locator("h1")).hasCount(1);
            assertThat(page.locator("nav [aria-current=page]")).hasCount(1);
            var nameless = page.evaluate("""
                    () => [...document.querySelectorAll('input, select, textarea, button, [role=switch]')]
                        .filter(each => !each.hidden && !each.labels?.length && !each.getAttribute('aria-label')
                            && !each.getAttribute('aria-labelledby') && !each.textContent.trim())
                        .map(each => each.outerHTML)""");
            assertThat((List<?>) nameless).as(each).isEmpty();
        }
    }

    @Test
    void text_stands_out_from_its_ground_in_light_and_in_dark() {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (var context = browser.page(scheme).context()) {
                page = context.pages().getFirst();
                visit("device/cse-in/node-sample-lamp");
                assertThat(page.locator("[data-module=brightness]")).isVisible();

                var weak = page.evaluate(CONTRAST);

                assertThat((List<?>) weak).as(scheme.name()).isEmpty();
            }
        }
        page = browser.page(ColorScheme.LIGHT);
    }

    /** Texts whose contrast is below what WCAG 2.2 asks for (4.5 to 1). */
    private static final String CONTRAST = """
            () => {
              const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
              const rgba = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
                return [...canvas.getImageData(0, 0, 1, 1).data]; };
              const light = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
                .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
              const ground = element => { for (let e = element; e; e = e.parentElement) { const c = rgba(getComputedStyle(e).backgroundColor); if (c[3] === 255) return c; } return [255, 255, 255]; };
              return [...document.querySelectorAll('body *')]
                .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && !e.closest('.unseen, .skip'))
                .map(e => { const a = light(rgba(getComputedStyle(e).color)), b = light(ground(e));
                  return [(Math.max(a, b) + .05) / (Math.min(a, b) + .05), e.outerHTML.slice(0, 120)]; })
                .filter(([ratio]) => ratio < 4.5);
            }""";

    private void visit(String where) {
        page.navigate("about:blank");
        page.navigate(hub.addresses().getFirst() + "/console/?as=CDemo#/" + where);
        assertThat(page.locator("h1")).isVisible();
        if (!where.equals("workbench"))
            assertThat(page.locator(".light[data-state=live]")).isVisible();
    }

    private Locator line(String name) {
        return page.getByRole(
                AriaRole.TREEITEM, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static HttpResponse<String> send(String method, String path, String body, String type) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(hub.addresses().getFirst() + path))
                .header("X-M2M-Origin", "CDemo")
                .header("X-M2M-RI", "r1")
                .header("X-M2M-RVI", "4")
                .header("Content-Type", "application/json" + type)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
