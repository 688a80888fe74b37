// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.entente.bindings.http.HttpConfig.Limits;
import org.entente.bindings.http.HttpConfig.Listener;
import org.entente.bindings.wire.Admission;
import org.entente.bindings.wire.RecordingMca;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What the server answers, and whom it admits. */
class HttpServerTest extends HttpTest {
    @Nested
    class Answering {
        @Test
        @Spec({"TS-0009 §6.4.4", "TS-0009 §6.4.17"})
        void a_create_is_answered_with_code_place_and_representation() throws Exception {
            var response = send(request(serve(), "/cse-in")
                    .header("Content-Type", "application/json;ty=3")
                    .POST(BodyPublishers.ofString("{\"m2m:cnt\":{\"rn\":\"box\"}}")));

            assertThat(response.statusCode()).isEqualTo(201);
            assertThat(header(response, "X-M2M-RSC")).isEqualTo("2001");
            assertThat(header(response, "X-M2M-RI")).isEqualTo("r1");
            assertThat(header(response, "X-M2M-RVI")).isEqualTo("4");
            assertThat(header(response, "Content-Location")).isEqualTo("/cnt1");
            assertThat(header(response, "Content-Type")).isEqualTo("application/json");
            assertThat(response.body()).isEqualTo("{\"m2m:cnt\":{\"ri\":\"cnt1\",\"rn\":\"box\"}}");
            assertThat(cse.last().operation()).isEqualTo(Operation.CREATE);
            assertThat(cse.last().to()).isEqualTo("cse-in");
            assertThat(cse.last().peer().authenticated()).isFalse();
            assertThat(cse.last().peer().address().orElseThrow().isLoopbackAddress())
                    .isTrue();
        }

        @Test
        @Spec("TS-0009 §6.4.4")
        void the_place_of_what_was_created_is_a_path() throws Exception {
            cse.answer = r -> Response.of(r, ResultCode.CREATED, Value.field("m2m:uri", Value.of("/id-in/cse-in/a b")));

            var response = send(request(serve(), "/cse-in?rcn=2")
                    .header("Content-Type", "application/json;ty=3")
                    .POST(BodyPublishers.ofString("{\"m2m:cnt\":{}}")));

            assertThat(header(response, "Content-Location")).isEqualTo("/~/id-in/cse-in/a%20b");
        }

        @Test
        @Spec("TS-0009 §6.4")
        void every_parameter_of_a_response_has_its_header() throws Exception {
            cse.answer = r -> Response.of(r, ResultCode.OK)
                    .with(Parameter.FROM, Value.of("/id-in"))
                    .with(Parameter.ORIGINATING_TIMESTAMP, Value.of("20261122T103000"))
                    .with(Parameter.RESULT_EXPIRATION_TIMESTAMP, Value.of("20261122T103001"))
                    .with(Parameter.EVENT_CATEGORY, Value.of(4))
                    .with(Parameter.CONTENT_STATUS, Value.of(1))
                    .with(Parameter.CONTENT_OFFSET, Value.of(7))
                    .with(Parameter.VENDOR_INFORMATION, Value.of("x"))
                    .with(Parameter.AUTHORIZATION_SIGNATURE_REQUEST_INFORMATION, Value.of(true))
                    .with(
                            Parameter.ASSIGNED_TOKEN_IDENTIFIERS,
                            Value.field(
                                    "ltia",
                                    Value.of(List.of(
                                            Value.field("lti", Value.of("a")).with("tkid", Value.of("b"))))));

            var response = send(request(serve(), "/x"));

            assertThat(header(response, "X-M2M-Origin")).isEqualTo("/id-in");
            assertThat(header(response, "X-M2M-OT")).isEqualTo("20261122T103000");
            assertThat(header(response, "X-M2M-RST")).isEqualTo("20261122T103001");
            assertThat(header(response, "X-M2M-EC")).isEqualTo("4");
            assertThat(header(response, "X-M2M-CTS")).isEqualTo("1");
            assertThat(header(response, "X-M2M-CTO")).isEqualTo("7");
            assertThat(header(response, "X-M2M-VSI")).isEqualTo("x");
            assertThat(header(response, "X-M2M-ASRI")).isEqualTo("true");
            assertThat(header(response, "X-M2M-ATI")).isEqualTo("a:b");
        }

