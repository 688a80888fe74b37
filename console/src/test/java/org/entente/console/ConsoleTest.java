// SPDX-License-Identifier: Apache-2.0
package org.entente.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Random;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.type.ResourceTypes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the console serves, and in whose name it asks the CSE. */
class ConsoleTest {
    private static final String RETRIEVE = "{'op':2,'to':'cse-in/box','fr':'%s','rqi':'r1'}".replace('\'', '"');

    private final Hub hub = new Hub();

    @Nested
    class Pages {
        @Test
        void page_comes_with_a_policy_that_allows_nothing_but_its_own_files() {
            var page = hub.get("/console/", Api.OWN, "");

            assertThat(page.status()).isEqualTo(200);
            assertThat(page.header("Content-Type")).startsWith("text/html");
            assertThat(page.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(page.body()).doesNotContain("<style", "onclick", "http://", "https://");
        }

        @Test
        void file_that_the_browser_has_is_not_sent_again() {
            var tag = hub.get("/console/app.js").header("ETag");

            assertThat(hub.get("/console/app.js", "if-none-match", tag).status())
                    .isEqualTo(304);
            assertThat(hub.get("/console/app.js", "if-none-match", "\"other\"").status())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/console/none.js", "/console/Console.class", "/console/api/none"})
        void what_is_not_there_is_not_found(String path) {
            assertThat(hub.get(path).status()).isEqualTo(404);
        }

        @Test
        void page_without_its_slash_leads_to_the_one_with_it() {
            assertThat(hub.get("/console").header("Location")).isEqualTo("/console/");
        }

        @Test
        void pages_can_only_be_read() {
            assertThat(hub.post("/console/", "").status()).isEqualTo(405);
        }
    }

    @Nested
    class OtherSites {
        @Test
        void form_of_another_site_reaches_nothing() {
            var sent = hub.post("/console/api/send", RETRIEVE.formatted("CMe"), Api.OWN, "");

            assertThat(sent.status()).isEqualTo(403);
            assertThat(hub.asked).isEmpty();
        }

        @Test
        void script_of_another_site_reaches_nothing() {
            var sent = hub.post("/console/api/send", RETRIEVE.formatted("CMe"), "sec-fetch-site", "cross-site");

            assertThat(sent.status()).isEqualTo(403);
            assertThat(hub.asked).isEmpty();
        }

        @Test
        void name_of_elsewhere_that_points_to_this_machine_is_not_believed() {
            var sent = hub.post("/console/api/send", RETRIEVE.formatted("CMe"), "host", "evil.example:8080");

            assertThat(sent.status()).isEqualTo(401);
            assertThat(hub.asked).isEmpty();
        }
    }

    @Nested
    class Names {
        @Test
        void believed_visitor_asks_in_the_given_name_and_unproven() {
            var answer = hub.post("/console/api/send", RETRIEVE.formatted("CMe"));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(hub.asked).singleElement().satisfies(request -> {
                assertThat(request.from()).isEqualTo("CMe");
                assertThat(request.peer().authenticated()).isFalse();
                assertThat(request.peer().internal()).isFalse();
            });
        }

        @Test
        @Spec("TS-0004 §7.3.2.1")
        void originator_that_has_a_credential_cannot_be_named_without_it() {
            var answer = hub.post("/console/api/send", RETRIEVE.formatted("CLamp"));

            assertThat(answer.status()).isEqualTo(401);
            assertThat(hub.asked).isEmpty();
        }

        @Test
        void nobody_is_believed_where_names_are_not() {
            hub.believing = false;

            assertThat(hub.post("/console/api/send", RETRIEVE.formatted("CMe")).status())
                    .isEqualTo(401);
            assertThat(hub.get("/console/api/session").body()).contains("\"named\":false");
        }
    }

    @Nested
    class Secrets {
        @Test
        void secret_opens_a_session_that_scripts_and_other_sites_cannot_read() {
            var cookie = hub.post("/console/api/session", "{\"secret\":\"lamp.secret\"}")
                    .header("Set-Cookie");

            assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/console/");
        }

        @Test
        void secret_that_nobody_has_opens_none() {
            var answer = hub.post("/console/api/session", "{\"secret\":\"guess\"}");

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("Set-Cookie")).isEmpty();
        }

        @Test
        void session_speaks_for_its_originators_and_no_others() {
            var cookie = signIn();

            var own = hub.post("/console/api/send", RETRIEVE.formatted("CLamp-2"), "cookie", cookie);
            var other = hub.post("/console/api/send", RETRIEVE.formatted("CMe"), "cookie", cookie);

            assertThat(own.status()).isEqualTo(200);
            assertThat(other.status()).isEqualTo(403);
            assertThat(hub.asked)
                    .singleElement()
                    .satisfies(request ->
                            assertThat(request.peer().authenticated()).isTrue());
        }

        @Test
        void session_ends_when_one_leaves_or_the_credential_is_taken_away() {
            var left = signIn();
            hub.answer("DELETE", "/console/api/session", "", "cookie", left);
            var withdrawn = signIn();
            hub.secrets.clear();

            assertThat(hub.get("/console/api/session", "cookie", left).body()).contains("\"signedIn\":false");
            assertThat(hub.get("/console/api/session", "cookie", withdrawn).body())
                    .contains("\"signedIn\":false");
        }

        private String signIn() {
            var cookie = hub.post("/console/api/session", "{\"secret\":\"lamp.secret\"}")
                    .header("Set-Cookie");
            return cookie.substring(0, cookie.indexOf(';'));
        }
    }

