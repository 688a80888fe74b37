// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.model.ResultCode.*;

import java.util.List;
import java.util.Optional;
import org.entente.cse.outbound.Registrar;
import org.entente.cse.remote.RegistrationSettings;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** AEs that register at an MN-CSE by service subscriptions that the IN-CSE keeps. */
class ContractsAcrossTest {
    private final Constellation world = new Constellation();
    private final Constellation.Member in = world.infrastructure();
    private final Constellation.Member mn = world.join(
            Constellation.identity("mn", 2),
            RegistrationSettings.with(new Registrar("/id-in", Constellation.url(in.identity)))
                    .withContracts());

    @BeforeEach
    void registered() {
        in.await("cse-in/id-mn");
        mn.await("cse-mn/id-in");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private String visible() {
        var rule = Hub.fields("acor", List.of("/id-mn"), "acop", 34);
        var privileges = Value.field("acr", Value.of(List.of(rule)));
        return Hub.text(
                in.create("cse-in", Hub.ADMIN, 1, "m2m:acp", "rn", "visible", "pv", privileges, "pvs", privileges),
                "ri");
    }

    /** A service subscription for one CSE, with one rule. */
    private void subscribe(String cse, Object... rule) {
        var policies = List.of(visible());
        var attributes = Hub.fields(rule).with("rn", Value.of("tills")).with("acpi", Value.texts(policies));
        created(in.send(Request.create("cse-in", Hub.ADMIN, 19, Value.field("m2m:asar", attributes))));
        created(in.create("cse-in", Hub.ADMIN, 11, "m2m:mssp", "rn", "contract"));
        created(in.create(
                "cse-in/contract",
                Hub.ADMIN,
                20,
                "m2m:svsn",
                "rn",
                "node",
                "ni",
                "n1",
                "csi",
                cse,
                "rlk",
                List.of("cse-in/tills"),
                "acpi",
                policies));
    }

    private static void created(Response response) {
        assertThat(response.code()).as(response.toString()).isEqualTo(CREATED);
    }

    private static Request registration(String stem, String appId) {
        return Request.create(
                "cse-mn", stem, 2, Value.field("m2m:ae", Hub.fields("api", appId, "rr", true, "srv", List.of("3"))));
    }

    private ResultCode register(String stem, String appId) {
        return mn.send(registration(stem, appId)).code();
    }

    private long registrations() {
        return mn.store.view().children("id-mn", 2).size();
    }

    @Test
    @Spec({"TS-0004 §7.3.2.7", "TS-0001 §10.2.2.2"})
    void rule_at_the_in_cse_says_who_may_register() {
        subscribe("/id-mn", "aai", List.of("Nshop*"), "aae", List.of("CTill*"));

        assertThat(register("CTill1", "Nshop.till")).isEqualTo(CREATED);
        assertThat(register("CTill2", "Nother")).isEqualTo(APP_RULE_VALIDATION_FAILED);
        assertThat(register("COther", "Nshop.till")).isEqualTo(APP_RULE_VALIDATION_FAILED);
        assertThat(register("", "Nshop.till")).isEqualTo(APP_RULE_VALIDATION_FAILED);

        assertThat(registrations()).isEqualTo(1);
    }

    @Test
    @Spec("TS-0001 §9.6.29")
    void rule_may_ask_for_credentials_and_for_identifiers_of_the_cses_choice() {
        subscribe("/id-mn", "aai", List.of("*"), "aae", List.of("C*"), "apci", List.of("till-*"));
        var known = new Peer(Optional.empty(), true, false, Optional.empty(), Optional.of("till-7"));

        assertThat(mn.sendAsIs(registration("", "Nshop").withId("1").withPeer(known))
                        .code())
                .isEqualTo(CREATED);
        assertThat(register("", "Nshop")).isEqualTo(APP_RULE_VALIDATION_FAILED);

        assertThat(registrations()).isEqualTo(1);
    }

    @Test
    @Spec("TS-0004 §7.3.2.7")
    void subscription_about_another_cse_lets_nobody_register() {
        subscribe("/id-other", "aai", List.of("*"), "aae", List.of("*"));

        assertThat(register("CTill1", "Nshop")).isEqualTo(SERVICE_SUBSCRIPTION_NOT_ESTABLISHED);
        assertThat(registrations()).isZero();
    }

    @Test
    @Spec("TS-0004 §7.3.2.7")
    void what_the_in_cse_cannot_tell_lets_nobody_register() {
        subscribe("/id-mn", "aai", List.of("*"), "aae", List.of("*"));
        world.cut(in);

        assertThat(register("CTill1", "Nshop")).isEqualTo(SERVICE_SUBSCRIPTION_NOT_ESTABLISHED);
        world.mend(in);
        assertThat(register("CTill1", "Nshop")).isEqualTo(CREATED);

        assertThat(registrations()).isEqualTo(1);
    }

    @Test
    @Spec("TS-0001 §10.2.2.2")
    void change_of_a_rule_counts_for_the_next_registration() {
        subscribe("/id-mn", "aai", List.of("*"), "aae", List.of("CTill*"));
        assertThat(register("CShop", "Nshop")).isEqualTo(APP_RULE_VALIDATION_FAILED);

        in.send(Request.update(
                "cse-in/tills", Hub.ADMIN, Value.field("m2m:asar", Hub.fields("aae", List.of("CShop")))));

        assertThat(register("CShop", "Nshop")).isEqualTo(CREATED);
        assertThat(register("CTill1", "Nshop")).isEqualTo(APP_RULE_VALIDATION_FAILED);
    }

    @Test
    @Spec("TS-0001 §10.2.2.2")
    void identifier_is_assigned_only_to_those_whom_a_rule_allows() {
        subscribe("/id-mn", "aai", List.of("Nshop"), "aae", List.of("S*"));

        assertThat(register("S", "Nother")).isEqualTo(APP_RULE_VALIDATION_FAILED);
        assertThat(in.store.view().children("id-in", 10002)).isEmpty();
        assertThat(register("S", "Nshop")).isEqualTo(CREATED);

        assertThat(in.store.view().children("id-in", 10002)).hasSize(1);
    }
}