        @Test
        @Spec("TS-0009 §6.5")
        void token_request_information_is_the_body() throws Exception {
            cse.answer = r -> Response.of(r, Refused.noPrivilege("no"))
                    .with(Parameter.TOKEN_REQUEST_INFORMATION, Value.field("dasi", Value.of("x")));

            var response = send(request(serve(), "/x"));

            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(response.body()).isEqualTo("{\"m2m:tqf\":{\"dasi\":\"x\"}}");
        }

        @Test
        @Spec("TS-0004 §7.3.2.1")
        void a_refusal_carries_its_sentence() throws Exception {
            cse.answer = r -> Response.of(r, Refused.notFound("there is no resource at x"));

            var response = send(request(serve(), "/x"));

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(header(response, "X-M2M-RSC")).isEqualTo("4004");
            assertThat(response.body()).isEqualTo("{\"m2m:dbg\":\"there is no resource at x\"}");
        }

        @Test
        void a_request_that_never_became_a_primitive_keeps_its_identifier() throws Exception {
            var response = send(request(serve(), "/x?rcn=99"));

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(header(response, "X-M2M-RSC")).isEqualTo("4000");
            assertThat(header(response, "X-M2M-RI")).isEqualTo("r1");
            assertThat(header(response, "X-M2M-RVI")).isEqualTo("4");
            assertThat(cse.requests).isEmpty();
        }

        @Test
        @Spec("TS-0009 §6.4.3")
        void the_answer_has_the_media_type_that_was_asked_for() throws Exception {
            var server = serve();

            var asked = send(request(server, "/x").header("Accept", "application/vnd.onem2m-res+json"));
            var unknown = send(request(server, "/x").header("Accept", "application/yaml"));

            assertThat(header(asked, "Content-Type")).isEqualTo("application/vnd.onem2m-res+json");
            assertThat(unknown.statusCode()).isEqualTo(406);
            assertThat(header(unknown, "X-M2M-RSC")).isEqualTo("5207");
        }

        @Test
        void head_and_options_are_answered_and_other_methods_declined() throws Exception {
            var server = serve();

            var head = send(request(server, "/x").method("HEAD", BodyPublishers.noBody()));
            var options = send(request(server, "/x").method("OPTIONS", BodyPublishers.noBody()));
            var patch = send(request(server, "/x").method("PATCH", BodyPublishers.noBody()));

            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(header(head, "X-M2M-RSC")).isEqualTo("2000");
            assertThat(options.statusCode()).isEqualTo(204);
            assertThat(header(options, "Allow")).isEqualTo("GET, HEAD, POST, PUT, DELETE, OPTIONS");
            assertThat(patch.statusCode()).isEqualTo(405);
            assertThat(header(patch, "X-M2M-RSC")).isEqualTo("4005");
            assertThat(header(patch, "Allow")).contains("GET");
        }

        @Test
        void a_fault_tells_nothing_of_the_inside() throws Exception {
            cse.answer = _ -> {
                throw new IllegalStateException("secret detail");
            };

            var response = send(request(serve(), "/x"));

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(header(response, "X-M2M-RSC")).isEqualTo("5000");
            assertThat(response.body()).doesNotContain("secret", "Exception");
        }

        @Test
        void every_log_line_of_a_request_has_its_identifier() throws Exception {
            var seen = new AtomicReference<String>();
            cse.answer = r -> {
                seen.set(MDC.get("request"));
                return RecordingMca.ordinary(r);
            };

            send(request(serve(), "/x"));

            assertThat(seen.get()).isEqualTo("r1");
        }
    }

    @Nested
    @Spec({"TS-0004 §7.3.2.1", "TS-0009 §7.1"})
    class Admitting {
        private HttpResponse<String> as(URI server, String originator, String secret) throws Exception {
            var request = HttpRequest.newBuilder(server.resolve("/x")).header("X-M2M-RI", "1");
            if (!originator.isEmpty()) request.header("X-M2M-Origin", originator);
            if (!secret.isEmpty()) request.header("Authorization", "Bearer " + secret);
            return send(request);
        }