    @Nested
    class Primitives {
        @Test
        void response_primitive_comes_back_whole() {
            var response =
                    hub.post("/console/api/send", RETRIEVE.formatted("CMe")).json();

            assertThat(response.find("m2m:rsp")).hasValueSatisfying(primitive -> {
                var members = ((Value.Fields) primitive).members();
                assertThat(members).containsEntry("rsc", Value.of(2000)).containsEntry("rqi", Value.of("r1"));
            });
        }

        @Test
        void what_the_cse_declines_is_a_response_like_any_other() {
            var primitive = RETRIEVE.formatted("CMe").replace("cse-in/box", "cse-in/missing");

            var answer = hub.post("/console/api/send", primitive);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).contains("4004", "none");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "[]", "{", "{\"op\":2}", "{\"op\":9,\"to\":\"x\",\"rqi\":\"1\"}"})
        void primitive_that_is_none_is_declined_with_a_sentence(String body) {
            var answer = hub.post("/console/api/send", body);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().text("error")).isPresent();
            assertThat(hub.asked).isEmpty();
        }

        @Test
        void nothing_is_asked_before_the_hub_serves() {
            var starting = new Console(
                    new Terms(ResourceTypes.standard(), "cse-in", code -> 200),
                    new Visitors(hub, false, InstantSource.fixed(Hub.NOW), new Random(1)),
                    new Watches("CConsole", InstantSource.fixed(Hub.NOW), new Random(1)));

            var answer = starting.handle(Hub.request("GET", "/console/api/session", ""));

            assertThat(answer.status()).isEqualTo(503);
        }
    }

    @Nested
    class Words {
        @Test
        void types_attributes_and_codes_have_their_long_names() {
            var terms = hub.get("/console/api/terms").body();

            assertThat(terms)
                    .contains("\"base\":\"cse-in\"", "\"name\":\"container\"", "\"mni\":\"maxNrOfInstances\"")
                    .contains("\"4004\":{\"name\":\"NOT_FOUND\",\"http\":400}");
        }

        @Test
        void type_tells_its_rows_with_their_enumerations() {
            var battery = hub.get("/console/api/type?root=m2m:bat").body();

            assertThat(battery).contains("\"sn\":\"bts\"", "\"5\":\"LOW_BATTERY\"");
        }

        @Test
        void type_that_is_none_is_not_found() {
            assertThat(hub.get("/console/api/type?root=m2m:none").status()).isEqualTo(404);
        }
    }

    @Test
    void notification_for_nobody_is_taken_and_forgotten() {
        var response = hub.watches.receive(Request.notification("CConsole", "/id-in", Value.Fields.EMPTY));

        assertThat(response.isSuccess()).isTrue();
        assertThat(hub.count(Operation.NOTIFY)).isZero();
    }
}
