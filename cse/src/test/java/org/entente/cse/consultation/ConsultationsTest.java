// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.consultation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.START;
import static org.entente.cse.Hub.fields;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.entente.cse.Hub;
import org.entente.cse.access.Access;
import org.entente.cse.over.NotEveryBinding;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A guest is denied by all policies; the server that the resource names may let it in. */
@OverEveryBinding
class ConsultationsTest {
    private static final String GUEST = "CGuest";

    private Hub hub = new Hub();
    private final List<Request> asked = new CopyOnWriteArrayList<>();
    // Read by the thread that consults, written by the test.
    private volatile Function<Request, Response> answer = request -> Response.of(request, OK);
    private final Mca server = request -> {
        asked.add(request);
        return answer.apply(request);
    };

    @BeforeEach
    void prepare() {
        hub.register(GUEST);
        hub.entities.attach(hub.register("CServer"), server);
        consult("dac", true, "CServer");
        create("cse-in", 3, "m2m:cnt", "rn", "box", "daci", List.of("cse-in/dac"));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private void consult(String name, boolean enabled, String... servers) {
        create("cse-in", 34, "m2m:dac", "rn", name, "dae", enabled, "dap", List.of((Object[]) servers));
    }

    private void create(String to, int type, String root, Object... attributes) {
        assertThat(hub.create(to, ADMIN, type, root, attributes).code()).isEqualTo(CREATED);
    }

    private ResultCode retrieve() {
        return hub.retrieve("cse-in/box", GUEST).code();
    }

    /** An answer that grants the guest operations, with further members of dynamicACPInfo. */
    private void grant(int operations, Object... lifetime) {
        var rule = fields("acor", List.of(GUEST), "acop", operations);
        var policy = fields(lifetime).with("gp", fields("acr", List.of(rule)));
        answer(2, fields("dai", policy));
    }

    private void answer(int type, Value.Fields response) {
        var info = fields("sit", type, "dres", response);
        answer = request -> Response.of(request, OK, Value.field("m2m:seci", info));
    }

    private static String at(Duration after) {
        return Timestamp.text(START.plus(after));
    }

    @Test
    @Spec({"TS-0004 §7.5.1.2.10", "TS-0003 §7.3.2.2", "TS-0001 §11.5.2"})
    @NotEveryBinding("a wire knows the address of the sender")
    void server_is_told_who_was_denied_what_where() {
        var lifetime = at(Duration.ofHours(1));
        hub.update("cse-in/dac", ADMIN, "m2m:dac", "dal", lifetime);

        var code = retrieve();

        assertThat(code).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        assertThat(asked).singleElement().satisfies(request -> {
            assertThat(request.from()).isEqualTo("/id-in");
            var box = hub.stored("cse-in/box");
            assertThat(request.content())
                    .isEqualTo(Value.field(
                            "m2m:seci",
                            fields(
                                    "sit",
                                    1,
                                    "dreq",
                                    fields(
                                            "or",
                                            "/id-in/" + GUEST,
                                            "trt",
                                            3,
                                            "op",
                                            2,
                                            "rts",
                                            at(Duration.ZERO),
                                            "trid",
                                            "/id-in/" + box.ri(),
                                            "ppl",
                                            lifetime))));
        });
    }

    @Test
    @Spec({"TS-0001 §11.5.3", "TS-0004 §6.3.5.45"})
    @NotEveryBinding("a wire knows the address of the sender")
    void originator_that_can_ask_for_tokens_is_told_whom() {
        var plain = Request.retrieve("cse-in/box", GUEST);

        var refusal = hub.send(plain.with(Parameter.TOKEN_REQUEST_INDICATOR, Value.of(true)));

        assertThat(refusal.code()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        var asking = (Value.Fields)
                ((Value.Fields) asked.getFirst().content().find("m2m:seci").orElseThrow())
                        .find("dreq")
                        .orElseThrow();
        assertThat(refusal.find(Parameter.TOKEN_REQUEST_INFORMATION))
                .contains(fields("dasi", List.of(fields("uri", "CServer", "dreq", asking))));
        assertThat(hub.send(plain).find(Parameter.TOKEN_REQUEST_INFORMATION)).isEmpty();
        var elsewhere = Request.retrieve("cse-in", GUEST).with(Parameter.TOKEN_REQUEST_INDICATOR, Value.of(true));
        assertThat(hub.send(elsewhere).find(Parameter.TOKEN_REQUEST_INFORMATION))
                .isEmpty();
    }

    @Test
    @Spec({"TS-0004 §7.5.1.2.10", "TS-0004 §7.3.3.15"})
    void granted_privilege_lets_the_same_request_pass_and_serves_later_ones() {
        grant(2);

        assertThat(retrieve()).isEqualTo(OK);
        assertThat(retrieve()).isEqualTo(OK);

        assertThat(asked).hasSize(1);
    }

    @Test
    @Spec({"TS-0004 §7.5.1.2.10", "TS-0003 §7.3.2.2"})
    void grant_becomes_a_policy_that_the_cse_alone_may_change() {
        grant(2, "pl", at(Duration.ofMinutes(10)));

        retrieve();

        var policy = hub.store
                .view()
                .byId(hub.stored("cse-in/box").texts(Access.GRANTED).getFirst())
                .orElseThrow();
        assertThat(policy.path()).startsWith("cse-in/acp");
        assertThat(policy.text(Attributes.ET)).contains(at(Duration.ofMinutes(10)));
        assertThat(policy.value(Attributes.PVS))
                .contains(fields("acr", List.of(fields("acor", List.of("/id-in"), "acop", 63))));
        assertThat(hub.delete(policy.path(), GUEST).code()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.10")
    void grant_ends_with_its_lifetime_and_is_asked_for_again() {
        grant(2, "pl", at(Duration.ofMinutes(10)));
        retrieve();
        answer = request -> Response.of(request, OK);

        hub.clock.pass(Duration.ofMinutes(10));
        var code = retrieve();
        hub.clock.pass(Duration.ofSeconds(1));
        hub.cse.sweep();

        assertThat(code).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        assertThat(asked).hasSize(2);
        assertThat(hub.store
                        .view()
                        .byId(hub.stored("cse-in/box").texts(Access.GRANTED).getFirst()))
                .isEmpty();
    }

    @Test
    @Spec(value = {"TS-0001 §9.6.40", "TS-0004 §7.4.36.2.3"})
    void grant_without_a_lifetime_lasts_as_long_as_the_consultation_proposes() {
        hub.update("cse-in/dac", ADMIN, "m2m:dac", "dal", at(Duration.ofMinutes(1)));
        grant(2);
        retrieve();
        answer = request -> Response.of(request, OK);

        hub.clock.pass(Duration.ofSeconds(59));
        assertThat(retrieve()).isEqualTo(OK);
        hub.clock.pass(Duration.ofSeconds(1));

        assertThat(retrieve()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
    }

    @Test
    @Spec({"TS-0004 §7.4.36.2.2", "TS-0004 §7.4.36.2.4"})
    void consultation_that_is_deleted_is_asked_no_more() {
        grant(2);
        var shown = hub.retrieve("cse-in/dac", ADMIN);

        hub.delete("cse-in/dac", ADMIN);

        assertThat(Hub.shown(shown).find("dap")).contains(Value.texts(List.of("CServer")));
        assertThat(retrieve()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        assertThat(asked).isEmpty();
    }

    @Test
    @Spec("TS-0003 §7.3.2.2")
    void grant_is_for_what_was_granted_only() {
        grant(2);
        retrieve();
        answer = request -> Response.of(request, OK);

        var code = hub.update("cse-in/box", GUEST, "m2m:cnt", "mni", 3).code();

        assertThat(code).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        assertThat(asked).hasSize(2);
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.10")
    void grant_outlives_a_restart() {
        grant(2);
        retrieve();

        hub.cse.close();
        hub = new Hub(hub.store, Hub.open());

        assertThat(retrieve()).isEqualTo(OK);
        assertThat(asked).hasSize(1);
    }

    @Test
    @Spec("TS-0001 §10.2.3.1")
    void instance_follows_what_was_granted_for_its_container() {
        create("cse-in/box", 4, "m2m:cin", "con", "x");
        grant(2);

        var code = hub.retrieve("cse-in/box/la", GUEST).code();

        assertThat(code).isEqualTo(OK);
        assertThat(asked).hasSize(1);
    }

    @Test
    @Spec("TS-0001 §9.6.1.3.2")
    void creator_keeps_its_access_beside_a_grant() {
        hub.register("COwner");
        hub.create("cse-in/cowner", "COwner", 3, "m2m:cnt", "rn", "own", "daci", List.of("cse-in/dac"));
        grant(2);

        assertThat(hub.retrieve("cse-in/cowner/own", GUEST).code()).isEqualTo(OK);
        assertThat(hub.retrieve("cse-in/cowner/own", "COwner").code()).isEqualTo(OK);
        assertThat(hub.stored("cse-in/cowner/own").has(Attributes.ACPI)).isFalse();
    }

    @Test
    @Spec({"TS-0004 §7.5.1.2.10", "TS-0004 §7.4.36.2.1"})
    void disabled_consultation_asks_nobody() {
        hub.update("cse-in/dac", ADMIN, "m2m:dac", "dae", false);
        grant(2);

        assertThat(retrieve()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        assertThat(asked).isEmpty();
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.10")
    void resource_without_consultation_or_with_a_missing_one_asks_nobody() {
        create("cse-in", 3, "m2m:cnt", "rn", "plain");
        create("cse-in", 3, "m2m:cnt", "rn", "lost", "daci", List.of("cse-in/nowhere", "cse-in/box"));
        grant(2);

        assertThat(hub.retrieve("cse-in/plain", GUEST).code()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        assertThat(hub.retrieve("cse-in/lost", GUEST).code()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        assertThat(asked).isEmpty();
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.10")
    void answer_of_another_type_denies() {
        grant(2);
        var granting = answer;
        var info = (Value.Fields) granting.apply(Request.retrieve("x", "y"))
                .content()
                .find("m2m:seci")
                .orElseThrow();
        answer = request -> Response.of(request, OK, Value.field("m2m:seci", info.with("sit", Value.of(8))));

        assertThat(retrieve()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        assertThat(hub.stored("cse-in/box").has(Access.GRANTED)).isFalse();
    }

    @Test
    @Spec("TS-0003 §7.3.2.2")
    void answers_that_are_not_understood_deny() {
        var rule = fields("acor", List.of(GUEST), "acop", 2);
        var unknown = rule.with("acco", fields("acuw", List.of("every other Tuesday")));
        var answers = List.<Value.Fields>of(
                fields("dai", fields("gp", fields("acr", List.of(rule, unknown)))),
                fields("dai", fields("gp", "everything")),
                fields("dai", fields("pl", at(Duration.ofHours(1)))),
                fields("dai", fields("gp", fields("acr", List.of(rule)), "pl", at(Duration.ZERO))),
                fields("tkns", List.of("eyJhbGciOiJub25lIn0.e30.")));

        for (var each : answers) {
            answer(2, each);
            assertThat(retrieve()).as(each.toString()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        }

        assertThat(asked).hasSize(answers.size());
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.10")
    void refusal_of_the_server_denies() {
        answer = request -> Response.of(request, NOT_ACCEPTABLE);

        assertThat(retrieve()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
    }

    @Test
    @Spec("TS-0001 §9.6.40")
    void next_point_of_access_is_asked_when_the_first_is_not_there() {
        consult("spare", true, "CNobody", "CServer");
        create("cse-in", 3, "m2m:cnt", "rn", "far", "daci", List.of("cse-in/spare"));
        grant(2);

        assertThat(hub.retrieve("cse-in/far", GUEST).code()).isEqualTo(OK);
    }

    @Test
    @Spec("TS-0004 §7.3.3.15")
    void unreachable_server_denies() {
        consult("gone", true, "CNobody");
        create("cse-in", 3, "m2m:cnt", "rn", "far", "daci", List.of("cse-in/gone"));

        assertThat(hub.retrieve("cse-in/far", GUEST).code()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
    }

    @Test
    @Spec("TS-0001 §9.6.1.3.2")
    void naming_the_server_takes_the_right_to_name_policies() {
        var rule = fields("acor", List.of(GUEST), "acop", 63);
        var admin = fields("acor", List.of(ADMIN), "acop", 63);
        create(
                "cse-in",
                1,
                "m2m:acp",
                "rn",
                "acp",
                "pv",
                fields("acr", List.of(rule)),
                "pvs",
                fields("acr", List.of(admin)));
        create("cse-in", 3, "m2m:cnt", "rn", "shared", "acpi", List.of("cse-in/acp"));

        var own = hub.update("cse-in/shared", GUEST, "m2m:cnt", "daci", List.of("cse-in/dac"));
        var other = hub.update("cse-in/shared", GUEST, "m2m:cnt", "mni", 3);

        assertThat(own.code()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        assertThat(other.code()).isEqualTo(UPDATED);
    }
}