        private URI strict() {
            var listener = new Listener("127.0.0.1", 0, Admission.CREDENTIAL_DEMANDED, Optional.empty());
            return server(new HttpConfig(List.of(listener), Limits.DEFAULT, List.of(), Duration.ofSeconds(5)))
                    .serve(cse)
                    .addresses()
                    .getFirst();
        }

        @Test
        void a_secret_speaks_for_its_originators_alone() throws Exception {
            var secret = credentials.add("gateway", List.of("CGate", "CDev*")).reveal();
            var server = serve();

            assertThat(as(server, "CGate", secret).statusCode()).isEqualTo(200);
            assertThat(cse.last().peer().authenticated()).isTrue();
            assertThat(as(server, "CDev17", secret).statusCode()).isEqualTo(200);
            var forged = as(server, "COther", secret);
            assertThat(forged.statusCode()).isEqualTo(403);
            assertThat(header(forged, "X-M2M-RSC")).isEqualTo("4106");
        }

        @Test
        void a_bound_originator_is_closed_to_everybody_else() throws Exception {
            credentials.add("admin", List.of("CAdmin"));

            var forged = as(serve(), "CAdmin", "");

            assertThat(forged.statusCode()).isEqualTo(403);
            assertThat(header(forged, "X-M2M-RSC")).isEqualTo("4106");
            assertThat(cse.requests).isEmpty();
        }

        @Test
        void an_originator_that_stands_behind_an_empty_one_is_not_spoken_for() throws Exception {
            credentials.add("admin", List.of("CAdmin"));
            var gateway = credentials.add("gateway", List.of("CGate")).reveal();
            var server = serve();

            for (var credential : List.of("", "Authorization: Bearer " + gateway + "\r\n"))
                try (var wire = new Wire(server)) {
                    wire.send("GET /x HTTP/1.1\r\nHost: a\r\nX-M2M-RI: 1\r\n" + credential
                            + "X-M2M-Origin:\r\nX-M2M-Origin: CAdmin\r\n\r\n");

                    assertThat(wire.response()).contains("X-M2M-RSC: 4000").contains("X-M2M-Origin stands twice");
                }
            assertThat(cse.requests).isEmpty();
        }

        @Test
        void an_unknown_secret_is_refused_whatever_the_originator() throws Exception {
            credentials.add("admin", List.of("CAdmin"));
            var server = serve();

            for (var secret : List.of("admin.wrong", "nobody.x", "x", "admin."))
                assertThat(header(as(server, "CFree", secret), "X-M2M-RSC")).isEqualTo("4106");
        }

        @Test
        void without_a_secret_loopback_goes_on_as_unauthenticated() throws Exception {
            assertThat(as(serve(), "CFree", "").statusCode()).isEqualTo(200);
            assertThat(cse.last().peer().authenticated()).isFalse();
        }

        @Test
        void where_a_credential_is_demanded_none_is_refused() throws Exception {
            var secret = credentials.add("a", List.of("CA")).reveal();
            var server = strict();

            assertThat(header(as(server, "CA", ""), "X-M2M-RSC")).isEqualTo("4106");
            assertThat(header(as(server, "", ""), "X-M2M-RSC")).isEqualTo("4106");
            assertThat(header(as(server, "/id-mn", ""), "X-M2M-RSC")).isEqualTo("4107");
            assertThat(as(server, "CA", secret).statusCode()).isEqualTo(200);
            assertThat(as(server, "", secret).statusCode()).isEqualTo(200);
        }

        @Test
        void listeners_beyond_loopback_demand_credentials_by_default() {
            assertThat(Admission.of("127.0.0.1")).isEqualTo(Admission.ANYBODY);
            assertThat(Admission.of("::1")).isEqualTo(Admission.ANYBODY);
            assertThat(Admission.of("0.0.0.0")).isEqualTo(Admission.CREDENTIAL_DEMANDED);
            assertThat(Admission.of("192.0.2.1")).isEqualTo(Admission.CREDENTIAL_DEMANDED);
        }
    }
}
