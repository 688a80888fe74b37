// SPDX-License-Identifier: Apache-2.0
package org.entente.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.stream.Collectors;
import org.entente.model.primitive.ErrorWord;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.Test;

/** The words by which programs tell errors apart, and that the page has them all. */
class ErrorsPageTest {

    /** With {@code -Dentente.reprint=true} the page is written instead. */
    @Test
    void committed_page_is_what_the_program_knows() throws IOException {
        var page = Path.of("../docs/reference/errors.md");
        if (Boolean.getBoolean("entente.reprint")) Files.writeString(page, printed());

        assertThat(Files.readString(page)).as("print again: ./verify --reprint").isEqualTo(printed());
    }

    private static String printed() {
        var reasons = Arrays.stream(Reason.values())
                .map(reason -> "| `" + reason.word() + "` | " + reason.code().number() + " " + reason.code() + " | "
                        + reason.meaning() + " |\n")
                .collect(Collectors.joining());
        var codes = Arrays.stream(ResultCode.values())
                .filter(code -> !code.isSuccess())
                .map(code -> "| " + code.number() + " " + code + " | `" + Refused.word(code) + "` |\n")
                .collect(Collectors.joining());
        return """
                # Errors

                Printed by the program; a test compares this page with it.

                A refusal has the response status code of the standard, one sentence for people in its content
                (`{"m2m:dbg":"mni must be a whole number from 0, not \\"ten\\""}`), and one line for programs in the parameter
                *vendorInformation*: `vsi` of a primitive, `X-M2M-VSI` of HTTP.

                ```
                error=attribute.type;attribute=mni
                ```

                `error` is one of the words below; they do not change. `attribute` is the short name of the attribute, the
                parameter or, after a dot, the member of a structure that is to blame, where one is. A response to a request of
                Release 1, 2 or 2a has no such line, since these releases have no *vendorInformation*.
                [Decision 0040](../../decisions/0040-error-words.md) says why it travels there.

                ## Reasons

                | error | code | meaning |
                | --- | --- | --- |
                %s
                ## Codes

                Every other refusal says the name of its code. A code with a reason of its own says that reason, unless a finer one fits.

                | code | error |
                | --- | --- |
                %s""".formatted(reasons, codes);
    }

    @Test
    void words_are_short_stable_and_each_its_own() {
        var words = new HashSet<String>();

        for (var reason : Reason.values()) {
            assertThat(words.add(reason.word())).as(reason.word()).isTrue();
            assertThat(reason.word()).matches("[a-z]+(\\.[a-z]+)?").hasSizeLessThan(30);
            assertThat(reason.meaning()).endsWith(".");
        }
    }

    @Test
    @Spec("TS-0001 §8.1.2")
    void a_refusal_tells_programs_what_is_wrong() {
        var refused = new Refused(Reason.ATTRIBUTE_TYPE, "mni must be a number").about("mni");

        var response = Response.of(request("4"), refused);

        assertThat(response.find(Parameter.VENDOR_INFORMATION))
                .contains(Value.of("error=attribute.type;attribute=mni"));
        assertThat(response.error()).contains(new ErrorWord("attribute.type", "mni"));
        assertThat(response.sentence()).isEqualTo("mni must be a number");
    }

    @Test
    void a_code_without_a_reason_says_its_name() {
        var refused = new Refused(ResultCode.TARGET_NOT_REACHABLE, "nobody there");

        assertThat(Response.of(request("4"), refused).error()).contains(new ErrorWord("target-not-reachable", ""));
    }

    @Test
    void an_early_release_gets_no_vendor_information() {
        assertThat(Response.of(request("2a"), Refused.notFound("nothing")).error())
                .isEqualTo(Optional.empty());
    }

    @Test
    void names_of_strangers_are_made_fit_for_headers() {
        var response = Response.of(request("4"), Refused.badRequest("?").about("日本\r\n;x=" + "y".repeat(100)));

        assertThat(response.error().orElseThrow().attribute())
                .startsWith("?????x?yyy")
                .hasSize(60);
    }

    @Test
    void information_of_other_vendors_is_left_alone() {
        assertThat(ErrorWord.read("build 7; error=none")).isEmpty();
    }

    private static Request request(String release) {
        return Request.retrieve("cse-in", "Cme").withId("r1").with(Parameter.RELEASE_VERSION_INDICATOR, release);
    }
}
