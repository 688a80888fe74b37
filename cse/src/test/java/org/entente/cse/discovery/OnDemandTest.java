// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import org.entente.cse.Hub;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proxy is asked for devices that nobody has made known yet. */
@Spec({"TS-0004 §7.3.3.14", "TS-0004 §7.5.1.2.8", "TS-0001 §10.2.6.1"})
@OverEveryBinding
class OnDemandTest {
    private final Hub hub = new Hub();
    private final List<Request> asked = new ArrayList<>();

    @BeforeEach
    void register() {
        hub.register("CProxy");
        hub.create("cse-in/cproxy", "CProxy", 3, "m2m:cnt", "rn", "known", "lbl", List.of("lamp"));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void a_proxy_is_not_asked_for_what_is_known() {
        answering(request -> Response.of(request, ResultCode.DISCOVERY_DENIED_BY_IPE));

        assertThat(addresses(discover("lamp"))).containsExactly("cse-in/cproxy/known");
        assertThat(asked).isEmpty();
    }

    @Test
    void a_proxy_is_told_who_looks_for_what() {
        answering(request -> Response.of(request, ResultCode.OK));

        var response = discover("pump");

        assertThat(response.code()).isEqualTo(ResultCode.OK);
        assertThat(addresses(response)).isEmpty();
        assertThat(asked).singleElement().satisfies(request -> {
            assertThat(request.from()).isEqualTo("/id-in");
            assertThat(request.find(Parameter.REQUEST_EXPIRATION_TIMESTAMP)).isPresent();
            assertThat(request.content())
                    .isEqualTo(fields(
                            "m2m:sgn",
                            fields("idr", fields("or", ADMIN, "fc", fields("fu", 3, "lbl", List.of("pump"))))));
        });
    }

    @Test
    void what_a_proxy_has_made_is_found_if_it_matches() {
        answering(request -> {
            hub.create("cse-in/cproxy", "CProxy", 3, "m2m:cnt", "rn", "pump", "lbl", List.of("pump"));
            hub.create("cse-in/cproxy", "CProxy", 3, "m2m:cnt", "rn", "other");
            return listing(request, "cse-in/cproxy/other", "cse-in/cproxy/pump", "cse-in/cproxy/none");
        });

        assertThat(addresses(discover("pump"))).containsExactly("cse-in/cproxy/pump");
    }

    @Test
    void a_limit_holds_for_what_a_proxy_has_made() {
        answering(request -> {
            for (var name : List.of("p1", "p2", "p3"))
                hub.create("cse-in/cproxy", "CProxy", 3, "m2m:cnt", "rn", name, "lbl", List.of("pump"));
            return listing(request, "cse-in/cproxy/p1", "cse-in/cproxy/p2", "cse-in/cproxy/p2", "cse-in/cproxy/p3");
        });

        var response = discover(ADMIN, "lbl", List.of("pump"), "lim", 2);

        assertThat(addresses(response)).containsExactly("cse-in/cproxy/p1", "cse-in/cproxy/p2");
        assertThat(response.find(Parameter.CONTENT_OFFSET)).contains(Value.of(3));
    }

    @Test
    void what_the_originator_may_not_discover_is_not_shown() {
        hub.register("COther");
        var acr = fields("acr", List.of(fields("acor", List.of("COther", "CProxy"), "acop", 63)));
        hub.create("cse-in/cproxy", "CProxy", 1, "m2m:acp", "rn", "open", "pv", acr, "pvs", acr);
        var open = List.of("cse-in/cproxy/open");
        hub.update("cse-in/cproxy", "CProxy", "m2m:ae", "acpi", open);
        answering(request -> {
            hub.create("cse-in/cproxy", "CProxy", 3, "m2m:cnt", "rn", "p1", "lbl", List.of("pump"));
            hub.create("cse-in/cproxy", "CProxy", 3, "m2m:cnt", "rn", "p2", "lbl", List.of("pump"), "acpi", open);
            return listing(request, "cse-in/cproxy/p1", "cse-in/cproxy/p2");
        });

        assertThat(addresses(discover("COther", "lbl", List.of("pump")))).containsExactly("cse-in/cproxy/p2");
    }

    @Test
    void a_refusal_of_the_proxy_is_the_answer() {
        answering(request -> Response.of(request, ResultCode.DISCOVERY_DENIED_BY_IPE));

        assertThat(discover("pump").code()).isEqualTo(ResultCode.DISCOVERY_DENIED_BY_IPE);
    }

    @Test
    void a_proxy_out_of_reach_is_no_empty_answer() {
        assertThat(discover("pump").code()).isEqualTo(ResultCode.TARGET_NOT_REACHABLE);
    }

    @Test
    void only_an_ae_can_be_asked() {
        var request = Request.retrieve("cse-in/cproxy/known", ADMIN)
                .withFilter(new FilterCriteria(fields("fu", 3, "lbl", List.of("pump"))));

        assertThat(hub.send(request).code()).isEqualTo(ResultCode.BAD_REQUEST);
    }

    @Test
    void nobody_is_asked_for_one_who_may_discover_nothing() {
        hub.register("COther");
        answering(request -> Response.of(request, ResultCode.OK));

        assertThat(discover("COther", "lbl", List.of("pump")).code()).isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
        assertThat(asked).isEmpty();
    }

    private void answering(Function<Request, Response> answer) {
        hub.entities.attach("CProxy", request -> {
            asked.add(request);
            return answer.apply(request);
        });
    }

    private static Response listing(Request request, String... addresses) {
        return Response.of(request, ResultCode.OK, fields("m2m:uril", List.of(addresses)));
    }

    private Response discover(String label) {
        return discover(ADMIN, "lbl", List.of(label));
    }

    private Response discover(String originator, Object... criteria) {
        var filter = new HashMap<>(fields(criteria).members());
        filter.put("fu", Value.of(3));
        return hub.send(
                Request.retrieve("cse-in/cproxy", originator).withFilter(new FilterCriteria(new Value.Fields(filter))));
    }

    private static List<String> addresses(Response response) {
        assertThat(response.code()).isEqualTo(ResultCode.OK);
        return ((Value.Items) response.content().find("m2m:uril").orElseThrow())
                .values().stream().map(each -> ((Value.Text) each).text()).toList();
    }
}
